package io.systemmanager.domain.grant;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A grant of Bob's for an agent of Ann's, and calls that it answers or does not. */
final class SampleGrants {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Approver BOB = approver("bob", "operator");
    static final Approver CLEO = approver("cleo", "operator", "security");
    static final Approver ANN = approver("ann", "operator", "security");
    static final Verdict.Approve ONE = new Verdict.Approve(List.of(new Slot("operator", 1)));
    static final Verdict.Approve BOTH =
            new Verdict.Approve(List.of(new Slot("operator", 1), new Slot("security", 1)));

    private SampleGrants() {}

    static Approver approver(String name, String... roles) {
        return new Approver(new Person(name), Set.of(roles), new Approver.Secret());
    }

    static GrantTerms terms(int uses, Rate rate, Duration lasts) {
        return new GrantTerms(
                new GrantId("grt_" + "a".repeat(26)),
                new Holder(new Subject("agent:bot"), "cli"),
                Glob.ofOperation("containers_lifecycle.restart"),
                new TargetPattern.Container(
                        List.of(Glob.ofName("web*")), Map.of("team", List.of(Glob.ofName("*")))),
                Map.of("grace_s", new ParameterBound.Range(0, 30)),
                uses,
                rate,
                NOON,
                NOON,
                NOON.plus(lasts),
                "the release");
    }

    /** Three uses, two a minute, for an hour. */
    static StandingGrant.Live live() {
        return begun(terms(3, Rate.of("2/minute"), Duration.ofHours(1)));
    }

    static StandingGrant.Live begun(GrantTerms terms) {
        return live(StandingGrant.Live.begin(terms, BOB));
    }

    static StandingGrant.Live live(GrantStep step) {
        return (StandingGrant.Live) ((GrantStep.Moved) step).next();
    }

    static Requester requester(String agent, String client) {
        return new Requester(
                new Subject(agent),
                Optional.of(new Person("ann")),
                new Client(Optional.of(client), Optional.of("1.0"), "2026-07-28", "192.0.2.7"),
                new CredentialId("01234567"));
    }

    /** A call that it answers. */
    static GrantQuestion question() {
        return question(requester("agent:bot", "cli"), "restart", 10, Risk.LOW, ONE);
    }

    static GrantQuestion question(
            Requester requester, String action, int grace, Risk risk, Verdict.Approve asked) {
        return new GrantQuestion(
                requester,
                new OperationName("containers_lifecycle." + action),
                Json.object().put("container", "web").put("grace_s", grace).build(),
                SampleOperations.web(ContainerState.RUNNING),
                risk,
                asked);
    }
}
