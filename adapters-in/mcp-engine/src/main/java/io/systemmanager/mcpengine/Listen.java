package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code subscriptions/listen}: of what is asked for, what there is. */
record Listen<P>(Offer<P> offer) implements Method<P> {
    @Override
    public Reply handle(Exchange<P> exchange) {
        var filter = exchange.params().path("notifications");
        return filter.isObject()
                ? new Reply.Listening(Subscription.of(filter, granted(exchange.principal())))
                : new Reply.Failed(
                        RpcError.invalidParams(200, "The member notifications is not an object."));
    }

    private Subscription.Granted granted(P principal) {
        return new Subscription.Granted(
                lists(offer),
                uri -> offer.resources().filter(all -> all.isWatchable(principal, uri)).isPresent(),
                id -> offer.tasks().flatMap(all -> all.find(principal, id)).isPresent());
    }

    /** The lists that change. */
    static Set<Notice.Kind> lists(Offer<?> offer) {
        var lists = EnumSet.noneOf(Notice.Kind.class);
        if (offer.listsChange()) {
            lists.add(Notice.Kind.TOOLS);
            offer.prompts().ifPresent(_ -> lists.add(Notice.Kind.PROMPTS));
            offer.resources().ifPresent(_ -> lists.add(Notice.Kind.RESOURCES));
        }
        return lists;
    }

    /** The first message of the stream. */
    static ObjectNode acknowledgement(RpcId id, Subscription subscription) {
        var params = JsonNodeFactory.instance.objectNode();
        params.set("notifications", subscription.toJson());
        return tagged(id, "notifications/subscriptions/acknowledged", params);
    }

    /** What tells of a notice; empty where there is nothing to tell any more. */
    Optional<ObjectNode> message(RpcId id, P principal, Notice notice) {
        var params =
                notice instanceof Notice.TaskChanged(var task)
                        ? offer.tasks()
                                .flatMap(all ->
                                        new TaskMethods<>(all, offer).notice(principal, task))
                        : Optional.of(notice.params());
        return params.map(told -> tagged(id, notice.method(), told));
    }

    /** The last, when it is the server that ends it. */
    static ObjectNode closing(RpcId id) {
        var result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
        result.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        return Envelope.result(id, result);
    }

    private static ObjectNode tagged(RpcId id, String method, ObjectNode params) {
        params.putObject("_meta").set(Protocol.META_SUBSCRIPTION, id.node());
        return Envelope.notification(method, params);
    }
}
