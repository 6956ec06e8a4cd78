package io.systemmanager.console;

import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.LogState;
import java.util.List;
import java.util.Optional;

/**
 * Entries that were looked for, and how the log stands.
 *
 * @param older where older ones are found; empty at the beginning of the log
 * @param fault what is wrong with the question
 */
record AuditView(
        AuditSearch search,
        List<AuditRow> rows,
        Optional<String> older,
        LogState log,
        Optional<String> fault)
        implements View {

    @Override
    public String title() {
        return "Audit";
    }

    @Override
    public String template() {
        return "audit";
    }

    @Override
    public Section section() {
        return Section.AUDIT;
    }

    /** What may be typed, for each field. */
    String example(String name) {
        return switch (name) {
            case "since", "until" -> "15m, 2h, 3d or a time";
            case "principal" -> "agent:name";
            case "tool" -> "containers_lifecycle";
            case "outcome" -> "ok, failed, denied";
            case "type" -> "op.started";
            case "target" -> "name or id";
            case "risk" -> "low, high";
            case "operation_id" -> "op_…";
            default -> "";
        };
    }

    /** What was typed, as it can be seen. */
    String typed(String name) {
        return VisibleText.line(search.typed(name));
    }

    String label(String name) {
        return name.replace('_', ' ');
    }

    List<String> names() {
        return AuditSearch.NAMES;
    }
}
