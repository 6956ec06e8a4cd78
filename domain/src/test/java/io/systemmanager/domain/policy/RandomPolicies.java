package io.systemmanager.domain.policy;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rule sets and calls from a seed, drawn from few words so that they meet often. */
final class RandomPolicies {
    static final HostId HOST = new HostId("0".repeat(32));
    private static final List<String> OPS =
            List.of(
                    "containers_list",
                    "containers_get",
                    "containers_lifecycle.restart",
                    "containers_lifecycle.stop",
                    "system_status",
                    "containers_exec");
    private static final List<String> OP_GLOBS =
            List.of(
                    "**",
                    "containers_**",
                    "containers_*",
                    "containers_lifecycle.*",
                    "*.restart",
                    "containers_{list,get}",
                    "system_status");
    private static final List<String> AGENTS = List.of("dev", "ops");
    private static final List<String> APPROVERS = List.of("operator", "security");
    private static final List<String> NAMES = List.of("web-1", "web-2", "db", "cafe");
    private static final List<String> NAME_GLOBS = List.of("web-*", "*", "db", "{db,cafe}");
    private static final List<String> KEYS = List.of("env", "protect");
    private static final List<String> VALUES = List.of("prod", "test");
    static final Map<String, Role> ROLES =
            Map.of(
                    "dev", new Role(Set.of(Scope.DOCKER_READ), false),
                    "ops", new Role(Set.of(Scope.DOCKER_READ, Scope.DOCKER_OPERATE), false),
                    "operator", new Role(Set.of(), true),
                    "security", new Role(Set.of(), true));

    private final Random random;

    RandomPolicies(long seed) {
        random = new Random(seed);
    }

    static RuleSet ruleSet(List<Rule> rules) {
        return new RuleSet("sha256:test", ROLES, ApprovalTimes.STANDARD, rules, List.of());
    }

    List<Rule> rules() {
        return rules(random.nextInt(7));
    }

    List<Rule> rules(int count) {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < count; i++) {
            rules.add(rule("r" + i, effect()));
        }
        return rules;
    }

    Rule rule(String id, Verdict effect) {
        boolean allows = effect instanceof Verdict.Allow;
        boolean override = allows && random.nextInt(4) == 0;
        var risks = override ? Set.of(Risk.HIGH) : risks(allows ? 2 : 4);
        var flags = override ? Set.of(Rule.Flag.OVERRIDE_RISK) : Set.<Rule.Flag>of();
        return new Rule(id, who(), List.of(operations()), targets(), risks, effect, flags);
    }

    Facts facts() {
        var roles = new HashSet<String>();
        AGENTS.stream().filter(_ -> random.nextBoolean()).forEach(roles::add);
        return new Facts(
                new Subject("agent:" + (random.nextBoolean() ? "ci-1" : "desk")),
                roles,
                new OperationName(pick(OPS)),
                pick(List.of(Risk.values())),
                target());
    }

    Verdict effect() {
        return switch (random.nextInt(4)) {
            case 0 -> new Verdict.Deny();
            case 1 ->
                    new Verdict.Approve(List.of(new Slot(pick(APPROVERS), random.nextInt(3) + 1)));
            default -> new Verdict.Allow();
        };
    }

    Target.Container container(String name) {
        var labels = new HashMap<String, String>();
        KEYS.stream()
                .filter(_ -> random.nextBoolean())
                .forEach(key -> labels.put(key, pick(VALUES)));
        return container(name, labels);
    }

    static Target.Container container(String name, Map<String, String> labels) {
        return new Target.Container(
                HOST,
                new ContainerRef(name),
                new ContainerId("a".repeat(64)),
                name,
                "sha256:image",
                labels,
                ContainerState.RUNNING);
    }

    /** One that can write there. */
    Target.Container writing(String name, String source, String inside) {
        var plain = container(name);
        return new Target.Container(
                plain.host(),
                plain.asked(),
                plain.id(),
                plain.name(),
                plain.imageId(),
                plain.labels(),
                plain.state(),
                List.of(new Target.WritableMount(new HostPath(source), new HostPath(inside))));
    }

    /** Each way in which a server can find that this is its own. */
    static List<OwnThings> ownersOf(Target.Container target) {
        var source = target.writes().getFirst().source();
        var around = new HostPath("/var/lib");
        var inside = new HostPath(source + "/log.key");
        return List.of(
                new OwnThings(Set.of(target.id()), Set.of(), Set.of(), true),
                new OwnThings(Set.of(), Set.of(source), Set.of(), true),
                new OwnThings(Set.of(), Set.of(around), Set.of(), true),
                new OwnThings(Set.of(), Set.of(inside), Set.of(), true),
                OwnThings.UNTOLD);
    }

    Caller.Agent caller() {
        var roles = new HashSet<String>();
        AGENTS.stream().filter(_ -> random.nextInt(4) > 0).forEach(roles::add);
        return new Caller.Agent(
                new Subject("agent:" + (random.nextBoolean() ? "ci-1" : "desk")),
                new CredentialId("0badcafe"),
                EnumSet.allOf(Scope.class),
                roles);
    }

    String name() {
        return pick(NAMES);
    }

    private Target target() {
        return switch (random.nextInt(5)) {
            case 0 -> new Target.Host(HOST);
            case 1 -> new Target.UnresolvedContainer(HOST, new ContainerRef(name()));
            default -> container(name());
        };
    }

    private Who who() {
        return switch (random.nextInt(4)) {
            case 0 -> new Who(Set.of(pick(AGENTS)), List.of());
            case 1 -> new Who(Set.of(), List.of(Glob.ofName("agent:ci-*")));
            case 2 -> new Who(Set.copyOf(AGENTS), List.of(Glob.ofName("agent:*")));
            default -> Who.ANYONE;
        };
    }

    private Glob operations() {
        return Glob.ofOperation(pick(OP_GLOBS));
    }

    private Set<Risk> risks(int below) {
        var risks = EnumSet.noneOf(Risk.class);
        if (random.nextInt(3) == 0) {
            for (int i = 0; i < 2; i++) {
                risks.add(pick(List.of(Risk.values()).subList(0, below)));
            }
        }
        return risks;
    }

    private List<TargetPattern> targets() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of(container(List.of(Glob.ofName(pick(NAME_GLOBS))), Map.of()));
            case 1 -> List.of(container(List.of(), labels()));
            case 2 -> List.of(container(List.of(Glob.ofName(pick(NAME_GLOBS))), labels()));
            default -> List.of();
        };
    }

    private static TargetPattern container(List<Glob> names, Map<String, List<Glob>> labels) {
        return new TargetPattern.Container(names, labels);
    }

    private Map<String, List<Glob>> labels() {
        return Map.of(pick(KEYS), List.of(Glob.ofName(random.nextBoolean() ? "*" : pick(VALUES))));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
