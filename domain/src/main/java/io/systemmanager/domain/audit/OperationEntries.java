package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What entries about operations hold. */
final class OperationEntries {

    private static final int MAX_CAUSE = 2_000;
    private static final int MAX_NAME = 255;
    private static final int MAX_EVIDENCE = 300;

    private OperationEntries() {}

    static void describe(Page entry, OperationEvent event) {
        switch (event) {
            case OperationEvent.Read(var call, var decision, var fault, var took) -> {
                call(entry, call);
                decision(entry, decision);
                entry.put("outcome", ending(entry, fault.isEmpty() ? "ok" : "failed", fault, took));
            }
            case OperationEvent.DryRun(var call, var decision, var plan) -> {
                call(entry, call);
                decision(entry, decision);
                entry.put("plan", plan.hash().hex());
            }
            case OperationEvent.ScopeMissing(var attempt, var decision, var fault) -> {
                attempt(entry, attempt);
                decision(entry, decision);
                entry.put("outcome", ending(entry, "denied", Optional.of(fault), Duration.ZERO));
            }
            case OperationEvent.Denied(var call, var decision, var fault) ->
                    denied(entry, call, decision, fault);
            case OperationEvent.Started(
                            var call,
                            var decision,
                            var id,
                            var plan,
                            var approval,
                            var grant) -> {
                intent(entry, call, decision, id, plan);
                entry.put("decision", decision(decision, grant.map(GrantId::value)));
                approval.ifPresent(used ->
                        entry.put("approval", Json.object().put("id", used.value()).build()));
            }
            case OperationEvent.Ended(var call, var id, var outcome, var took, var intent) -> {
                call(entry, call);
                entry.put("op", op(call, Optional.of(id.value())));
                entry.put("outcome", outcome(entry, outcome, took));
                entry.put("ref", ref(intent));
            }
            case OperationEvent.Abandoned(var id, var fault, var intent) -> {
                entry.put("actor", Actors.system());
                entry.put("op", Json.object().put("id", id.value()).build());
                entry.put("outcome", ending(entry, "unknown", Optional.of(fault), Duration.ZERO));
                entry.put("ref", ref(intent));
            }
            case OperationEvent.Reconciled(var id, var name, var found, var intent) -> {
                entry.put("actor", Actors.system());
                entry.put(
                        "op",
                        Json.object().put("id", id.value()).put("name", name.value()).build());
                entry.put("outcome", found(entry, found));
                entry.put("ref", ref(intent));
            }
        }
    }

    /** Of a change that is begun, or will be when people agree. */
    static void intent(Page entry, CallFacts call, Decision decision, OperationId id, Plan plan) {
        call(entry, call);
        entry.put("op", op(call, Optional.of(id.value())));
        decision(entry, decision);
        entry.put("plan", plan.hash().hex());
    }

    /** A call that an operation came of, without what was decided. */
    static void about(Page entry, CallFacts call, OperationId id) {
        caller(entry, call);
        entry.put("op", op(call, Optional.of(id.value())))
                .put("target", new Json.Arr(List.of(target(entry, call.target()))));
    }

    private static Json.Obj ref(long intent) {
        return Json.object().put("intent", intent).build();
    }

    private static Json.Obj found(Page entry, Reconciliation found) {
        var status =
                switch (found) {
                    case Reconciliation.Applied _ -> "ok";
                    case Reconciliation.NotApplied _ -> "failed";
                    case Reconciliation.Indeterminate _ -> "unknown";
                };
        return Json.object()
                .put("status", status)
                .put("found", found.wireName())
                .put("evidence", entry.words(found.evidence(), MAX_EVIDENCE))
                .build();
    }

    private static void denied(Page entry, CallFacts call, Decision decision, Fault fault) {
        call(entry, call);
        decision(entry, decision);
        entry.put("outcome", ending(entry, "denied", Optional.of(fault), Duration.ZERO));
    }

