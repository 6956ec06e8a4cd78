package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A grant as people read it on a terminal. */
record GrantCard(JsonNode grant) {

    /** One line for a list. */
    String line() {
        return "%s  %-8s %s on %s for %s, %s of %s left, until %s"
                .formatted(
                        text("id"),
                        text("state"),
                        text("operation"),
                        targets(),
                        text("agent"),
                        text("remaining"),
                        text("uses"),
                        text("expires"));
    }

    /** All of it. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(text("id") + ": " + text("state"));
        lines.add("  for         " + text("agent") + " through " + text("client"));
        lines.add("  operation   " + text("operation"));
        lines.add("  containers  " + targets());
        grant.path("parameters")
                .properties()
                .forEach(each ->
                        lines.add(
                                "  argument    %s=%s"
                                        .formatted(each.getKey(), each.getValue().asText())));
        lines.add(
                "  uses        %s of %s left, at most %s"
                        .formatted(text("remaining"), text("uses"), text("rate")));
        lines.add("  from        " + text("not_before"));
        lines.add("  until       " + text("expires"));
        lines.add("  reason      " + text("reason"));
        grant.path("votes").forEach(vote -> lines.add("  agreed      " + vote(vote)));
        lines.add("  digest      " + text("digest"));
        return lines;
    }

    private static String vote(JsonNode vote) {
        return "%s as %s (%s) at %s%s"
                .formatted(
                        vote.path("by").asText(),
                        joined(vote.path("roles"), ", "),
                        vote.path("method").asText(),
                        vote.path("at").asText(),
                        vote.has("reason") ? ": " + vote.path("reason").asText() : "");
    }

    private String targets() {
        var parts = new ArrayList<String>();
        if (!grant.path("containers").isEmpty()) {
            parts.add(joined(grant.path("containers"), " or "));
        }
        grant.path("labels")
                .properties()
                .forEach(label ->
                        parts.add(
                                "%s=%s"
                                        .formatted(
                                                label.getKey(), joined(label.getValue(), " or "))));
        return String.join(", ", parts);
    }

    private static String joined(JsonNode texts, String between) {
        var all = new ArrayList<String>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(between, all);
    }

    private String text(String member) {
        return grant.path(member).asText();
    }
}
