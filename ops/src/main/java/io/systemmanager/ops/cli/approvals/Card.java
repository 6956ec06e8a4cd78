package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An approval as people read it on a terminal. */
record Card(JsonNode approval) {

    /** One line for a list. */
    String line() {
        return "%s  %-9s %s of %s for %s, needs %s, until %s"
                .formatted(
                        text("id"),
                        text("state"),
                        text("operation"),
                        approval.at("/target/name").asText("host"),
                        approval.at("/requester/subject").asText(),
                        joined("needs"),
                        text("until"));
    }

    /** All of it. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(text("id") + ": " + text("state") + ", until " + text("until"));
        lines.add("  operation   " + text("operation") + " (risk " + text("risk") + ")");
        lines.add("  target      " + target());
        approval.at("/target/labels")
                .properties()
                .forEach(label ->
                        lines.add(
                                "              "
                                        + label.getKey()
                                        + "="
                                        + label.getValue().asText()));
        approval.path("arguments")
                .properties()
                .forEach(argument ->
                        lines.add(
                                "  argument    "
                                        + argument.getKey()
                                        + "="
                                        + argument.getValue().asText()));
        lines.add("  asked by    " + requester());
        if (approval.has("untrusted_reason")) {
            lines.add(
                    "  it says     \"" + text("untrusted_reason") + "\" (its own words, unproven)");
        }
        each(lines, "plan        ", approval.at("/plan/steps"));
        each(lines, "changes     ", approval.at("/plan/diff"));
        each(lines, "for good    ", approval.at("/plan/irreversible"));
        lines.add("  taken back  by " + approval.at("/plan/rollback").asText());
        lines.add("  needs       " + joined("needs") + (signed() ? ", each by SSH signature" : ""));
        approval.path("votes").forEach(vote -> lines.add("  vote        " + vote(vote)));
        if (!approval.path("missing").isEmpty()) {
            lines.add("  missing     " + joined("missing"));
        }
        lines.add("  operation   " + text("operation_id") + " " + text("operation_status"));
        lines.add("  policy      " + text("policy_revision"));
        lines.add("  digest      " + text("digest"));
        return lines;
    }

    /** What is signed by whoever chooses that. */
    Statement statement(Vote.Choice choice, Digest digest) {
        return new Statement(
                new ApprovalId(text("id")), digest, choice, Instant.parse(text("until")));
    }

    /** Whether votes in favour must be signed. */
    boolean signed() {
        return approval.path("signed").asBoolean();
    }

    String digest() {
        return text("digest");
    }

    private String target() {
        var target = approval.path("target");
        return target.path("kind").asText().equals("container")
                ? "container %s (%s, image %s, %s)"
                        .formatted(
                                target.path("name").asText(),
                                target.path("id").asText(),
                                target.path("image").asText(),
                                target.path("state").asText())
                : "host " + target.path("id").asText();
    }

    private String requester() {
        var requester = approval.path("requester");
        var person = requester.has("for") ? " for " + requester.path("for").asText() : "";
        return "%s%s through %s %s from %s"
                .formatted(
                        requester.path("subject").asText(),
                        person,
                        requester.path("client").asText("a client without a name"),
                        requester.path("version").asText(""),
                        requester.path("address").asText());
    }

    private static String vote(JsonNode vote) {
        var reason = vote.has("reason") ? ": " + vote.path("reason").asText() : "";
        return "%s by %s (%s) at %s%s"
                .formatted(
                        vote.path("vote").asText(),
                        vote.path("by").asText(),
                        vote.path("method").asText(),
                        vote.path("at").asText(),
                        reason);
    }

    private static void each(List<String> lines, String label, JsonNode texts) {
        texts.forEach(text -> lines.add("  " + label + text.asText()));
    }

    private String joined(String member) {
        var texts = new ArrayList<String>();
        approval.path(member).forEach(text -> texts.add(text.asText()));
        return String.join(" and ", texts);
    }

    private String text(String member) {
        return approval.path(member).asText();
    }
}
