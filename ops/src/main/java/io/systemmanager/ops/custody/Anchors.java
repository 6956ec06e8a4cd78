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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows the log's latest note to every anchor, when the log has grown, and off the way of the
 * commits. Thread-safe.
 */
public final class Anchors implements Anchoring, OperatorDesk.Errand, AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);

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

    /** Shows the note to those who did not take it yet, within 2 seconds. */
    public void round() {
        var _ = show(ROUND);
    }

    @Override
    public boolean isConfigured() {
        return !all.isEmpty();
    }

    @Override
    public boolean anchor() {
        return isConfigured() && show(CALL);
    }

    private synchronized boolean show(Duration within) {
        var note = latest.get();
        long size = Checkpoint.parse(note.text()).orElseThrow().size();
        long deadline = System.nanoTime() + within.toNanos();
        show(all, note, size, deadline);
        // Who was still busy with an earlier note has had no chance at this one.
        show(all.stream().filter(each -> each.isBehind(size)).toList(), note, size, deadline);
        return all.stream().allMatch(anchor -> anchor.took(size));
    }

    /** To all at once, and to none that took it already. */
    private static void show(List<Anchor> to, SignedNote note, long size, long deadline) {
        var shown = to.stream().filter(anchor -> anchor.begin(note, size)).toList();
        shown.forEach(anchor -> anchor.end(deadline));
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
