package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Makes a question to the log of the arguments of {@code audit_query}. Thread-safe. */
record AuditArguments(Cursors cursors) {

    /**
     * The question.
     *
     * @throws IllegalArgumentException saying which argument is wrong and what it may be
     */
    AuditQuery read(ObjectNode arguments, Subject caller, Instant now) {
        var conditions = new ArrayList<Condition>();
        add(conditions, arguments, "since", text -> since(text, now));
        add(conditions, arguments, "until", text -> until(text, now));
        add(conditions, arguments, "principal", text -> new Condition.By(new Subject(text)));
        add(conditions, arguments, "tool", text -> new Condition.Of(new OperationName(text)));
        add(conditions, arguments, "outcome", AuditArguments::ended);
        add(
                conditions,
                arguments,
                "operation_id",
                text -> new Condition.InOperation(new OperationId(text)));
        int limit = CallReader.number(arguments, "limit", 20);
        var query = new AuditQuery(conditions, limit, OptionalLong.empty());
        return CallReader.optional(arguments, "cursor")
                .map(cursor -> query.before(cursors.offset(cursor, caller, bound(query))))
                .orElse(query);
    }

    /** The cursor from which older entries are found. */
    String cursorBefore(AuditQuery query, long index, Subject caller) {
        return cursors.at(index, caller, bound(query));
    }

    private static void add(
            List<Condition> conditions,
            ObjectNode arguments,
            String name,
            Function<String, Condition> form) {
        CallReader.optional(arguments, name).map(form).ifPresent(conditions::add);
    }

    private static Condition since(String text, Instant now) {
        return new Condition.Since(Moments.read("since", text, now));
    }

    private static Condition until(String text, Instant now) {
        return new Condition.Until(Moments.read("until", text, now));
    }

    /** The schema lets no other word through. */
    private static Condition ended(String word) {
        return new Condition.Ended(EntryStatus.named(word).orElseThrow());
    }

    /** Without the moments: an age means another one at each call, and the place is exact. */
    private static Json.Obj bound(AuditQuery query) {
        var lasting =
                query.conditions().stream()
                        .filter(each ->
                                !(each instanceof Condition.Since
                                        || each instanceof Condition.Until))
                        .toList();
        return Arguments.of(
                new QueryAudit(new AuditQuery(lasting, query.limit(), OptionalLong.empty())));
    }
}
