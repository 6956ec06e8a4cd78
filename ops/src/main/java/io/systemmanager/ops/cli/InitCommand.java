package io.systemmanager.ops.cli;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.operators.OperatorClient;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.LogKeyFiles;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the state folder. */
@Command(
        name = "init",
        description = "Make the state folder: certificates, token, operator secret, policy.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    InitCommand() {}

    @Override
    public Integer call() throws Exception {
        var folder = state.folder();
        var out = spec.commandLine().getOut();
        var identity = HostIdentity.read(ThisHost.root());
        var made = FirstStart.files(folder, identity.hostName());
        out.println("state folder: " + folder.root());
        if (!made.isEmpty()) {
            out.println("made: " + String.join(", ", made));
        }
        if (made.contains("keys of the log")) {
            out.println("keep these two lines somewhere else; they check the ledger's signatures:");
            LogKeyFiles.verifiers(new LogKeyFiles(folder).read()).forEach(out::println);
        }
        Settings.read(folder.settings()); // a fault is told now, and not at the first start
        if (OperatorClient.serverListens(folder.operatorSocket())) {
            out.println("a server runs on it; its tokens and secret were left alone");
            return 0;
        }
        try (var ledger = Custodian.open(folder, identity)) {
            var office =
                    new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness());
            out.println(
                    FirstStart.credentials(folder, office)
                            .map(secret -> "operator secret: " + secret)
                            .orElse("already set up; the operator secret was left alone"));
        }
        return 0;
    }
}
