package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The written form of an entry, version 1: one JSON object, as the audit format describes it.
 * Immutable and thread-safe.
 */
public final class EntryForm {

    /** The version in every entry's {@code v}. */
    public static final int VERSION = 1;

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Json.Obj host;
    private final Json.Obj software;
    private final String boot;

    public EntryForm(Origin origin) {
        this.host =
                Json.object()
                        .put("id", origin.host().value())
                        .put("name", VisibleText.line(origin.hostName(), 255))
                        .build();
        this.software =
                Json.object()
                        .put("ver", origin.version())
                        .put("build", origin.build())
                        .put("schema", VERSION)
                        .build();
        this.boot = origin.boot();
    }

    /**
     * Writes an event down.
     *
     * @param seq the index of the entry, the only order
     * @param time the wall clock, which may go backwards
     * @param monotonic since an arbitrary moment of this process
     */
    public Json.Obj entry(long seq, Instant time, Duration monotonic, AuditEvent event) {
        var entry =
                Json.object()
                        .put("v", VERSION)
                        .put("seq", seq)
                        .put("time", MILLIS.format(time))
                        .put("mono_us", monotonic.toNanos() / 1_000)
                        .put("boot", boot)
                        .put("type", event.type())
                        .put("sev", event.severity().wireName())
                        .put("host", host)
                        .put("sw", software);
        describe(entry, event);
        return entry.build();
    }

    private static void describe(Json.Builder entry, AuditEvent event) {
        switch (event) {
            case AuditEvent.Read(var call, var decision, var fault, var took) -> {
                call(entry, call);
                decision(entry, decision);
                entry.put("outcome", ending(fault.isEmpty() ? "ok" : "failed", fault, took));
            }
            case AuditEvent.DryRun(var call, var decision, var plan) -> {
                call(entry, call);
                decision(entry, decision);
                entry.put("plan", plan.hash().hex());
            }
            case AuditEvent.ScopeMissing(var attempt, var decision, var fault) -> {
                attempt(entry, attempt);
                decision(entry, decision);
                entry.put("outcome", ending("denied", Optional.of(fault), Duration.ZERO));
            }
            case AuditEvent.Denied(var call, var decision, var fault) ->
                    denied(entry, call, decision, fault);
            case AuditEvent.Started(var call, var decision, var id, var plan) -> {
                call(entry, call);
                entry.put("op", op(call, Optional.of(id.value())));
                decision(entry, decision);
                entry.put("plan", plan.hash().hex());
            }
            case AuditEvent.Ended(var call, var id, var outcome, var took, var intent) -> {
                call(entry, call);
                entry.put("op", op(call, Optional.of(id.value())));
                entry.put("outcome", outcome(outcome, took));
                entry.put("ref", Json.object().put("intent", intent).build());
            }
            case AuditEvent.Abandoned(var id, var fault) -> {
                entry.put("actor", system());
                entry.put("op", Json.object().put("id", id.value()).build());
                entry.put("outcome", ending("unknown", Optional.of(fault), Duration.ZERO));
            }
            case AuditEvent.AuthenticationSucceeded(var caller, var client) -> {
                entry.put("actor", actor(caller));
                entry.put("client", client(client));
            }
            case AuditEvent.AuthenticationFailed(
                            var address,
                            var credential,
                            var why,
                            var count) -> {
                entry.put(
                        "actor",
                        Json.object()
                                .put("kind", "anonymous")
                                .put("cred", credential.map(id -> id.value()))
                                .build());
                entry.put("client", Json.object().put("addr", address).build());
                entry.put(
                        "outcome", Json.object().put("status", "denied").put("code", why).build());
                entry.put("count", count);
            }
            case AuditEvent.TokenIssued(var by, var token) -> {
                entry.put("actor", actor(by));
                entry.put("token", token(token));
            }
            case AuditEvent.TokenRevoked(var by, var token) -> {
                entry.put("actor", actor(by));
                entry.put("token", Json.object().put("cred", token.value()).build());
            }
            case AuditEvent.PolicyLoaded(var revision, var rules) -> {
                entry.put("actor", system());
                entry.put("policy", Json.object().put("rev", revision).put("rules", rules).build());
            }
            case AuditEvent.LogOpened(
                            var origin,
                            var incarnation,
                            var key,
                            var epochKey,
                            var schema) -> {
                entry.put("actor", system());
                entry.put(
                        "log",
                        Json.object()
                                .put("origin", origin)
                                .put("incarnation", incarnation)
                                .put("vkey", key)
                                .put("epoch_vkey", epochKey)
                                .put("ddl", schema.hex())
                                .build());
            }
            case AuditEvent.ServerStarted(), AuditEvent.ServerStopped() ->
                    entry.put("actor", system());
        }
    }

