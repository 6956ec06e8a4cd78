package io.systemmanager.console;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import java.util.Optional;

/**
 * One entry, with the proof that it is in the log.
 *
 * @param proof empty while the log's latest note does not cover it yet
 */
record EntryView(AuditRecord entry, Optional<EntryProof> proof) implements View {

    @Override
    public String title() {
        return "Entry " + entry.seq();
    }

    @Override
    public String template() {
        return "entry";
    }

    @Override
    public Section section() {
        return Section.AUDIT;
    }

    String text() {
        return AuditRow.laidOut(entry);
    }

    /** Whether the hashes on the way lead from this entry to the root that the note names. */
    boolean included() {
        return proof.flatMap(each ->
                        Checkpoint.parse(each.note().text())
                                .map(named ->
                                        named.size() == each.proof().size()
                                                && each.proof().verify(entry.leaf(), named.root())))
                .orElse(false);
    }
}
