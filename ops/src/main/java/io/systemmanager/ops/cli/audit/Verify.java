package io.systemmanager.ops.cli.audit;

import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.ops.custody.AnchorNames;
import io.systemmanager.ops.custody.Witnesses;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.RecordCheck;
import io.systemmanager.sqlite.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks all of the ledger, beside the running server or without. */
@Command(
        name = "verify",
        description =
                "Check every entry, the tree, the seal, the signed note and each change of keys; that"
                        + " the records of credentials, approvals and grants say what the entries"
                        + " say; and that the ledger has grown from what was verified before.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The verifier keys that 'init' printed, a line each: they must be these.")
    private @Nullable Path keys;

    @Option(names = "--anchors", description = "Compare with what the anchors remember too.")
    private boolean anchors;

    @Option(
            names = "--pin",
            paramLabel = "FILE",
            description =
                    "Where what was verified is remembered; default: systemmanager/known_checkpoint in"
                            + " $XDG_CONFIG_HOME or ~/.config.")
    private @Nullable Path pin;

    @Option(names = "--no-pin", description = "Neither compare with that file nor change it.")
    private boolean withoutPin;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Verify() {}

    @Override
    public Integer call() throws IOException {
        var files = new LogKeyFiles(state.folder());
        var found = LedgerCheck.verify(state.ledger(), files, remembered(files));
        requireKeys(found);
        var good = found.checkpoint();
        if (!withoutPin) {
            pin().keep(good);
        }
        var belied = RecordCheck.belied(state.ledger(), InstantSource.system().instant());
        if (!belied.isEmpty()) {
            belied.forEach(this::complain);
            return 1;
        }
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

    private void complain(RecordCheck.Belied record) {
        var why = record.why();
        spec.commandLine()
                .getOut()
                .println(
                        "FAIL: the log verifies, and it does not say what the record of %s %s says. %s"
                                .formatted(record.what(), record.id(), why));
    }

    private List<Remembered> remembered(LogKeyFiles files) throws IOException {
        var all = new ArrayList<Remembered>();
        var own = files.read();
        if (!withoutPin) {
            pin().known(own.origin())
                    .ifPresent(known -> all.add(new Remembered(pin().file().toString(), known)));
        }
        if (anchors) {
            var settings = Settings.read(state.folder().settings());
            var sinks = AnchorNames.sinks(settings, InstantSource.system());
            all.addAll(Witnesses.remembered(sinks, own));
            all.forEach(each ->
                    spec.commandLine()
                            .getOut()
                            .println(
                                    each.whose()
                                            + " remembers "
                                            + each.checkpoint().size()
                                            + " entries"));
        }
        return all;
    }

    private void requireKeys(LedgerCheck.Found found) throws IOException {
        if (keys == null) {
            return;
        }
        var wanted = Files.readAllLines(keys).stream().filter(line -> !line.isBlank()).toList();
        for (var key : wanted) {
            if (!key.equals(found.log()) && !key.equals(found.firstEpoch())) {
                throw new IOException("the ledger's keys are others than " + key);
            }
        }
        if (wanted.isEmpty()) {
            throw new IOException("there is no key in " + keys);
        }
    }

    private Pin pin() {
        return pin == null ? Pin.standard(System.getenv()) : new Pin(pin);
    }
}
