package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.TargetPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What two policies judge differently. It is found by trying: every operation of this server, for
 * every role of either policy, by an agent and on a container that no rule names and on one of each
 * that a rule speaks about. Two policies that agree on all of these may still differ elsewhere.
 *
 * @param tried how many calls were tried
 * @param changes those that are judged differently
 */
public record PolicyDifference(int tried, List<Change> changes) {

    /** One call, and what becomes of it before and after. */
    public record Change(String role, SupposedCall call, Decision before, Decision after) {}

    public PolicyDifference {
        changes = List.copyOf(changes);
    }

    /** Tries the calls. */
    public static PolicyDifference between(RuleSet before, RuleSet after) {
        var roles = new TreeSet<String>();
        Stream.of(before, after).forEach(policy -> roles.addAll(agentRoles(policy)));
        var places = new LinkedHashSet<>(List.of(Place.UNNAMED));
        Stream.of(before, after)
                .flatMap(policy -> policy.rules().stream())
                .flatMap(Place::of)
                .forEach(places::add);
        int tried = 0;
        var changes = new ArrayList<Change>();
        for (var role : roles) {
            for (var call : calls(role, places)) {
                tried++;
                var old = call.judgedBy(before);
                var now = call.judgedBy(after);
                if (!old.verdict().equals(now.verdict())) {
                    changes.add(new Change(role, call, old, now));
                }
            }
        }
        return new PolicyDifference(tried, changes);
    }

    private static List<String> agentRoles(RuleSet policy) {
        return policy.roles().entrySet().stream()
                .filter(role -> !role.getValue().approver())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<SupposedCall> calls(String role, Set<Place> places) {
        var calls = new LinkedHashSet<SupposedCall>();
        for (var tool : Declaration.values()) {
            for (var operation : tool.names()) {
                for (var place : places) {
                    boolean host = !actsOnContainers(tool);
                    calls.add(
                            new SupposedCall(
                                    place.who(),
                                    Set.of(role),
                                    Set.of(Scope.values()),
                                    operation,
                                    host ? Optional.empty() : Optional.of(place.container()),
                                    host ? Map.of() : place.labels()));
                }
            }
        }
        return calls;
    }

    private static boolean actsOnContainers(Declaration tool) {
        return switch (tool) {
            case CONTAINERS_GET, CONTAINERS_LOGS, CONTAINERS_LIFECYCLE -> true;
            case CONTAINERS_LIST,
                    SYSTEM_STATUS,
                    OPERATIONS_GET,
                    OPERATIONS_UNDO,
                    POLICY_EXPLAIN,
                    AUDIT_QUERY ->
                    false;
        };
    }

    /** An agent, and a container on which it acts. */
    private record Place(Subject who, ContainerRef container, Map<String, String> labels) {
        static final Place UNNAMED =
                new Place(new Subject("agent:any"), new ContainerRef("any"), Map.of());

        /** One for each pair of a subject and a target that the rule names. */
        static Stream<Place> of(Rule rule) {
            var who = rule.who().subjects().stream().flatMap(Place::subject).toList();
            var targets =
                    rule.targets().stream()
                            .filter(TargetPattern.Container.class::isInstance)
                            .map(TargetPattern.Container.class::cast)
                            .toList();
            return (who.isEmpty() ? List.of(UNNAMED.who()) : who)
                    .stream()
                            .flatMap(subject ->
                                    targets.isEmpty()
                                            ? Stream.of(
                                                    new Place(
                                                            subject, UNNAMED.container(), Map.of()))
                                            : targets.stream()
                                                    .flatMap(target -> of(subject, target)));
        }

        private static Stream<Place> of(Subject who, TargetPattern.Container target) {
            var names =
                    target.names().isEmpty()
                            ? List.of(UNNAMED.container())
                            : target.names().stream().flatMap(Place::container).toList();
            return names.stream()
                    .flatMap(name ->
                            labels(target.labels()).map(labels -> new Place(who, name, labels)));
        }

        private static Stream<Subject> subject(Glob pattern) {
            return valid(pattern, Subject::new).filter(SupposedCall::isAgent);
        }

        private static Stream<ContainerRef> container(Glob pattern) {
            return valid(pattern, ContainerRef::new);
        }

        /** Each value that a label may have at least once, not each with each. */
        private static Stream<Map<String, String>> labels(Map<String, List<Glob>> wanted) {
            var examples = new HashMap<String, List<String>>();
            wanted.forEach((key, values) ->
                    examples.put(
                            key,
                            values.stream().flatMap(value -> value.examples().stream()).toList()));
            int most = examples.values().stream().mapToInt(List::size).max().orElse(1);
            return IntStream.range(0, most)
                    .mapToObj(i -> {
                        var labels = new HashMap<String, String>();
                        examples.forEach(
                                (key, values) -> labels.put(key, values.get(i % values.size())));
                        return labels;
                    });
        }

        /** The examples that can be such a thing at all; a pattern may match what nothing is. */
        private static <T> Stream<T> valid(Glob pattern, Function<String, T> read) {
            return pattern.examples().stream()
                    .flatMap(example -> {
                        try {
                            return Stream.of(read.apply(example));
                        } catch (IllegalArgumentException noSuchThing) {
                            return Stream.empty();
                        }
                    });
        }
    }
}
