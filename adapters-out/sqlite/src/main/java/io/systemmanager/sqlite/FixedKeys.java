package io.systemmanager.sqlite;

import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.util.List;

/** Keys that stay: a ledger with these has one epoch. */
public record FixedKeys(LogKeys keys) implements EpochKeys {

    @Override
    public List<LogKeys> kept() {
        return List.of(keys);
    }

    @Override
    public LogKeys next() {
        throw new LedgerUnavailable("the keys of this ledger stay");
    }

    @Override
    public void settle(LogKeys sealing) {
        // They are the only ones.
    }
}
