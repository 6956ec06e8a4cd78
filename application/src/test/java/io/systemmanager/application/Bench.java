package io.systemmanager.application;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.InMemorySigningKeys;
import io.systemmanager.simulated.RememberedObservations;
import io.systemmanager.simulated.SeededRandomness;
import io.systemmanager.simulated.SimulatedAnchors;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An application on a simulated host, with a policy that a test can change. */
final class Bench {
    final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-01-01T12:00:00Z"));
    final InMemoryLedger ledger =
            new InMemoryLedger(
                    clock,
                    new Origin(
                            SimulatedHost.ID,
                            SimulatedHost.NAME,
                            SimulatedHost.BOOT,
                            "test",
                            "none"));
    final SimulatedContainers containers = SimulatedContainers.sample(clock);
    final RememberedObservations observed = new RememberedObservations();
    final Application application;
    String revision = "sha256:bench";
    Function<Question, Verdict> policy = _ -> new Verdict.Allow();
    OwnThings own = OwnThings.NONE;
    final InMemorySigningKeys signers = new InMemorySigningKeys();
    final SimulatedAnchors anchoring = new SimulatedAnchors();
    final TokenOffice tokens = new TokenOffice(ledger, ledger, clock, new SeededRandomness(7));
    int timesAskedForPolicy;

    Bench() {
        this(Function.identity());
    }

    /** With the containers seen through something else. */
    Bench(Function<Containers, Containers> through) {
        this(through, Optional.empty(), new CertificateCallers(List.of()));
    }

    /** With other ways in than tokens of its own. */
    Bench(Optional<OauthCallers> oauth, CertificateCallers certificates) {
        this(Function.identity(), oauth, certificates);
    }

    private Bench(
            Function<Containers, Containers> through,
            Optional<OauthCallers> oauth,
            CertificateCallers certificates) {
        application =
                new Application(
                        new Application.Ports(
                                SimulatedHost.ID,
                                through.apply(containers),
                                new SimulatedHost(clock),
                                ledger,
                                ledger,
                                ledger.approvals(),
                                ledger.grants(),
                                ledger.trail(),
                                ledger,
                                oauth,
                                certificates,
                                observed,
                                this::policyInForce,
                                () -> own,
                                signers,
                                anchoring,
                                () ->
                                        new SystemStatus.Server(
                                                "test", Duration.ZERO, 1, 2, List.of()),
                                clock,
                                new SeededRandomness(1)));
    }

    private Policy policyInForce() {
        timesAskedForPolicy++;
        return new ChangingPolicy();
    }

    /** Everything is asked of people in these slots. */
    void askFor(Slot... slots) {
        policy = _ -> new Verdict.Approve(List.of(slots));
    }

    static Caller.Operator operator(String name, String... roles) {
        return new Caller.Operator(
                new Subject("operator:" + name),
                new CredentialId("0badcafe"),
                Set.of(roles),
                new Person(name));
    }

    /** An agent with a token of this server, which asks for that person. */
    Caller.Agent agentOf(String name, String person) {
        var issued =
                tokens.issue(
                        new Subject("operator:bob"),
                        new Subject("agent:" + name),
                        Set.of(Scope.DOCKER_OPERATE),
                        Set.of("agent"),
                        Optional.of(new Person(person)),
                        Optional.empty());
        return (Caller.Agent) issued.token().caller();
    }

    static Caller.Agent agent(String name, Scope... scopes) {
        return new Caller.Agent(
                new Subject("agent:" + name),
                new CredentialId("0badcafe"),
                scopes.length == 0 ? EnumSet.allOf(Scope.class) : Set.of(scopes),
                Set.of("agent"));
    }

    Reply submit(Operation operation) {
        return submit(agent("tester"), operation, Terms.NONE);
    }

    Reply submit(Operation operation, Terms terms) {
        return submit(agent("tester"), operation, terms);
    }

    Reply submit(Caller.Agent caller, Operation operation, Terms terms) {
        var ids = application.ids();
        return application
                .desk()
                .submit(
                        new Request(
                                ids.request(),
                                Optional.of("1"),
                                caller,
                                new Client(
                                        Optional.of("test"),
                                        Optional.of("1"),
                                        "2026-07-28",
                                        "127.0.0.1"),
                                ids.trace(Optional.empty()),
                                operation,
                                terms));
    }

    static ChangeContainerState restart(String container) {
        return change(container, LifecycleAction.RESTART);
    }

    static ChangeContainerState change(String container, LifecycleAction action) {
        return new ChangeContainerState(new ContainerRef(container), action, Duration.ofSeconds(1));
    }

    static Terms waiting(String key) {
        return new Terms(
                Optional.of(new IdempotencyKey(key)),
                false,
                Duration.ofSeconds(20),
                Optional.empty());
    }

    static Terms waiting() {
        return new Terms(Optional.empty(), false, Duration.ofSeconds(20), Optional.empty());
    }

    ContainerState stateOf(String container) {
        return switch (containers.resolve(new ContainerRef(container), Duration.ofSeconds(1))) {
            case Reading.Seen<io.systemmanager.domain.operation.Target.Container>(var target) ->
                    target.state();
            case Reading.Missed<io.systemmanager.domain.operation.Target.Container>(var fault) ->
                    throw new AssertionError(fault.cause());
        };
    }

    /** The types of all entries so far. */
    List<String> entryTypes() {
        return ledger.entries().stream().map(entry -> text(entry, "type")).toList();
    }

    static String text(Json.Obj entry, String member) {
        return entry.members().get(member) instanceof Json.Text(var text)
                ? text
                : CanonicalJson.text(entry);
    }

    private final class ChangingPolicy implements Policy {
        @Override
        public Decision judge(Question question) {
            return new Decision(policy.apply(question), "bench", List.of("bench"), revision());
        }

        @Override
        public Explanation explain(Question question) {
            return new Explanation(judge(question), List.of());
        }

        @Override
        public Set<Scope> grantedScopes(Caller.Agent caller) {
            return caller.scopes();
        }

        @Override
        public ApprovalTimes times() {
            return ApprovalTimes.STANDARD;
        }

        @Override
        public String revision() {
            return revision;
        }
    }
}
