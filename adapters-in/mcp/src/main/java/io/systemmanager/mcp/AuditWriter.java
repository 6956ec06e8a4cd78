package io.systemmanager.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.LogState;
import io.systemmanager.mcpengine.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what was found in the audit log, and how the log stands. Thread-safe. */
final class AuditWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int BYTES = Declaration.AUDIT_QUERY.answerBytes();
    private static final int REST_BYTES = 1_500;

    /** The columns of a row, each with the place of its value in an entry. */
    private enum Column {
        SEQ("/seq"),
        TIME("/time"),
        TYPE("/type"),
        PRINCIPAL("/actor/sub"),
        OPERATION("/op/name"),
        TARGET("/target/0/name"),
        OUTCOME("/outcome/status"),
        CODE("/outcome/code"),
        RULE("/decision/rule"),
        OPERATION_ID("/op/id");

        private final String place;

        Column(String place) {
            this.place = place;
        }

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String in(JsonNode entry) {
            return VisibleText.line(entry.at(place).asText(), 200);
        }
    }

    private final CallReader cursors;

    AuditWriter(CallReader cursors) {
        this.cursors = cursors;
    }

    /** A row for each entry, its columns separated by bars; the state of the log behind them. */
    Answer page(AuditQuery query, AuditPage page, LogState log, Subject caller) {
        var root = MAPPER.createObjectNode();
        root.put(
                "columns",
                List.of(Column.values()).stream()
                        .map(Column::wireName)
                        .collect(Collectors.joining("|")));
        var rows = root.putArray("rows");
        var shown = new ArrayList<AuditRecord>();
        int bytes = REST_BYTES;
        for (var entry : page.entries()) {
            var row = row(entry);
            bytes += row.getBytes(StandardCharsets.UTF_8).length + 3;
            if (bytes > BYTES) {
                break;
            }
            rows.add(row);
            shown.add(entry);
        }
        boolean cut = shown.size() < page.entries().size();
        if (cut || page.next().isPresent()) {
            long next = cut ? shown.getLast().seq() : page.next().getAsLong();
            root.put("next_cursor", cursors.cursorBefore(query, next, caller));
        }
        root.set("log", log(log, shown));
        return new Answer(JsonText.of(root), () -> objects(root, shown));
    }

    /** The checkpoint in the form that goes into {@code _meta}. */
    static ObjectNode checkpoint(LogState log) {
        var node = place(log);
        log.note().map(SignedNote::encoded).ifPresent(note -> node.put("note", note));
        return node;
    }

    private static ObjectNode place(LogState log) {
        var checkpoint = log.checkpoint();
        return MAPPER.createObjectNode()
                .put("origin", checkpoint.origin())
                .put("size", checkpoint.size())
                .put("root", checkpoint.root().base64());
    }

    /** What is claimed here is what was looked at: no text but those of the rows was hashed. */
    private static ObjectNode log(LogState log, List<AuditRecord> shown) {
        var node = place(log);
        log.signed().ifPresent(signed -> node.put("signed_size", signed.size()));
        var changed =
                shown.stream().filter(entry -> !entry.intact()).map(AuditRecord::seq).toList();
        node.put("verifies", log.flaw().isEmpty() && changed.isEmpty());
        node.put("checked", "seal, note, stored hashes, these rows; not the other entries");
        log.flaw().ifPresent(flaw -> node.put("flaw", flaw));
        if (!changed.isEmpty()) {
            changed.forEach(node.putArray("changed_entries")::add);
        }
        return node;
    }

    private static String row(AuditRecord entry) {
        var tree = tree(entry);
        return List.of(Column.values()).stream()
                .map(column -> column.in(tree).replace('|', '¦'))
                .collect(Collectors.joining("|"));
    }

    /** The same page with an object for each entry, for programs. */
    private static ObjectNode objects(ObjectNode page, List<AuditRecord> shown) {
        var root = MAPPER.createObjectNode();
        var entries = root.putArray("entries");
        for (var entry : shown) {
            var tree = tree(entry);
            var node = entries.addObject().put("seq", entry.seq());
            for (var column : Column.values()) {
                var value = column.in(tree);
                if (column != Column.SEQ && !value.isEmpty()) {
                    node.put(column.wireName(), value);
                }
            }
        }
        if (page.has("next_cursor")) {
            root.set("next_cursor", page.path("next_cursor"));
        }
        root.set("log", page.path("log"));
        return root;
    }

    /** A text that is no JSON any more was changed, and shows as a row without facts. */
    private static JsonNode tree(AuditRecord entry) {
        try {
            return MAPPER.readTree(entry.text());
        } catch (JsonProcessingException changed) {
            return MAPPER.createObjectNode().put("seq", entry.seq());
        }
    }
}