    private static void denied(Json.Builder entry, CallFacts call, Decision decision, Fault fault) {
        call(entry, call);
        decision(entry, decision);
        entry.put("outcome", ending("denied", Optional.of(fault), Duration.ZERO));
    }

    private static void attempt(Json.Builder entry, ToolAttempt attempt) {
        entry.put("actor", actor(attempt.caller()))
                .put("client", client(attempt.client()))
                .put("req", request(attempt.id(), attempt.rpcId(), attempt.trace()))
                .put("op", op(attempt.tool().tool(), attempt.tool().risk(), Optional.empty()));
    }

    private static void call(Json.Builder entry, CallFacts call) {
        entry.put("actor", actor(call.caller()))
                .put("client", client(call.client()))
                .put("req", request(call.id(), call.rpcId(), call.trace()))
                .put("op", op(call, Optional.empty()))
                .put("target", new Json.Arr(List.of(target(call.target()))))
                .put("params", Arguments.of(call.operation()));
        call.reason().ifPresent(reason -> entry.put("why", why(reason)));
    }

    private static Json.Obj why(String reason) {
        return Json.object().put("reason", VisibleText.line(reason, 500)).build();
    }

    private static Json.Obj request(RequestId id, Optional<String> rpcId, Trace trace) {
        return Json.object()
                .put("id", id.toString())
                .put("rpc", rpcId.map(text -> VisibleText.line(text, 64)))
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

    private static Json.Obj target(Target target) {
        return switch (target) {
            case Target.Host(var host) ->
                    Json.object().put("kind", "host").put("id", host.value()).build();
            case Target.Container container ->
                    Json.object()
                            .put("kind", "container")
                            .put("id", container.id().value())
                            .put("name", container.asked().value())
                            .put(
                                    "attrs",
                                    Json.object()
                                            .put("image", container.imageId())
                                            .put("state", container.state().wireName())
                                            .build())
                            .build();
            case Target.UnresolvedContainer(_, var asked) ->
                    Json.object().put("kind", "container").put("name", asked.value()).build();
        };
    }

    private static void decision(Json.Builder entry, Decision decision) {
        entry.put(
                "decision",
                Json.object()
                        .put("effect", decision.verdict().wireName())
                        .put("rule", decision.rule())
                        .put("policy_rev", decision.revision())
                        .put("matched", Json.texts(decision.matched()))
                        .build());
    }

    private static Json.Obj outcome(Outcome outcome, Duration took) {
        return switch (outcome) {
            case Outcome.Succeeded(var before, var after) ->
                    Json.object()
                            .put("status", "ok")
                            .put("changed", !before.equals(after))
                            .put("before", before)
                            .put("after", after)
                            .put("duration_us", took.toNanos() / 1_000)
                            .build();
            case Outcome.Failed(var fault) -> ending("failed", Optional.of(fault), took);
            case Outcome.RolledBack(var fault) -> ending("rolled_back", Optional.of(fault), took);
            case Outcome.Unknown(var fault) -> ending("unknown", Optional.of(fault), took);
        };
    }

    private static Json.Obj ending(String status, Optional<Fault> fault, Duration took) {
        return Json.object()
                .put("status", status)
                .put("code", fault.map(f -> f.code().wireName()))
                .put("error", fault.map(Fault::cause))
                .put("duration_us", took.toNanos() / 1_000)
                .build();
    }

    private static Json.Obj actor(Caller caller) {
        var actor =
                Json.object()
                        .put("sub", caller.subject().value())
                        .put("kind", kind(caller.subject()))
                        .put("auth", caller.credential().kind().wireName())
                        .put("cred", caller.credential().value());
        if (caller instanceof Caller.Agent agent) {
            actor.put("roles", Json.texts(agent.roles().stream().sorted().toList()));
        }
        return actor.build();
    }

    private static Json.Obj actor(Subject subject) {
        return Json.object().put("sub", subject.value()).put("kind", kind(subject)).build();
    }

    private static Json.Obj system() {
        return Json.object().put("kind", "system").build();
    }

    private static String kind(Subject subject) {
        return subject.value().substring(0, subject.value().indexOf(':'));
    }

    private static Json.Obj client(Client client) {
        return Json.object()
                .put("name", client.name().map(name -> VisibleText.line(name, 128)))
                .put("ver", client.version().map(version -> VisibleText.line(version, 64)))
                .put("proto", client.protocol())
                .put("addr", client.address())
                .build();
    }

    private static Json.Obj token(TokenRecord token) {
        var scopes = new ArrayList<String>();
        token.scopes().stream().map(Scope::wireName).sorted().forEach(scopes::add);
        return Json.object()
                .put("cred", token.id().value())
                .put("sub", token.subject().value())
                .put("scopes", Json.texts(scopes))
                .put("roles", Json.texts(token.roles().stream().sorted().toList()))
                .put("expires", token.expiresAt().map(Instant::toString))
                .build();
    }
}
