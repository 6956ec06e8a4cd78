package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.port.EpochKeys;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a ledger is opened with.
 *
 * @param free of a folder: how many bytes its disk has left
 * @param previous the log that this one follows
 */
record Opening(
        EntryForm form,
        EpochKeys keys,
        Clocks clocks,
        Upkeep upkeep,
        Function<Path, Connections> connections,
        Function<Path, LongSupplier> free,
        Optional<LogEvent.Predecessor> previous) {

    static Opening of(EntryForm form, EpochKeys keys, Clocks clocks, Upkeep upkeep) {
        return new Opening(
                form, keys, clocks, upkeep, Connections::new, Reserve::freeOn, Optional.empty());
    }

    Opening with(EpochKeys others) {
        return new Opening(form, others, clocks, upkeep, connections, free, previous);
    }

    Opening with(Clocks others) {
        return new Opening(form, keys, others, upkeep, connections, free, previous);
    }

    Opening with(Upkeep other) {
        return new Opening(form, keys, clocks, other, connections, free, previous);
    }

    Opening with(Function<Path, Connections> others) {
        return new Opening(form, keys, clocks, upkeep, others, free, previous);
    }

    /** For a log that follows another. */
    Opening after(LogEvent.Predecessor other) {
        return new Opening(form, keys, clocks, upkeep, connections, free, Optional.of(other));
    }

    Opening withFree(LongSupplier bytes) {
        return new Opening(form, keys, clocks, upkeep, connections, _ -> bytes, previous);
    }

    Scribe scribe() {
        return new Scribe(form, clocks.wall(), clocks.nanos(), clocks.nanos().getAsLong());
    }

    Custody custody(LedgerFile file) {
        var reserve = new Reserve(file.reserve(), upkeep.reserve(), free.apply(file.folder()));
        return new Custody(new Condition(), reserve, clocks);
    }
}
