package io.systemmanager.ops.cli;

import io.systemmanager.ops.state.StateFolder;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the state lies. */
public final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "State folder; default: $STATE_DIRECTORY, else the XDG state folder.")
    private @Nullable Path state;

    /** The folder that was named, else the one of the environment. */
    public StateFolder folder() {
        return state == null
                ? StateFolder.standard(System.getenv())
                : new StateFolder(state.toAbsolutePath());
    }

    /**
     * The ledger in it.
     *
     * @throws FileNotFoundException when there is none
     */
    public Path ledger() throws FileNotFoundException {
        var ledger = folder().ledger();
        if (Files.notExists(ledger)) {
            throw new FileNotFoundException("there is no ledger at " + ledger);
        }
        return ledger;
    }
}
