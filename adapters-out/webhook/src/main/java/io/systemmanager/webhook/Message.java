package io.systemmanager.webhook;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.Topic;
import io.systemmanager.domain.risk.Risk;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A notification as a request's headers and body. The link leads to the console, which asks who
 * reads it; nothing in a message decides anything.
 */
record Message(Map<String, String> headers, String body) {
    private static final Pattern APPROVAL = Pattern.compile("apr_[a-z2-7]{26}");

    /**
     * Writes it down.
     *
     * @param timestamp of this try, in seconds since 1970
     */
    static Message of(
            Notification told, SignedNote checkpoint, Format format, URI console, long timestamp) {
        var link = console.toASCIIString() + page(told);
        return switch (format) {
            case Format.Signed signed ->
                    signed(
                            told,
                            signed,
                            CanonicalJson.text(json(told, checkpoint, link)),
                            timestamp);
            case Format.Ntfy ntfy -> ntfy(told, ntfy, link);
        };
    }

    /** The approval's own; the list where its id is none, which somebody else wrote. */
    private static String page(Notification told) {
        return APPROVAL.matcher(told.approval()).matches() ? "/approvals/" + told.approval() : "";
    }

    private static Message signed(
            Notification told, Format.Signed format, String body, long timestamp) {
        var id = told.id().value();
        var signatures =
                format.secrets().stream().map(secret -> secret.sign(id, timestamp, body)).toList();
        return new Message(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        String.valueOf(timestamp),
                        "webhook-signature",
                        String.join(" ", signatures)),
                body);
    }

    private static Json.Obj json(Notification told, SignedNote checkpoint, String link) {
        var data =
                Json.object()
                        .put("id", told.id().value())
                        .put("approval", told.approval())
                        .put("console", link)
                        .put("checkpoint", checkpoint.encoded());
        told.matter()
                .ifPresent(matter ->
                        data.put("operation", matter.operation().value())
                                .put("target", matter.target())
                                .put("risk", matter.risk().wireName())
                                .put("expires", matter.expires().toString()));
        return Json.object()
                .put("type", told.topic().wireName())
                .put("timestamp", told.at().toString())
                .put("data", data.build())
                .build();
    }

    private static Message ntfy(Notification told, Format.Ntfy format, String link) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Title", title(told.topic()));
        headers.put("Priority", priority(told));
        headers.put("Click", link);
        format.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
        return new Message(headers, text(told));
    }

    private static String title(Topic topic) {
        return switch (topic) {
            case REQUESTED -> "A change waits for you";
            case APPROVED -> "A change was approved";
            case DENIED -> "A change was denied";
            case CANCELLED -> "A request was taken back";
            case EXPIRED -> "A request has expired";
            case STALE -> "A request is stale";
            case REVOKED -> "An approval was revoked";
            case STUCK -> "An approval is stuck";
        };
    }

    /** Three of ntfy's five words. */
    private static String priority(Notification told) {
        return switch (told.topic()) {
            case STUCK -> "high";
            case REQUESTED ->
                    told.matter()
                            .filter(each -> each.risk().compareTo(Risk.HIGH) >= 0)
                            .map(_ -> "high")
                            .orElse("default");
            case APPROVED, DENIED, CANCELLED, EXPIRED, STALE, REVOKED -> "low";
        };
    }

    private static String text(Notification told) {
        return told.matter()
                .map(matter ->
                        "%s of %s, risk %s, until %s (%s)"
                                .formatted(
                                        matter.operation().value(),
                                        matter.target(),
                                        matter.risk().wireName(),
                                        matter.expires(),
                                        told.approval()))
                .orElseGet(told::approval);
    }
}
