package io.systemmanager.application;

import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.grant.GrantQuestion;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the grant that answers a call, and changes nothing. Thread-safe. */
record AnsweringGrants(Grants grants, InstantSource clock) {

    /**
     * The oldest one that does.
     *
     * @param call whose caller wants it
     * @param asked whom policy asks for it
     */
    Optional<GrantAnswer.Yes> to(
            CallFacts call, Operation operation, Target target, Verdict.Approve asked) {
        if (!(target instanceof Target.Container container)) {
            return Optional.empty();
        }
        var requester =
                new Requester(
                        call.caller().subject(),
                        call.caller().person(),
                        call.client(),
                        call.caller().credential());
        var question =
                new GrantQuestion(
                        requester,
                        operation.name(),
                        Arguments.of(operation),
                        container,
                        Risk.of(operation),
                        asked);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return grants.standing(now).stream()
                .flatMap(kept -> kept.sound().stream())
                .flatMap(grant -> answer(grant, question, now))
                .findFirst();
    }

    private static Stream<GrantAnswer.Yes> answer(
            StandingGrant grant, GrantQuestion question, Instant now) {
        return grant instanceof StandingGrant.Live live
                        && live.answer(question, now) instanceof GrantAnswer.Yes yes
                ? Stream.of(yes)
                : Stream.empty();
    }
}
