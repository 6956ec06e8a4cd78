package io.systemmanager.ops.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.AuditRecord;
import java.util.List;

/**
 * An entry as a terminal may show it. The server wrote no control character into it; whoever edited
 * the file could have, so everything is made visible once more.
 */
record EntryView(AuditRecord record, JsonNode tree) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROW = "%-7s %-24s %-20s %-18s %-28s %-14s %s%n";

    static EntryView of(AuditRecord record) {
        try {
            return new EntryView(record, MAPPER.readTree(record.text()));
        } catch (JsonProcessingException changed) {
            return new EntryView(record, MAPPER.createObjectNode());
        }
    }

    /** The value at a JSON pointer, in one line; no characters where there is none. */
    String at(String pointer) {
        return VisibleText.line(tree.at(pointer).asText());
    }

    /** The first of them that is there. */
    String first(String... pointers) {
        return List.of(pointers).stream()
                .map(this::at)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The stored text, which is the same where nobody changed the file. */
    String line() {
        return VisibleText.line(record.text());
    }

    static String head() {
        return ROW.formatted("SEQ", "TIME", "TYPE", "WHO", "OPERATION", "TARGET", "OUTCOME");
    }

    String row() {
        var outcome = (at("/outcome/status") + " " + at("/outcome/code")).strip();
        var warning = record.intact() ? "" : "  CHANGED: not what its hash says";
        return ROW.formatted(
                record.seq(),
                at("/time"),
                at("/type"),
                first("/actor/sub", "/actor/kind"),
                at("/op/name"),
                first("/target/0/name", "/target/0/kind"),
                outcome + warning);
    }

    String pretty() {
        return VisibleText.lines(tree.toPrettyString());
    }
}
