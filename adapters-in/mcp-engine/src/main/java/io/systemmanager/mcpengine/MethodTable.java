package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every method the engine answers, per era: what is not here is unknown. */
final class MethodTable<P> {
    private final Map<String, Method<P>> modern;
    private final Map<String, Method<P>> legacy;

    MethodTable(ServerIdentity identity, Offer<P> offer, Pages pages) {
        var both = new HashMap<String, Method<P>>();
        both.put("tools/list", new ListTools<>(offer, pages));
        both.put("tools/call", new CallTool<>(offer));
        offer.resources()
                .ifPresent(resources -> {
                    both.put("resources/list", new ListResources<>(resources, pages));
                    both.put("resources/templates/list", new ListTemplates<>(resources, pages));
                    both.put("resources/read", new ReadResource<>(resources));
                });
        offer.prompts()
                .ifPresent(prompts -> {
                    both.put("prompts/list", new ListPrompts<>(prompts, pages));
                    both.put("prompts/get", new GetPrompt<>(prompts));
                });
        offer.completions().ifPresent(all -> both.put("completion/complete", new Complete<>(all)));
        this.modern = modern(identity, offer, both);
        this.legacy = legacy(identity, offer, both);
    }

    Optional<Method<P>> find(Era era, String method) {
        var table =
                switch (era) {
                    case MODERN -> modern;
                    case LEGACY -> legacy;
                };
        return Optional.ofNullable(table.get(method));
    }

    private static <P> Map<String, Method<P>> modern(
            ServerIdentity identity, Offer<P> offer, Map<String, Method<P>> both) {
        var table = new HashMap<>(both);
        table.put("server/discover", _ -> discover(identity, offer));
        table.put("subscriptions/listen", new Listen<>(offer));
        offer.tasks()
                .ifPresent(tasks -> {
                    var methods = new TaskMethods<>(tasks, offer);
                    table.put("tasks/get", methods::get);
                    table.put("tasks/update", methods::update);
                    table.put("tasks/cancel", methods::cancel);
                });
        return table;
    }

    private static <P> Map<String, Method<P>> legacy(
            ServerIdentity identity, Offer<P> offer, Map<String, Method<P>> both) {
        var table = new HashMap<>(both);
        table.put("initialize", new Initialize<>(identity, offer));
        table.put("ping", _ -> new Reply.Empty());
        table.put("logging/setLevel", new SetLogLevel<>());
        offer.resources()
                .ifPresent(resources -> {
                    table.put("resources/subscribe", new WatchResource<>(resources, true));
                    table.put("resources/unsubscribe", new WatchResource<>(resources, false));
                });
        return table;
    }

    /** What this server can do, in words that every revision knows. */
    static ObjectNode capabilities(Offer<?> offer) {
        var node = JsonNodeFactory.instance.objectNode();
        lists(node.putObject("tools"), offer);
        offer.resources()
                .ifPresent(_ -> lists(node.putObject("resources").put("subscribe", true), offer));
        offer.prompts().ifPresent(_ -> lists(node.putObject("prompts"), offer));
        offer.completions().ifPresent(_ -> node.putObject("completions"));
        node.putObject("logging");
        return node;
    }

    private static void lists(ObjectNode capability, Offer<?> offer) {
        if (offer.listsChange()) {
            capability.put("listChanged", true);
        }
    }

    private static Reply discover(ServerIdentity identity, Offer<?> offer) {
        var body = JsonNodeFactory.instance.objectNode();
        var versions = body.putArray("supportedVersions");
        Protocol.MODERN.forEach(versions::add);
        var capabilities = capabilities(offer);
        var extensions = JsonNodeFactory.instance.objectNode();
        offer.tasks().ifPresent(_ -> extensions.putObject(Protocol.TASKS));
        if (offer.structured() instanceof Offer.Structured.OnRequest(var extension)) {
            extensions.putObject(extension);
        }
        if (!extensions.isEmpty()) {
            capabilities.set("extensions", extensions);
        }
        body.set("capabilities", capabilities);
        identity.instructions().ifPresent(text -> body.put("instructions", text));
        body.putObject("_meta").set(Protocol.META_SERVER, identity.full(Protocol.MODERN.getLast()));
        return new Reply.Complete(body, Reply.Caching.BRIEFLY);
    }
}