    private static void attempt(Page entry, ToolAttempt attempt) {
        entry.put("actor", Actors.of(attempt.caller()))
                .put("client", Actors.client(entry, attempt.client()))
                .put("req", request(entry, attempt.id(), attempt.rpcId(), attempt.trace()))
                .put("op", op(attempt.tool().tool(), attempt.tool().risk(), Optional.empty()));
    }

    private static void call(Page entry, CallFacts call) {
        caller(entry, call);
        entry.put("op", op(call, Optional.empty()))
                .put("target", new Json.Arr(List.of(target(entry, call.target()))))
                .putUntrusted("params", Arguments.of(call.operation()));
    }

    /** Who called and why, without what was called. */
    static void caller(Page entry, CallFacts call) {
        entry.put("actor", Actors.of(call.caller()))
                .put("client", Actors.client(entry, call.client()))
                .put("req", request(entry, call.id(), call.rpcId(), call.trace()));
        call.reason().ifPresent(reason -> entry.put("why", why(entry, reason)));
    }

    private static Json.Obj why(Page entry, String reason) {
        return Json.object().put("reason", entry.words(reason, 500)).build();
    }

    private static Json.Obj request(Page entry, RequestId id, Optional<String> rpcId, Trace trace) {
        return Json.object()
                .put("id", id.toString())
                .put("rpc", rpcId.map(text -> entry.words(text, 64)))
                .put("trace", trace.traceId())
                .put("span", trace.spanId())
                .build();
    }

    private static Json.Obj op(CallFacts call, Optional<String> id) {
        return op(call.operation().name().value(), Risk.of(call.operation()), id);
    }

    private static Json.Obj op(String name, Risk risk, Optional<String> id) {
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("risk", risk.wireName())
                .put("kind", risk == Risk.READ ? "read" : "write")
                .build();
    }

    static Json.Obj target(Page entry, Target target) {
        return switch (target) {
            case Target.Host(var host) ->
                    Json.object().put("kind", "host").put("id", host.value()).build();
            case Target.Container container ->
                    Json.object()
                            .put("kind", "container")
                            .put("id", container.id().value())
                            .put("name", entry.words(container.asked().value(), MAX_NAME))
                            .put(
                                    "attrs",
                                    Json.object()
                                            .put("image", container.imageId())
                                            .put("state", container.state().wireName())
                                            .build())
                            .build();
            case Target.UnresolvedContainer(_, var asked) ->
                    Json.object()
                            .put("kind", "container")
                            .put("name", entry.words(asked.value(), MAX_NAME))
                            .build();
        };
    }

    static void decision(Page entry, Decision decision) {
        entry.put("decision", decision(decision, Optional.empty()));
    }

    private static Json.Obj decision(Decision decision, Optional<String> grant) {
        return Json.object()
                .put("effect", decision.verdict().wireName())
                .put("rule", decision.rule())
                .put("policy_rev", decision.revision())
                .put("matched", Json.texts(decision.matched()))
                .put("grant", grant)
                .build();
    }

    private static Json.Obj outcome(Page entry, Outcome outcome, Duration took) {
        return switch (outcome) {
            case Outcome.Succeeded(var before, var after) ->
                    Json.object()
                            .put("status", "ok")
                            .put("changed", !before.equals(after))
                            .put("before", before)
                            .put("after", after)
                            .put("duration_us", took.toNanos() / 1_000)
                            .build();
            case Outcome.Failed(var fault) -> ending(entry, "failed", Optional.of(fault), took);
            case Outcome.RolledBack(var fault) ->
                    ending(entry, "rolled_back", Optional.of(fault), took);
            case Outcome.Unknown(var fault) -> ending(entry, "unknown", Optional.of(fault), took);
        };
    }

    private static Json.Obj ending(
            Page entry, String status, Optional<Fault> fault, Duration took) {
        return Json.object()
                .put("status", status)
                .put("code", fault.map(f -> f.code().wireName()))
                .put("error", fault.map(f -> entry.words(f.cause(), MAX_CAUSE)))
                .put("duration_us", took.toNanos() / 1_000)
                .build();
    }
}
