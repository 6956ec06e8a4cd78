package io.systemmanager.console;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * What somebody looks for in the log, as they typed it.
 *
 * @param typed by the names of conditions; without blanks, and without what was left empty
 */
record AuditSearch(Map<String, String> typed) {
    private static final int ROWS = 50;

    /** What can be asked, in the order of the form. */
    static final List<String> NAMES =
            List.of(
                    "since",
                    "until",
                    "principal",
                    "tool",
                    "outcome",
                    "type",
                    "target",
                    "risk",
                    "operation_id",
                    "request_id",
                    "trace_id");

    AuditSearch {
        typed = Map.copyOf(typed);
    }

    static AuditSearch of(Function<String, Optional<String>> parameters) {
        var typed = new LinkedHashMap<String, String>();
        NAMES.forEach(name ->
                parameters
                        .apply(name)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> typed.put(name, text)));
        return new AuditSearch(typed);
    }

    String typed(String name) {
        return typed.getOrDefault(name, "");
    }

    /**
     * The question.
     *
     * @throws IllegalArgumentException saying what is wrong with what was typed
     */
    AuditQuery query(OptionalLong before, Instant now) {
        var conditions =
                NAMES.stream()
                        .filter(typed::containsKey)
                        .map(name -> condition(name, typed(name), now))
                        .toList();
        return new AuditQuery(conditions, ROWS, before);
    }

    /** The address of the same question about older entries. */
    String olderThan(long index) {
        var address = new StringBuilder("/console/audit?before=" + index);
        NAMES.stream()
                .filter(typed::containsKey)
                .forEach(name ->
                        address.append('&')
                                .append(name)
                                .append('=')
                                .append(URLEncoder.encode(typed(name), StandardCharsets.UTF_8)));
        return address.toString();
    }

    private static Condition condition(String name, String text, Instant now) {
        return switch (name) {
            case "since" -> new Condition.Since(Moments.read("since", text, now));
            case "until" -> new Condition.Until(Moments.read("until", text, now));
            case "principal" -> new Condition.By(new Subject(text));
            case "tool" -> new Condition.Of(new OperationName(text));
            case "outcome" -> new Condition.Ended(word(EntryStatus.named(text), "outcome"));
            case "type" -> new Condition.OfType(text);
            case "target" -> new Condition.On(text);
            case "risk" -> new Condition.Rated(word(risk(text), "risk"));
            case "operation_id" -> new Condition.InOperation(new OperationId(text));
            case "request_id" -> new Condition.InRequest(new RequestId(UUID.fromString(text)));
            default -> new Condition.InTrace(text);
        };
    }

    private static Optional<Risk> risk(String word) {
        return Arrays.stream(Risk.values()).filter(each -> each.wireName().equals(word)).findAny();
    }

    private static <T> T word(Optional<T> known, String field) {
        return known.orElseThrow(() -> new IllegalArgumentException("there is no such " + field));
    }
}
