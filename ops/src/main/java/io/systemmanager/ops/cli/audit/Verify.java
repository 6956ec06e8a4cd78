package io.systemmanager.ops.cli.audit;

import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.sqlite.LedgerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks all of the ledger, beside the running server or without. */
@Command(
        name = "verify",
        description = "Check every entry, the tree, the seal and the signed note.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Verify() {}

    @Override
    public Integer call() throws IOException {
        var folder = state.folder();
        if (Files.notExists(folder.ledger())) {
            throw new NoSuchFileException("there is no ledger at " + folder.ledger());
        }
        var good = LedgerCheck.verify(folder.ledger(), new LogKeyFiles(folder).read());
        spec.commandLine()
                .getOut()
                .println(
                        "OK: "
                                + good.origin()
                                + " size="
                                + good.size()
                                + " root="
                                + good.root().hex());
        return 0;
    }
}
