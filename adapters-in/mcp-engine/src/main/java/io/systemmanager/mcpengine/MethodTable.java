package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Every method the engine answers, per era: what is not here is unknown. */
final class MethodTable<P> {
    private final Map<String, Method<P>> modern;
    private final Map<String, Method<P>> legacy;

    MethodTable(ServerIdentity identity, Tools<P> tools) {
        Method<P> list = new ListTools<>(tools);
        Method<P> call = new CallTool<>(tools);
        this.modern =
                Map.of(
                        "server/discover",
                        _ -> discover(identity),
                        "tools/list",
                        list,
                        "tools/call",
                        call,
                        "subscriptions/listen",
                        new Listen<>());
        this.legacy =
                Map.of(
                        "initialize",
                        new Initialize<>(identity),
                        "ping",
                        _ -> new Reply.Empty(),
                        "logging/setLevel",
                        new SetLogLevel<>(),
                        "tools/list",
                        list,
                        "tools/call",
                        call);
    }

    Optional<Method<P>> find(Era era, String method) {
        var table =
                switch (era) {
                    case MODERN -> modern;
                    case LEGACY -> legacy;
                };
        return Optional.ofNullable(table.get(method));
    }

    /** What this server can do; no list changes, so no {@code listChanged}. */
    static ObjectNode capabilities() {
        var node = JsonNodeFactory.instance.objectNode();
        node.putObject("tools");
        node.putObject("logging");
        return node;
    }

    private static Reply discover(ServerIdentity identity) {
        var body = JsonNodeFactory.instance.objectNode();
        var versions = body.putArray("supportedVersions");
        Protocol.MODERN.forEach(versions::add);
        body.set("capabilities", capabilities());
        identity.instructions().ifPresent(text -> body.put("instructions", text));
        return new Reply.Complete(body, true);
    }
}
