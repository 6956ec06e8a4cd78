package io.systemmanager.ops.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Courier;
import io.systemmanager.application.NotificationOffice;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.ops.operators.OperatorDesk;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the command can ask about notifications. Thread-safe. */
record NotificationErrands(NotificationOffice office, Optional<Courier> courier) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 100;

    /** Each by the command that asks for it. */
    Map<String, OperatorDesk.Errand> byCommand() {
        return Map.of(
                "notifications.list", (_, _) -> list(),
                "notifications.retry", (by, request) -> decide(by, request, office::retry),
                "notifications.drop", (by, request) -> decide(by, request, office::drop));
    }

    private ObjectNode list() {
        var answer = JSON.objectNode();
        var rows = answer.putArray("notifications");
        office.undelivered(MOST).forEach(each -> rows.add(row(each)));
        return answer;
    }

    private ObjectNode row(NotificationRecord record) {
        var told = record.notification();
        var row = JSON.objectNode();
        row.put("id", told.id().value());
        row.put("state", record.delivery().wireName());
        row.put("since", record.delivery().since().toString());
        row.put("topic", told.topic().wireName());
        row.put("approval", told.approval());
        why(record).ifPresent(why -> row.put("why", why));
        return row;
    }

    private Optional<String> why(NotificationRecord record) {
        return record.delivery() instanceof Delivery.Failed(_, var why)
                ? Optional.of(why)
                : courier.flatMap(each -> each.lastFailure(record.id()));
    }

    private static ObjectNode decide(
            Caller.Operator by,
            JsonNode request,
            BiFunction<Subject, NotificationId, NotificationOffice.Ruling> decision) {
        var id = new NotificationId(request.path("id").asText());
        return switch (decision.apply(by.subject(), id)) {
            case TAKEN -> JSON.objectNode();
            case NOT_POSSIBLE ->
                    throw new IllegalArgumentException(
                            "that cannot be done with it; notifications list shows how it stands");
            case UNKNOWN -> throw new IllegalArgumentException("there is no such notification");
        };
    }
}
