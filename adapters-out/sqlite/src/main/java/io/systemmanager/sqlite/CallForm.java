package io.systemmanager.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** The calls of changes that wait for people, as JSON and back. */
final class CallForm {
    private CallForm() {}

    static Json.Obj json(CallFacts call) {
        return Json.object()
                .put("id", call.id().toString())
                .put("rpc", call.rpcId())
                .put("caller", caller(call.caller()))
                .put("client", client(call.client()))
                .put("trace", trace(call.trace()))
                .put("operation", operation(call.operation()))
                .put("target", target(call.target()))
                .put("reason", call.reason())
                .build();
    }

    /**
     * @throws IllegalArgumentException when this version cannot read it
     */
    static CallFacts call(JsonNode call) {
        return new CallFacts(
                new RequestId(UUID.fromString(Stored.string(call, "id"))),
                Stored.optional(call, "rpc"),
                caller(call.path("caller")),
                client(call.path("client")),
                trace(call.path("trace")),
                operation(call.path("operation")),
                target(call.path("target")),
                Stored.optional(call, "reason"));
    }

    /** Who made the call. */
    static Requester requester(CallFacts call) {
        return new Requester(
                call.caller().subject(),
                call.caller().person(),
                call.client(),
                call.caller().credential());
    }

    private static Json.Obj caller(Caller.Agent caller) {
        return Json.object()
                .put("subject", caller.subject().value())
                .put("auth", caller.credential().kind().wireName())
                .put("credential", caller.credential().value())
                .put(
                        "scopes",
                        Json.texts(caller.scopes().stream().map(Scope::wireName).sorted().toList()))
                .put("roles", Json.texts(caller.roles().stream().sorted().toList()))
                .put("person", caller.person().map(Person::name))
                .build();
    }

    private static Caller.Agent caller(JsonNode caller) {
        return new Caller.Agent(
                new Subject(Stored.string(caller, "subject")),
                new CredentialId(
                        CredentialId.Kind.valueOf(
                                Stored.string(caller, "auth").toUpperCase(Locale.ROOT)),
                        Stored.string(caller, "credential")),
                Stored.words(caller.path("scopes")).stream()
                        .map(name -> Scope.named(name).orElseThrow(() -> unknown("scope")))
                        .collect(Collectors.toUnmodifiableSet()),
                Stored.words(caller.path("roles")),
                Stored.optional(caller, "person").map(Person::new));
    }

    private static Json.Obj client(Client client) {
        return Json.object()
                .put("name", client.name())
                .put("version", client.version())
                .put("protocol", client.protocol())
                .put("address", client.address())
                .build();
    }

    private static Client client(JsonNode client) {
        return new Client(
                Stored.optional(client, "name"),
                Stored.optional(client, "version"),
                Stored.string(client, "protocol"),
                Stored.string(client, "address"));
    }

    private static Json.Obj trace(Trace trace) {
        return Json.object()
                .put("trace", trace.traceId())
                .put("span", trace.spanId())
                .put("parent", trace.parentSpanId())
                .build();
    }

    private static Trace trace(JsonNode trace) {
        return new Trace(
                Stored.string(trace, "trace"),
                Stored.string(trace, "span"),
                Stored.optional(trace, "parent"));
    }

    private static Json.Obj operation(Operation operation) {
        return switch (operation) {
            case ChangeContainerState(var container, var action, var grace) ->
                    Json.object()
                            .put("container", container.value())
                            .put("action", action.wireName())
                            .put("grace_s", grace.toSeconds())
                            .build();
            default -> throw new IllegalArgumentException("only changes wait for people");
        };
    }

    private static Operation operation(JsonNode operation) {
        return new ChangeContainerState(
                new ContainerRef(Stored.string(operation, "container")),
                LifecycleAction.named(Stored.string(operation, "action"))
                        .orElseThrow(() -> unknown("action")),
                Duration.ofSeconds(operation.path("grace_s").asLong()));
    }

    private static Json.Obj target(Target target) {
        return switch (target) {
            case Target.Container container -> {
                var labels = Json.object();
                container.labels().forEach(labels::put);
                var form = Json.object();
                if (!container.writes().isEmpty()) {
                    form.put(
                            "writes",
                            new Json.Arr(
                                    container.writes().stream().map(CallForm::mount).toList()));
                }
                yield form.put("host", container.host().value())
                        .put("asked", container.asked().value())
                        .put("id", container.id().value())
                        .put("name", container.name())
                        .put("image", container.imageId())
                        .put("labels", labels.build())
                        .put("state", container.state().wireName())
                        .build();
            }
            case Target.Host _, Target.UnresolvedContainer _ ->
                    throw new IllegalArgumentException("only changes of a container wait");
        };
    }

    private static Json mount(Target.WritableMount mount) {
        return Json.object()
                .put("source", mount.source().value())
                .put("inside", mount.inside().value())
                .build();
    }

    private static Target target(JsonNode target) {
        var labels = new HashMap<String, String>();
        target.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new Target.Container(
                new HostId(Stored.string(target, "host")),
                new ContainerRef(Stored.string(target, "asked")),
                new ContainerId(Stored.string(target, "id")),
                Stored.string(target, "name"),
                Stored.string(target, "image"),
                labels,
                ContainerState.valueOf(Stored.string(target, "state").toUpperCase(Locale.ROOT)),
                mounts(target.path("writes")));
    }

    private static List<Target.WritableMount> mounts(JsonNode mounts) {
        var read = new ArrayList<Target.WritableMount>();
        mounts.forEach(mount ->
                read.add(
                        new Target.WritableMount(
                                new HostPath(Stored.string(mount, "source")),
                                new HostPath(Stored.string(mount, "inside")))));
        return read;
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("an unknown " + what);
    }
}
