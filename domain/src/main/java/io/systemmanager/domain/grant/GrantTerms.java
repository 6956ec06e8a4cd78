package io.systemmanager.domain.grant;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The bounds of a grant. They never change: other bounds are another grant.
 *
 * @param operations a pattern over operation names
 * @param targets containers only, as all changes are of containers
 * @param parameters by the argument's name; an argument without one may be what the tool allows
 * @param uses how many calls it answers at most, 1 to 100
 * @param notBefore from when on it answers
 * @param expires the moment from which on it does not any more, at most 8 hours after its creation
 * @param reason the creator's own words, not blank; made visible, at most 500 characters are kept
 */
public record GrantTerms(
        GrantId id,
        Holder holder,
        Glob operations,
        TargetPattern.Container targets,
        Map<String, ParameterBound> parameters,
        int uses,
        Rate rate,
        Instant createdAt,
        Instant notBefore,
        Instant expires,
        String reason) {

    /** How many calls one grant answers at most. */
    public static final int MOST_USES = 100;

    /** How long one lasts at most. */
    public static final Duration LONGEST = Duration.ofHours(8);

    private static final String LABEL = "sm/grant/v1";
    private static final int MAX_REASON = 500;
    private static final int MOST_PATTERNS = 16;

    public GrantTerms {
        parameters = Map.copyOf(parameters);
        reason = VisibleText.line(reason.strip(), MAX_REASON);
        require(!reason.isEmpty(), "a grant says what it is for");
        require(uses >= 1 && uses <= MOST_USES, "a grant has 1 to 100 uses");
        require(
                !notBefore.isBefore(createdAt)
                        && notBefore.isBefore(expires)
                        && !expires.isAfter(createdAt.plus(LONGEST)),
                "a grant begins before it ends, and ends at most 8 hours after it was made");
        require(
                targets.names().size() <= MOST_PATTERNS
                        && targets.labels().size() <= MOST_PATTERNS
                        && targets.labels().values().stream()
                                .allMatch(each -> each.size() <= MOST_PATTERNS)
                        && parameters.size() <= MOST_PATTERNS,
                "a grant has at most 16 names, labels, values of one, and parameters");
    }

    /** What a vote must be for: SHA-256 of {@code sm/grant/v1}, a line feed, and the terms. */
    public Digest digest() {
        return Digest.of(LABEL, toJson());
    }

    /** The form that is digested, and stored. */
    public Json.Obj toJson() {
        var bounds = Json.object();
        parameters.forEach((name, bound) -> bounds.put(name, bound.toString()));
        var labels = Json.object();
        targets.labels().forEach((name, values) -> labels.put(name, texts(values)));
        return Json.object()
                .put("id", id.value())
                .put("sub", holder.agent().value())
                .put("client", holder.client())
                .put("op", operations.toString())
                .put("names", texts(targets.names()))
                .put("labels", labels.build())
                .put("params", bounds.build())
                .put("uses", uses)
                .put("rate", rate.toString())
                .put("created", createdAt.toString())
                .put("not_before", notBefore.toString())
                .put("expires", expires.toString())
                .put("reason", reason)
                .build();
    }

    private static Json.Arr texts(List<Glob> globs) {
        return Json.texts(globs.stream().map(Glob::toString).toList());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
