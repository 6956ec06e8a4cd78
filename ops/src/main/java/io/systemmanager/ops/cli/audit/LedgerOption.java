package io.systemmanager.ops.cli.audit;

import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.sqlite.StoredTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.Mixin;

/** Whose ledger. */
final class LedgerOption {
    @Mixin private StateOption state;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    LedgerOption() {}

    StateOption state() {
        return state;
    }

    StoredTrail open() throws IOException {
        var ledger = state.folder().ledger();
        if (Files.notExists(ledger)) {
            throw new NoSuchFileException("there is no ledger at " + ledger);
        }
        return StoredTrail.open(ledger);
    }
}
