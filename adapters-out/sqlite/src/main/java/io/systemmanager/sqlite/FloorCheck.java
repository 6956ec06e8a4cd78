package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import java.sql.SQLException;

/** Whether the entries that are not here were pruned by this log, and no others. */
record FloorCheck(TreeRows rows, VerifierKey log) {

    /**
     * How many of the oldest entries were pruned.
     *
     * @param size of the log
     * @throws io.systemmanager.domain.port.LedgerUnavailable when others are missing
     */
    long size(long size) throws SQLException {
        var floor = rows.floor();
        long first = rows.first();
        if (floor.isEmpty()) {
            if (first != 0) {
                throw Suspect.because("its first entries are missing");
            }
            return 0;
        }
        long cut = floor.get().size();
        if (first != cut || floor.get().entry() >= size) {
            throw Suspect.because("its first entries are not those that a prune left");
        }
        var checkpoint = checkpointAt(cut);
        var root = rows.fact(floor.get().entry(), "audit.pruned", "$.prune.root");
        var said = rows.fact(floor.get().entry(), "audit.pruned", "$.prune.size");
        if (!root.filter(checkpoint.root().base64()::equals).isPresent()
                || !said.filter(Long.toString(cut)::equals).isPresent()) {
            throw Suspect.because("the entry about its prune says something else");
        }
        return cut;
    }

    private Checkpoint checkpointAt(long cut) throws SQLException {
        var checkpoint =
                rows.note("prune", cut)
                        .flatMap(SignedNote::parse)
                        .filter(note -> note.check(log) == SignatureCheck.VALID)
                        .flatMap(note -> Checkpoint.parse(note.text()));
        if (checkpoint.isEmpty()
                || checkpoint.get().size() != cut
                || !checkpoint.get().origin().equals(log.name())
                || !rows.holds(checkpoint.get())) {
            throw Suspect.because("the note of its prune is not one of this log");
        }
        return checkpoint.get();
    }
}
