package io.systemmanager.ops.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.domain.port.Anchoring;
import io.systemmanager.ops.operators.OperatorDesk;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows the log's latest note to every anchor, when the log has grown, and off the way of the
 * commits. Thread-safe.
 */
public final class Anchors implements Anchoring, OperatorDesk.Errand, AutoCloseable {
    private final Supplier<SignedNote> latest;
    private final List<Anchor> all;

    /**
     * @param latest the note of what is durable
     * @param said where it is recorded that an anchor failed or came back
     */
    public Anchors(
            Supplier<SignedNote> latest,
            List<AnchorSink> sinks,
            Anchor.Recorder said,
            InstantSource clock) {
        this.latest = latest;
        this.all = sinks.stream().map(sink -> new Anchor(sink, said, clock)).toList();
    }

    /** Shows the note to those who did not take it yet; each gets 2 seconds, all at once. */
    public void round() {
        var _ = anchor();
    }

    @Override
    public boolean isConfigured() {
        return !all.isEmpty();
    }

    @Override
    public synchronized boolean anchor() {
        if (all.isEmpty()) {
            return false;
        }
        var note = latest.get();
        long size = Checkpoint.parse(note.text()).orElseThrow().size();
        var shown = all.stream().filter(anchor -> anchor.begin(note, size)).toList();
        shown.forEach(Anchor::end);
        return all.stream().allMatch(anchor -> anchor.took(size));
    }

    /** How many did not take what they were shown last. */
    public int failing() {
        return (int) all.stream().filter(Anchor::failing).count();
    }

    @Override
    public ObjectNode run(Caller.Operator operator, JsonNode request) {
        var answer = JsonNodeFactory.instance.objectNode();
        var rows = answer.putArray("anchors");
        all.forEach(anchor -> rows.addObject().setAll(anchor.describe()));
        return answer;
    }

    /** Shows the last note. */
    @Override
    public void close() {
        round();
        all.forEach(Anchor::close);
    }
}
