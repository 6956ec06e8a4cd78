package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.text.Moments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An entry but for its place in the log: who has it made the text, so that the one who puts it in
 * its place has little to do. Immutable and thread-safe.
 */
public final class EntryDraft {
    /** The members that tell the place. */
    static final String MONOTONIC = "mono_us";

    static final String INDEX = "seq";
    static final String TIME = "time";

    /** What the three take at most: 16 digits each, and a time with its quotation marks. */
    private static final int PLACE = 16 + 16 + 26;

    private final Json.Obj facts;
    private final String untilMonotonic;
    private final String untilIndex;
    private final String untilTime;
    private final String rest;
    private final List<Evidence> evidence;

    /**
     * @param facts where the members of the place are, any value
     */
    EntryDraft(Json.Obj facts, List<Evidence> evidence) {
        this.facts = facts;
        this.evidence = List.copyOf(evidence);
        // In this order, which is that of the names.
        var parts = CanonicalJson.around(facts, Set.of(MONOTONIC, INDEX, TIME));
        this.untilMonotonic = parts.get(0);
        this.untilIndex = parts.get(1);
        this.untilTime = parts.get(2);
        this.rest = parts.get(3);
    }

    /**
     * The entry in its place.
     *
     * @param seq the index of the entry, the only order
     * @param time the wall clock, which may go backwards
     * @param monotonic since an arbitrary moment of this process
     */
    public WrittenEntry at(long seq, Instant time, Duration monotonic) {
        var text =
                untilMonotonic
                        + micros(monotonic)
                        + untilIndex
                        + seq
                        + untilTime
                        + '"'
                        + time(time)
                        + '"'
                        + rest;
        return new WrittenEntry(text, evidence);
    }

    /** The same as an object, whose canonical form is the text. */
    public Json.Obj object(long seq, Instant time, Duration monotonic) {
        var object = Json.object();
        facts.members().forEach(object::put);
        return object.put(MONOTONIC, micros(monotonic))
                .put(INDEX, seq)
                .put(TIME, time(time))
                .build();
    }

    /** Whether it may take more than that many bytes, wherever it is put. */
    boolean isLongerThan(int bytes) {
        var parts = List.of(untilMonotonic, untilIndex, untilTime, rest);
        int characters = parts.stream().mapToInt(String::length).sum() + PLACE;
        // A character is at most three bytes; most entries are far below.
        return characters > bytes / 3
                && parts.stream().mapToInt(EntryDraft::bytes).sum() + PLACE > bytes;
    }

    private static int bytes(String part) {
        return part.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A moment as entries write it. */
    static String time(Instant moment) {
        return Moments.written(moment);
    }

    private static long micros(Duration monotonic) {
        return monotonic.toNanos() / 1_000;
    }
}
