package io.systemmanager.ops.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An operation in plain words, from its entries in their order.
 *
 * @param entries at least one
 */
record Story(String id, List<EntryView> entries) {

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("operation " + id);
        var first = entries.getFirst();
        if (first.at("/type").equals("op.started")) {
            lines.addAll(intent(first));
        }
        entries.forEach(entry -> lines.add(happened(entry)));
        lines.addAll(standing());
        var changed = entries.stream().filter(entry -> !entry.record().intact()).toList();
        changed.forEach(entry ->
                lines.add(
                        "ATTENTION   entry "
                                + entry.record().seq()
                                + " is not what its hash says: it was changed"));
        return lines;
    }

    private static List<String> intent(EntryView start) {
        var lines = new ArrayList<String>();
        lines.add(
                "what        "
                        + start.at("/op/name")
                        + " on "
                        + start.first("/target/0/name", "/target/0/kind")
                        + " ("
                        + start.at("/target/0/id")
                        + "), risk "
                        + start.at("/op/risk"));
        lines.add(
                "who         "
                        + start.at("/actor/sub")
                        + " with credential "
                        + start.at("/actor/cred")
                        + ", from "
                        + start.at("/client/addr")
                        + " through "
                        + or(start.at("/client/name"), "a program that gave no name"));
        lines.add("why         " + or(start.at("/why/reason"), "no reason was given"));
        lines.add(
                "judged      "
                        + start.at("/decision/effect")
                        + " by rule "
                        + start.at("/decision/rule")
                        + " of policy "
                        + start.at("/decision/policy_rev"));
        lines.add("request     " + start.at("/req/id") + ", trace " + start.at("/req/trace"));
        return lines;
    }

    private static String happened(EntryView entry) {
        return "%-11s %s, entry %d: %s"
                .formatted(
                        word(entry.at("/type")),
                        entry.at("/time"),
                        entry.record().seq(),
                        detail(entry));
    }

    private static String word(String type) {
        return switch (type) {
            case "op.started" -> "begun";
            case "op.reconciled" -> "looked up";
            case "op.succeeded", "op.failed", "op.rolled_back", "op.cancelled" -> "ended";
            case "op.outcome_unknown" -> "lost";
            default -> type;
        };
    }

    private static String detail(EntryView entry) {
        return switch (entry.at("/type")) {
            case "op.started" -> "the intent was durable before anything was done";
            case "op.succeeded" ->
                    "ok, "
                            + entry.at("/outcome/before")
                            + " -> "
                            + entry.at("/outcome/after")
                            + ", "
                            + entry.at("/outcome/duration_us")
                            + " us";
            case "op.outcome_unknown" -> "nobody saw its end: " + ending(entry);
            default -> ending(entry);
        };
    }

    private static String ending(EntryView entry) {
        return List.of(
                        "/outcome/status",
                        "/outcome/code",
                        "/outcome/error",
                        "/outcome/found",
                        "/outcome/evidence")
                .stream()
                .map(entry::at)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** What is to be known of it now. */
    private List<String> standing() {
        var last = entries.getLast();
        return switch (last.at("/outcome/status")) {
            case "" ->
                    List.of(
                            "now         it has no end yet: it is running, or was cut off with the server");
            case "unknown" ->
                    List.of("now         it may or may not have happened; look at the target");
            default -> List.of();
        };
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
