package io.systemmanager.benchmarks;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Role;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Who;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Policies of 1,000 rules, and the restart of a container by which they are asked. */
public final class SamplePolicy {
    private static final int RULES = 1_000;
    private static final int ROLES = 20;
    private static final List<String> OPERATIONS =
            List.of(
                    "containers_list",
                    "containers_{get,logs}",
                    "containers_lifecycle.*",
                    "system_*",
                    "audit_query",
                    "**",
                    "*.restart");

    private SamplePolicy() {}

    /** What the rules have to do with the call. */
    public enum Shape {
        /** They speak about different operations, agents and containers. */
        MIXED("rules about different operations"),
        /** All speak about the operation that is called, for different agents and containers. */
        NARROW("all about the called operation"),
        /** All match, and say the same about agent and container. */
        MATCHING("all match the call"),
        /** All match, each by words of its own: the worst there can be. */
        MATCHING_EACH_ITS_WAY("all match, each by patterns of its own");

        private final String title;

        Shape(String title) {
            this.title = title;
        }

        /** In words. */
        public String title() {
            return title;
        }
    }

    /** A policy of that shape. */
    public static RuleSet of(Shape shape) {
        var roles = new HashMap<String, Role>();
        IntStream.range(0, ROLES)
                .forEach(
                        i -> roles.put("team-" + i, new Role(Set.of(Scope.DOCKER_OPERATE), false)));
        roles.put("operator", new Role(Set.of(), true));
        var rules = IntStream.range(0, RULES).mapToObj(i -> rule(shape, i)).toList();
        return new RuleSet("sha256:sample", roles, ApprovalTimes.STANDARD, rules, List.of());
    }

    /** The call. */
    public static Question question() {
        var caller =
                new Caller.Agent(
                        new Subject("agent:crew-7-bot"),
                        new CredentialId("00000000"),
                        Set.of(Scope.values()),
                        Set.of("team-1", "team-7", "team-9"));
        var name = new ContainerRef("web-1");
        var restart =
                new ChangeContainerState(name, LifecycleAction.RESTART, Duration.ofSeconds(10));
        var target =
                new Target.Container(
                        new HostId("0".repeat(32)),
                        name,
                        new ContainerId("a".repeat(64)),
                        "web-1",
                        "sha256:image",
                        Map.of("env", "prod", "team", "t1", "tier", "front"),
                        ContainerState.RUNNING);
        return new Question(caller, restart, target);
    }

    private static Rule rule(Shape shape, int i) {
        var operation =
                shape == Shape.MIXED
                        ? OPERATIONS.get(i % OPERATIONS.size())
                        : "containers_lifecycle.*";
        Verdict effect =
                i % 5 == 0
                        ? new Verdict.Approve(List.of(new Slot("operator", 1)))
                        : new Verdict.Allow();
        return new Rule(
                "rule-" + i,
                who(shape, i),
                List.of(Glob.ofOperation(operation)),
                targets(shape, i),
                Set.of(),
                effect,
                Set.of());
    }

    private static Who who(Shape shape, int i) {
        return switch (shape) {
            case MIXED, NARROW -> who(i);
            case MATCHING -> Who.ANYONE;
            case MATCHING_EACH_ITS_WAY ->
                    new Who(
                            Set.of(),
                            List.of(Glob.ofName("{agent:crew-7-*,agent:crew-" + i + "}")));
        };
    }

    private static List<TargetPattern> targets(Shape shape, int i) {
        return switch (shape) {
            case MIXED, NARROW -> targets(i);
            case MATCHING -> containers(List.of("web-*"), Map.of("env", "prod"));
            case MATCHING_EACH_ITS_WAY ->
                    containers(
                            List.of("{web-*,app-" + i + "}"), Map.of("env", "{prod,e" + i + "}"));
        };
    }

    private static Who who(int i) {
        Set<String> roles = i % 2 == 0 ? Set.of("team-" + i % ROLES) : Set.of();
        var subjects =
                i % 3 == 0
                        ? List.of(
                                Glob.ofName("agent:crew-" + i % 50 + "-*"), Glob.ofName("agent:*"))
                        : List.<Glob>of();
        return new Who(roles, subjects);
    }

    private static List<TargetPattern> targets(int i) {
        return switch (i % 4) {
            case 0 -> containers(List.of("app-" + i + "-*", "*-1"), Map.of());
            case 1 ->
                    containers(
                            List.of("app-" + i + "-*", "*-1"), Map.of("env", "prod", "team", "t*"));
            case 2 -> containers(List.of("app-" + i), Map.of());
            default -> List.of();
        };
    }

    private static List<TargetPattern> containers(List<String> names, Map<String, String> labels) {
        var patterns = new HashMap<String, List<Glob>>();
        labels.forEach((key, value) -> patterns.put(key, List.of(Glob.ofName(value))));
        return List.of(
                new TargetPattern.Container(names.stream().map(Glob::ofName).toList(), patterns));
    }
}
