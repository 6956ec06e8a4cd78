package io.systemmanager.ops.cli;

import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.custody.Restore;
import io.systemmanager.ops.operators.OperatorClient;
import io.systemmanager.ops.state.LogKeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a backup in the place of the ledger. */
@Command(
        name = "restore",
        description =
                "Go on from a backup of the ledger, as a new log with new keys. Two operators whom it"
                        + " knows must agree, and no server may run.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final String EPOCH = "/epoch";

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;
    @Mixin private Operators operators;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path backup;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description =
                    "The verifier keys of the backup's log, a line each; default: those of the state"
                            + " folder.")
    private @Nullable Path keys;

    @Option(names = "--yes", description = "Do it; without, only say what would be done.")
    private boolean yes;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RestoreCommand() {}

    @Override
    public Integer call() throws IOException {
        var folder = state.folder();
        var out = spec.commandLine().getOut();
        if (OperatorClient.serverListens(folder.operatorSocket())) {
            throw new IOException("a server runs on this state folder; stop it first");
        }
        var trusted = trusted();
        var log = key(trusted, false);
        var epoch = trusted.stream().filter(each -> each.name().endsWith(EPOCH)).findFirst();
        if (!yes) {
            out.println("would go on from " + backup + ", a backup of " + log.name());
            out.println("the ledger that is here is kept beside; give --yes to do it");
            return 2;
        }
        var form = Custodian.form(folder, HostIdentity.read(ThisHost.root()));
        var restore = new Restore(folder, form, InstantSource.system());
        try (var ready = restore.check(backup, log, keys == null ? Optional.empty() : epoch)) {
            out.println("the backup verifies: " + ready.found().entries() + " entries");
            var restored = restore.run(ready, operators.agree(folder, ready.credentials()));
            out.println("restored from " + restored.from().size() + " entries of " + log.name());
            ready.revoked().forEach(token -> out.println("stays revoked: " + token.id().value()));
            restored.kept().forEach(file -> out.println("kept: " + file));
            out.println(
                    "keep these two lines somewhere else; they check the new log's signatures:");
            restored.verifiers().forEach(out::println);
        }
        return 0;
    }

    private List<VerifierKey> trusted() throws IOException {
        var lines =
                keys == null
                        ? LogKeyFiles.verifiers(new LogKeyFiles(state.folder()).read())
                        : Files.readAllLines(keys);
        return lines.stream().flatMap(line -> VerifierKey.parse(line).stream()).toList();
    }

    private static VerifierKey key(List<VerifierKey> keys, boolean epoch) throws IOException {
        return keys.stream()
                .filter(each -> each.name().endsWith(EPOCH) == epoch)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no verifier key of the log"));
    }
}
