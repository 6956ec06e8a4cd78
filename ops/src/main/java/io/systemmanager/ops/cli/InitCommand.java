package io.systemmanager.ops.cli;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.Assembly;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.state.FirstStart;
import java.nio.file.Path;
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
        var identity = HostIdentity.read(Path.of("/"));
        FirstStart.files(folder, identity.hostName());
        try (var ledger = Assembly.openLedger(folder, identity)) {
            var office =
                    new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness());
            var secret = FirstStart.credentials(folder, office);
            out.println("state folder: " + folder.root());
            out.println(
                    secret.map(text -> "operator secret: " + text)
                            .orElse("already set up; nothing was changed"));
        }
        return 0;
    }
}
