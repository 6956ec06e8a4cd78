package io.systemmanager.application;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.GrantTerms;
import io.systemmanager.domain.grant.Holder;
import io.systemmanager.domain.grant.ParameterBound;
import io.systemmanager.domain.grant.Rate;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.TargetPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bounds of a grant as people type them, the same on every surface. Lists have blanks between
 * their items; an empty text is one that was not given.
 *
 * @param agent whose calls it answers, as in {@code agent:ci}
 * @param client the agent's program by name
 * @param operation a pattern, as in {@code containers_lifecycle.restart}
 * @param containers patterns over names, one of which must match; may be empty where labels are
 *     given
 * @param labels {@code name=pattern}, all of which must be there
 * @param parameters {@code name=bound}, as in {@code grace_s=0..30}
 * @param uses 1 to 100
 * @param rate as in {@code 5/hour}
 * @param from a moment, as in {@code 2026-01-01T12:00:00Z}; empty for at once
 * @param lasts as in {@code 2h} or {@code 30m}, from then on
 */
public record GrantProposal(
        String agent,
        String client,
        String operation,
        String containers,
        String labels,
        String parameters,
        String uses,
        String rate,
        String from,
        String lasts,
        String reason) {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,2})([mh])");

    /** Takes each text by the name of its component; what there is not is an empty one. */
    public static GrantProposal of(Function<String, String> text) {
        return new GrantProposal(
                text.apply("agent"),
                text.apply("client"),
                text.apply("operation"),
                text.apply("containers"),
                text.apply("labels"),
                text.apply("parameters"),
                text.apply("uses"),
                text.apply("rate"),
                text.apply("from"),
                text.apply("lasts"),
                text.apply("reason"));
    }

    /**
     * The bounds.
     *
     * @throws IllegalArgumentException when they are none; the message says what to give instead
     */
    GrantTerms terms(GrantId id, Instant now) {
        var begins = from.isBlank() ? now : moment(from);
        return new GrantTerms(
                id,
                new Holder(new Subject(agent), client),
                operations(),
                targets(),
                bounds(),
                count(uses),
                Rate.of(rate),
                now,
                begins,
                begins.plus(span(lasts)),
                reason);
    }

    private Glob operations() {
        var pattern = Glob.ofOperation(operation);
        var changes =
                Arrays.stream(Declaration.values())
                        .filter(tool -> !tool.readOnly() && tool != Declaration.OPERATIONS_UNDO)
                        .flatMap(tool -> tool.names().stream())
                        .map(OperationName::value)
                        .toList();
        if (changes.stream().noneMatch(pattern::matches)) {
            throw new IllegalArgumentException(
                    "no change is called %s; there are %s"
                            .formatted(operation, String.join(", ", changes)));
        }
        return pattern;
    }

    private TargetPattern.Container targets() {
        var wanted = new HashMap<String, List<Glob>>();
        pairs(labels, "a label reads like env=prod")
                .forEach((name, value) -> wanted.put(name, List.of(Glob.ofName(value))));
        return new TargetPattern.Container(
                words(containers).stream().map(Glob::ofName).toList(), wanted);
    }

    private Map<String, ParameterBound> bounds() {
        return pairs(parameters, "a parameter reads like grace_s=0..30").entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, each -> ParameterBound.of(each.getValue())));
    }

    private static Map<String, String> pairs(String text, String form) {
        var pairs = new HashMap<String, String>();
        for (var word : words(text)) {
            int sign = word.indexOf('=');
            if (sign < 1 || pairs.put(word.substring(0, sign), word.substring(sign + 1)) != null) {
                throw new IllegalArgumentException(form + ", and each name stands once");
            }
        }
        return pairs;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the number of uses is 1 to 100", e);
        }
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a moment reads like 2026-01-01T12:00:00Z", e);
        }
    }

    private static Duration span(String text) {
        var parts = SPAN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a time reads like 2h or 30m, at most 8h");
        }
        long count = Long.parseLong(parts.group(1));
        return parts.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofMinutes(count);
    }
}
