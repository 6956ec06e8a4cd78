package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.note.LogKeys;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a ledger is opened with.
 *
 * @param free of a folder: how many bytes its disk has left
 */
record Opening(
        EntryForm form,
        LogKeys keys,
        Clocks clocks,
        Upkeep upkeep,
        Function<Path, Connections> connections,
        Function<Path, LongSupplier> free) {

    static Opening of(EntryForm form, LogKeys keys, Clocks clocks, Upkeep upkeep) {
        return new Opening(form, keys, clocks, upkeep, Connections::new, Reserve::freeOn);
    }

    Opening with(LogKeys others) {
        return new Opening(form, others, clocks, upkeep, connections, free);
    }

    Opening with(Clocks others) {
        return new Opening(form, keys, others, upkeep, connections, free);
    }

    Opening with(Upkeep other) {
        return new Opening(form, keys, clocks, other, connections, free);
    }

    Opening with(Function<Path, Connections> others) {
        return new Opening(form, keys, clocks, upkeep, others, free);
    }

    Opening withFree(LongSupplier bytes) {
        return new Opening(form, keys, clocks, upkeep, connections, _ -> bytes);
    }

    Batch.Scribe scribe() {
        return new Batch.Scribe(form, clocks.wall(), clocks.nanos(), clocks.nanos().getAsLong());
    }

    Custody custody(LedgerFile file) {
        var reserve = new Reserve(file.reserve(), upkeep.reserve(), free.apply(file.folder()));
        return new Custody(new Condition(), reserve, clocks);
    }
}
