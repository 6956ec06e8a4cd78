package io.systemmanager.simulated;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.LogGrowth;
import io.systemmanager.domain.trail.LogState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The log of an {@link InMemoryLedger}, with a tree and notes like those of a real one; its keys
 * are known to everybody. Thread-safe.
 */
final class InMemoryTrail implements AuditTrail {
    static final LogKeys KEYS =
            LogKeys.of(LogKeys.origin("simulated", 1), seed("log"), seed("epoch"));

    private final List<Json.Obj> entries = new ArrayList<>();
    private final List<AuditRecord> records = new ArrayList<>();

    synchronized void add(Json.Obj entry) {
        var text = CanonicalJson.text(entry);
        var leaf = Hash.ofLeaf(text.getBytes(StandardCharsets.UTF_8));
        entries.add(entry);
        records.add(new AuditRecord(records.size(), text, leaf));
    }

    synchronized long size() {
        return records.size();
    }

    synchronized List<Json.Obj> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized AuditPage query(AuditQuery query) {
        var found = new ArrayList<AuditRecord>();
        int at = (int) Math.min(query.before().orElse(Long.MAX_VALUE), records.size());
        while (at > 0 && found.size() < query.limit()) {
            at--;
            var entry = entries.get(at);
            if (query.conditions().stream().allMatch(each -> holds(each, entry))) {
                found.add(records.get(at));
            }
        }
        return new AuditPage(found, at > 0 ? OptionalLong.of(at) : OptionalLong.empty());
    }

    @Override
    public synchronized Optional<AuditRecord> entry(long seq) {
        return seq >= 0 && seq < records.size()
                ? Optional.of(records.get((int) seq))
                : Optional.empty();
    }

    @Override
    public synchronized Optional<EntryProof> prove(long seq) {
        return entry(seq)
                .map(found ->
                        new EntryProof(
                                found.text(), tree().inclusion(seq), KEYS.sign(checkpoint())));
    }

    @Override
    public synchronized Optional<LogGrowth> proveSince(long size) {
        return size >= 0 && size <= records.size()
                ? Optional.of(new LogGrowth(tree().consistencyFrom(size), KEYS.sign(checkpoint())))
                : Optional.empty();
    }

    @Override
    public synchronized LogState state() {
        var checkpoint = checkpoint();
        return new LogState(checkpoint, Optional.of(KEYS.sign(checkpoint)), Optional.empty());
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(KEYS.origin(), records.size(), tree().root());
    }

    private MerkleTree tree() {
        return new MerkleTree(this::nodes, records.size());
    }

    private List<Hash> nodes(int level, long first, int count) {
        var nodes = new ArrayList<Hash>(count);
        for (long i = first; i < first + count; i++) {
            nodes.add(node(level, i));
        }
        return nodes;
    }

    private Hash node(int level, long index) {
        int width = 1 << (8 * level);
        var range = CompactRange.empty();
        records.subList((int) index * width, (int) (index + 1) * width)
                .forEach(each -> range.append(each.leaf()));
        return range.root();
    }

    private static boolean holds(Condition condition, Json.Obj entry) {
        return switch (condition) {
            case Condition.Since(var at) -> !moment(entry).isBefore(at);
            case Condition.Until(var at) -> moment(entry).isBefore(at);
            case Condition.By by -> says(entry, by, "actor", "sub");
            case Condition.Of(var operation) ->
                    text(entry, "op", "name")
                            .filter(name ->
                                    name.equals(operation.value())
                                            || name.startsWith(operation.value() + "."))
                            .isPresent();
            case Condition.Ended ended -> says(entry, ended, "outcome", "status");
            case Condition.OfType type -> says(entry, type, "type");
            case Condition.InRequest request -> says(entry, request, "req", "id");
            case Condition.InTrace trace -> says(entry, trace, "req", "trace");
            case Condition.InOperation operation -> says(entry, operation, "op", "id");
            case Condition.Rated rated -> says(entry, rated, "op", "risk");
            case Condition.On on ->
                    says(entry, on, "target", "id") || says(entry, on, "target", "name");
        };
    }

    private static Instant moment(Json.Obj entry) {
        return Instant.parse(text(entry, "time").orElseThrow());
    }

    private static boolean says(Json.Obj entry, Condition condition, String... path) {
        return text(entry, path).filter(condition.value()::equals).isPresent();
    }

    /** The text at a path; of an array its first item counts. */
    private static Optional<String> text(Json.Obj entry, String... path) {
        Json at = entry;
        for (var member : path) {
            at = at instanceof Json.Arr(var items) ? items.getFirst() : at;
            at =
                    at instanceof Json.Obj(Map<String, Json> members)
                            ? members.getOrDefault(member, new Json.Nil())
                            : new Json.Nil();
        }
        return at instanceof Json.Text(var value) ? Optional.of(value) : Optional.empty();
    }

    private static byte[] seed(String word) {
        return Digest.sha256().digest(("simulated " + word).getBytes(StandardCharsets.UTF_8));
    }
}
