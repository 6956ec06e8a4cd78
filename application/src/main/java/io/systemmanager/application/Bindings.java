package io.systemmanager.application;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.approval.ApprovalTerms;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Binding;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.approval.Slots;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.plan.Planner;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Verdict.Approve.Demand;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Binds an approval to what people see, and tells later whether all of that still holds. */
record Bindings(
        Gate gate,
        Targets targets,
        Credentials credentials,
        SigningKeys signers,
        InstantSource clock) {

    /** The version of what tools promise; an approval given under another one serves no more. */
    private static final String CONTRACT = "1";

    /** What a new look at everything that people saw says. */
    sealed interface Look {
        /** It is as it was. */
        record Same(Target.Container target, Decision decision, Digest digest) implements Look {}

        /** Something moved. */
        record Stale(Staleness why) implements Look {}

        /** It cannot be looked at now. */
        record Later() implements Look {}
    }

    /**
     * What an approval of that call is of.
     *
     * @param revision of the policy that judged it
     */
    static Binding of(CallFacts call, Target target, Plan plan, String revision) {
        return new Binding(
                call.operation().name(),
                CONTRACT,
                Arguments.of(call.operation()),
                target,
                plan,
                new Requester(
                        call.caller().subject(),
                        call.caller().person(),
                        call.client(),
                        call.caller().credential()),
                revision);
    }

    /** What policy asks of the approval of a change that it lets wait. */
    static ApprovalTerms terms(Verdict.Approve asked, ApprovalTimes times) {
        return new ApprovalTerms(
                new Slots(asked.slots()), asked.demands().contains(Demand.SIGNED), times);
    }

    /** Looks at target, plan, policy and credential anew. */
    Look look(ApprovalRecord agreed) {
        var call = agreed.call();
        var now = gate.forOneCall();
        var moved = moved(agreed, now);
        if (moved.isPresent()) {
            return new Look.Stale(moved.get());
        }
        var found = targets.resolve(call.operation());
        if (found.fault().isPresent()) {
            return found.fault().get().code().retryable()
                    ? new Look.Later()
                    : new Look.Stale(Staleness.TARGET_CHANGED);
        }
        var admission = now.admit(call.caller(), agreed.change(), found.target());
        if (!(admission instanceof Admission.MustAsk<WriteOperation>(var decision))
                || !(found.target() instanceof Target.Container target)) {
            return new Look.Stale(Staleness.TARGET_CHANGED);
        }
        var request = agreed.approval().request();
        // What the votes were held against stands in a row, and in no digest.
        if (!terms((Verdict.Approve) decision.verdict(), now.times()).equals(request.terms())
                || request.risk() != Risk.of(call.operation())) {
            return new Look.Stale(Staleness.REQUEST_CHANGED);
        }
        return switch (Planner.plan(agreed.change(), target)) {
            case Reading.Missed<Plan> _ -> new Look.Stale(Staleness.PLAN_CHANGED);
            case Reading.Seen<Plan>(var plan) -> {
                var fresh = of(call, target, plan, decision.revision());
                yield Staleness.between(request.binding(), fresh)
                        .<Look>map(Look.Stale::new)
                        .orElseGet(() -> new Look.Same(target, decision, fresh.digest()));
            }
        };
    }

    /** What can be seen to have moved without a look at the host. */
    Optional<Staleness> moved(ApprovalRecord agreed) {
        return moved(agreed, gate);
    }

    private Optional<Staleness> moved(ApprovalRecord agreed, Gate now) {
        var request = agreed.approval().request();
        if (!request.binding().policyRevision().equals(now.revision())) {
            return Optional.of(Staleness.POLICY_CHANGED);
        }
        if (!isGood(request.requester().credential(), clock.instant())) {
            return Optional.of(Staleness.CREDENTIAL_REVOKED);
        }
        return agreed.approval().votes().stream().allMatch(this::isStillSigned)
                ? Optional.empty()
                : Optional.of(Staleness.SIGNER_REVOKED);
    }

    /**
     * Whether the key of a signed vote was that person's then, by what is known now: it may have
     * been taken away since, and a vote that somebody else wrote into the ledger names any key.
     */
    private boolean isStillSigned(Vote vote) {
        return !(vote.by().method() instanceof Approver.Signed(var signature))
                || signers.holder(signature.key(), vote.at())
                        .filter(vote.by().person()::equals)
                        .isPresent();
    }

    /** Of other kinds than our own tokens, only who made them knows whether they were revoked. */
    private boolean isGood(CredentialId credential, Instant now) {
        return credential.kind() != CredentialId.Kind.TOKEN
                || credentials.all().stream()
                        .filter(token -> token.id().equals(credential))
                        .findFirst()
                        .filter(token -> token.goodAt(now))
                        .isPresent();
    }
}
