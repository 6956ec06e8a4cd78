package io.systemmanager.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.ops.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy diff --against}: calls of a ledger, judged by two policies. */
class PolicyReplayTest {
    private static final String POLICY =
            """
            version: 1
            roles:
              agent: {scopes: [docker:read, docker:operate]}
              operator: {approver: true}
            rules:
              - {id: change, ops: "containers_lifecycle.*", effect: allow}
              - id: production
                ops: "containers_lifecycle.*"
                targets: {container: {labels: {env: prod}}}
                effect: {approve: [{role: operator, n: 2}]}
            """;

    @TempDir Path folder;
    private Workplace workplace;
    private Path old;

    @SuppressWarnings("NullAway.Init") // set before each test
    PolicyReplayTest() {}

    @BeforeEach
    void record() throws IOException {
        workplace = new Workplace(folder);
        old = write("old.yaml", POLICY);
        var policy = rules(old);
        try (var ledger = workplace.ledger()) {
            for (var each : List.of(restart("web", Map.of()), restart("web", Map.of()))) {
                ledger.commit(new Ledger.Append(judged(policy, each)));
            }
            ledger.commit(new Ledger.Append(judged(policy, restart("db", Map.of("env", "prod")))));
        }
    }

    private static OperationEvent judged(RuleSet policy, CallFacts call) {
        var decision = policy.judge(new Question(call.caller(), call.operation(), call.target()));
        return new OperationEvent.DryRun(
                call, decision, new Plan(List.of(), List.of(), List.of(), Optional.empty()));
    }

    private static CallFacts restart(String name, Map<String, String> labels) {
        var asked = new ContainerRef(name);
        return new CallFacts(
                new RequestId(UUID.fromString("00000000-0000-7000-8000-000000000000")),
                Optional.empty(),
                new Caller.Agent(
                        new Subject("agent:bot"),
                        new CredentialId("00000000"),
                        Set.of(Scope.DOCKER_OPERATE),
                        Set.of("agent")),
                new Client(Optional.empty(), Optional.empty(), "", "127.0.0.1"),
                new Trace("1".repeat(32), "1".repeat(16), Optional.empty()),
                new ChangeContainerState(asked, LifecycleAction.RESTART, Duration.ofSeconds(10)),
                new Target.Container(
                        new HostId("0".repeat(32)),
                        asked,
                        new ContainerId("a".repeat(64)),
                        name,
                        "sha256:image",
                        labels,
                        ContainerState.RUNNING),
                Optional.empty());
    }

    private static RuleSet rules(Path file) {
        return ((PolicyFile.Loaded) PolicyFile.read(file)).rules();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> diff(Path before, Path after) {
        var ran =
                workplace.run(
                        "policy",
                        "diff",
                        before.toString(),
                        after.toString(),
                        "--against",
                        "last-1h");
        assertThat(ran.code()).as(ran.err()).isZero();
        return new ArrayList<>(ran.out().lines().toList());
    }

    @Test
    void callsThatWouldComeOutDifferentlyAreGroupedAndCounted() throws IOException {
        var stricter =
                write(
                        "new.yaml",
                        POLICY.replace(
                                "effect: allow}", "effect: {approve: [{role: operator, n: 1}]}}"));

        assertThat(diff(old, stricter))
                .containsExactly(
                        "2 x agent:bot containers_lifecycle.restart on web: allow (rule change) ->"
                                + " approve operator:1 (rule change), last in entry 2",
                        "2 of 3 recorded calls are judged differently",
                        "not judged: 0 that hang on labels or ids; 0 that were refused before a"
                                + " policy was asked");
    }

    @Test
    void aPolicyDoesNotDifferFromItselfAlsoWhereLabelsDecided() {
        assertThat(diff(old, old))
                .containsExactly(
                        "0 of 3 recorded calls are judged differently",
                        "not judged: 0 that hang on labels or ids; 0 that were refused before a"
                                + " policy was asked");
    }

    @Test
    void whatARoleGrantsIsLookedUpInEachPolicy() throws IOException {
        var narrower = write("new.yaml", POLICY.replace(", docker:operate", ""));

        assertThat(diff(old, narrower))
                .contains(
                        "1 x agent:bot containers_lifecycle.restart on db: approve operator:2 (rule"
                                + " production) -> deny (rule scope), last in entry 3",
                        "3 of 3 recorded calls are judged differently");
    }

    @Test
    void whatHangsOnOtherLabelsIsCountedAndNotGuessed() throws IOException {
        var other = write("new.yaml", POLICY.replace("env: prod", "env: stage"));

        assertThat(diff(old, other))
                .containsExactly(
                        "0 of 0 recorded calls are judged differently",
                        "not judged: 3 that hang on labels or ids; 0 that were refused before a"
                                + " policy was asked");
    }

    @Test
    void aNameThatReadsLikeAnIdIsJudgedWhereTheIdIsAnother() throws IOException {
        var closed = write("new.yaml", POLICY + named("db", ""));
        var labelled = write("labelled.yaml", POLICY + named("db", ", labels: {env: dev}"));
        var other = write("other.yaml", POLICY + named("cafe", ", labels: {env: dev}"));

        assertThat(diff(old, closed))
                .contains(
                        "1 x agent:bot containers_lifecycle.restart on db: approve operator:2 (rule"
                                + " production) -> deny (rule named), last in entry 3",
                        "1 of 3 recorded calls are judged differently");
        assertThat(diff(old, labelled)).contains("0 of 2 recorded calls are judged differently");
        assertThat(diff(old, other)).contains("0 of 3 recorded calls are judged differently");
    }

    @Test
    void anIdTellsNothingAboutTheName() throws IOException {
        try (var ledger = workplace.ledger()) {
            ledger.commit(new Ledger.Append(judged(rules(old), restart("aaaa", Map.of()))));
        }

        assertThat(diff(old, write("new.yaml", POLICY + named("db", ""))))
                .contains(
                        "not judged: 1 that hang on labels or ids; 0 that were refused before a"
                                + " policy was asked");
    }

    private static String named(String name, String more) {
        return """
          - id: named
            ops: "containers_lifecycle.*"
            targets: {container: {name: "%s"%s}}
            effect: deny
        """
                .formatted(name, more);
    }

    /** Its revision is another, so the rules that entries name are not its own. */
    @Test
    void entriesAreReadByThePolicyThatJudgedThem() throws IOException {
        var same = write("same.yaml", POLICY + "# only a comment\n");

        assertThat(diff(same, same)).contains("0 of 0 recorded calls are judged differently");
        assertThat(diff(old, same)).contains("0 of 3 recorded calls are judged differently");
    }

    @Test
    void aPeriodThatIsNoneIsRefused() {
        var ran =
                workplace.run("policy", "diff", old.toString(), old.toString(), "--against", "30d");

        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains("--against reads last-30d");
    }
}
