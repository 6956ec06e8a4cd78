package io.systemmanager.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.sqlite.LedgerCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the ledger, beside the running server or without, and verifies the copy. */
@Command(
        name = "backup",
        description =
                "Copy the ledger, verify the copy and record it. Works while the server runs. Secret"
                        + " keys are not in it.",
        mixinStandardHelpOptions = true)
final class BackupCommand extends Asking {
    private static final Subject COMMAND = new Subject("system:command");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'ledger-'uuuuMMdd'T'HHmmss'Z.db'")
                    .withZone(ZoneOffset.UTC);

    @Parameters(
            paramLabel = "TARGET",
            description = "A file that is not there yet, or a folder, where it gets a name.")
    private Path target;

    private @Nullable Checkpoint copied;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    BackupCommand() {}

    @Override
    public Integer call() throws IOException {
        var file = Files.isDirectory(target) ? target.resolve(NAME.format(Instant.now())) : target;
        var made = LedgerCopy.make(folder().ledger(), new LogKeyFiles(folder()), file).checkpoint();
        copied = made;
        say("%s: %d entries, root %s".formatted(file, made.size(), made.root().hex()));
        if (serverRuns()) {
            return super.call();
        }
        try (var ledger = Custodian.open(folder(), HostIdentity.read(ThisHost.root()))) {
            ledger.commit(new Ledger.Append(new LogEvent.BackupCreated(COMMAND, made)));
        }
        return 0;
    }

    @Override
    protected ObjectNode request() {
        var request = JsonNodeFactory.instance.objectNode().put("command", "backup.created");
        if (copied != null) {
            request.put("checkpoint", copied.text());
        }
        return request;
    }

    @Override
    protected void print(JsonNode answer) {
        say("recorded");
    }
}
