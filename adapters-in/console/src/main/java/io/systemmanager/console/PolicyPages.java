package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of the policy in force. What is asked there is judged by it and runs nothing. */
final class PolicyPages {
    private static final List<String> FIELDS =
            List.of("who", "roles", "operation", "container", "labels");

    private final PolicyInForce policy;
    private final Doorway doorway;

    PolicyPages(PolicyInForce policy, Doorway doorway) {
        this.policy = policy;
        this.doorway = doorway;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console/policy",
                        Access.OPERATOR,
                        doorway.reading((context, _) -> page(context))));
    }

    private Answer page(Context context) {
        var typed = typed(context);
        if (!typed.containsKey("operation")) {
            return Answer.shown(view(typed, Optional.empty(), Optional.empty()));
        }
        try {
            var explained = policy.explain(supposed(typed));
            return Answer.shown(view(typed, Optional.of(explained), Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            var fault = Optional.of(Words.fault(wrong));
            return new Answer.Shown(400, view(typed, Optional.empty(), fault));
        }
    }

    private PolicyView view(
            Map<String, String> typed,
            Optional<PolicyInForce.Explained> explained,
            Optional<String> fault) {
        return new PolicyView(
                policy.rules(), policy.rejected(), policy.operations(), typed, explained, fault);
    }

    private static Map<String, String> typed(Context context) {
        var typed = new HashMap<String, String>();
        FIELDS.forEach(name ->
                Optional.ofNullable(context.queryParam(name))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> typed.put(name, text)));
        return typed;
    }

    private static PolicyInForce.Supposed supposed(Map<String, String> typed) {
        return new PolicyInForce.Supposed(
                typed.getOrDefault("who", ""),
                Set.copyOf(words(typed.getOrDefault("roles", ""))),
                typed.getOrDefault("operation", ""),
                Optional.ofNullable(typed.get("container")),
                labels(typed.getOrDefault("labels", "")));
    }

    /** Of {@code name=value} between blanks; one without a value has an empty one. */
    private static Map<String, String> labels(String text) {
        return words(text).stream()
                .map(word -> word.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> pair.length == 2 ? pair[1] : "",
                                (_, last) -> last));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
