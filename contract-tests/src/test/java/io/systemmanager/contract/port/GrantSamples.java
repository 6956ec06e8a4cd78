package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.id;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.audit.GrantEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.GrantQuestion;
import io.systemmanager.domain.grant.GrantStep;
import io.systemmanager.domain.grant.GrantTerms;
import io.systemmanager.domain.grant.Holder;
import io.systemmanager.domain.grant.ParameterBound;
import io.systemmanager.domain.grant.Rate;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.TargetPattern;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Standing grants for a ledger to keep. */
public final class GrantSamples {
    public static final Approver BOB =
            new Approver(new Person("bob"), Set.of("operator", "on-call"), new Approver.Secret());
    public static final Approver CLEO =
            new Approver(new Person("cleo"), Set.of("security"), new Approver.Session(NOON));
    private static final Subject OPERATOR = new Subject("operator:bob");
    private static final Verdict.Approve ASKED =
            new Verdict.Approve(List.of(new Slot("operator", 1)));
    private static final Decision DECISION =
            new Decision(ASKED, "r1", List.of("r1"), "sha256:" + "5a".repeat(32));

    private GrantSamples() {}

    /** A new one of that many uses, which begins at that moment and lasts an hour. */
    public static StandingGrant.Live live(int number, int uses, Instant begins) {
        var terms =
                new GrantTerms(
                        new GrantId("grt_" + id(number).value().substring(3)),
                        new Holder(BOT, "cli"),
                        Glob.ofOperation("containers_lifecycle.{stop,restart}"),
                        new TargetPattern.Container(
                                List.of(Glob.ofName("web-*")),
                                Map.of("systemmanager.protect", List.of(Glob.ofName("*")))),
                        Map.of(
                                "grace_s",
                                new ParameterBound.Range(0, 30),
                                "action",
                                new ParameterBound.OneOf(List.of("stop", "restart"))),
                        uses,
                        Rate.of("100/minute"),
                        begins,
                        begins,
                        begins.plus(Duration.ofHours(1)),
                        "the release of \u20ac\n");
        return live(StandingGrant.Live.begin(terms, BOB));
    }

    public static StandingGrant.Live live(GrantStep step) {
        return (StandingGrant.Live) ((GrantStep.Moved) step).next();
    }

    public static Ledger.CreateGrant create(StandingGrant.Live grant) {
        return new Ledger.CreateGrant(grant, new GrantEvent.Created(OPERATOR, grant));
    }

    public static StandingGrant.Live agreed(StandingGrant.Live grant) {
        var seen = grant.terms().digest();
        return live(grant.agree(CLEO, seen, Optional.of("go on"), NOON.plusSeconds(1)));
    }

    public static Ledger.MoveGrant agree(StandingGrant.Live from) {
        var to = agreed(from);
        return new Ledger.MoveGrant(
                from, to, new GrantEvent.Voted(new Subject("operator:cleo"), to));
    }

    public static StandingGrant.Revoked revoked(StandingGrant.Live grant) {
        var step = grant.revoke(CLEO, Optional.of("over"), NOON.plusSeconds(2));
        return (StandingGrant.Revoked) ((GrantStep.Moved) step).next();
    }

    public static Ledger.MoveGrant revoke(StandingGrant.Live from) {
        var to = revoked(from);
        return new Ledger.MoveGrant(from, to, new GrantEvent.Revoked(OPERATOR, to));
    }

    /** What it says to the sample call. */
    public static GrantAnswer.Yes answer(StandingGrant.Live grant) {
        var asked = ApprovalSamples.pending(1, BOT);
        var call = asked.call();
        var question =
                new GrantQuestion(
                        asked.approval().request().requester(),
                        call.operation().name(),
                        Arguments.of(call.operation()),
                        (Target.Container) call.target(),
                        Risk.of(call.operation()),
                        ASKED);
        return (GrantAnswer.Yes) grant.answer(question, NOON.plusSeconds(3));
    }

    /** The sample call, begun by a grant. */
    public static Ledger.OpenByGrant use(
            int number, StandingGrant.Live grant, Optional<String> key) {
        var answer = answer(grant);
        var operation = LedgerSamples.record(number, BOT, key);
        var call = ApprovalSamples.pending(1, BOT).call();
        return new Ledger.OpenByGrant(
                operation,
                answer,
                new OperationEvent.Started(
                        call,
                        DECISION,
                        operation.id(),
                        operation.plan(),
                        Optional.empty(),
                        Optional.of(grant.id())),
                new GrantEvent.Used(call, operation.id(), answer.after()));
    }
}
