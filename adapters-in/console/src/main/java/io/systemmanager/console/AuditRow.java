package io.systemmanager.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.AuditRecord;

/**
 * An entry in a list, and on a page of its own.
 *
 * @param intact whether its text is still that of its hash
 */
record AuditRow(
        long seq,
        String time,
        String type,
        String severity,
        String who,
        String what,
        String target,
        String outcome,
        boolean intact) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static AuditRow of(AuditRecord record) {
        var entry = parsed(record.text());
        return new AuditRow(
                record.seq(),
                text(entry, "/time"),
                text(entry, "/type"),
                text(entry, "/sev"),
                text(entry, "/actor/sub"),
                text(entry, "/op/name"),
                text(entry, "/target/0/name"),
                text(entry, "/outcome/status"),
                record.intact());
    }

    /** All of an entry, with its members on lines of their own. */
    static String laidOut(AuditRecord record) {
        var entry = parsed(record.text());
        return VisibleText.lines(entry.isMissingNode() ? record.text() : entry.toPrettyString());
    }

    /** Missing where somebody made it something else: the list goes on and says so. */
    private static JsonNode parsed(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException spoilt) {
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode entry, String pointer) {
        return VisibleText.line(entry.at(pointer).asText());
    }
}
