package io.systemmanager.ops.cli.audit;

import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.sqlite.StoredTrail;
import java.io.IOException;
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
        return StoredTrail.open(state.ledger());
    }
}
