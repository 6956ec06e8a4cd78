package io.systemmanager.http;

import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a listener is to be.
 *
 * @param address where it listens
 * @param limits what a client may take of it
 * @param names under which names it may be addressed
 * @param cors which pages of other origins may read its answers
 * @param correlationIds a new id for each error that the listener itself answers
 * @param parts whose routes it serves; no two may claim the same verb and path
 */
public record ListenerPlan(
        ListenAddress address,
        Limits limits,
        ServerNames names,
        Cors cors,
        Supplier<String> correlationIds,
        List<Routes> parts) {

    /** Without CORS. */
    public ListenerPlan(
            ListenAddress address,
            Limits limits,
            ServerNames names,
            Supplier<String> correlationIds,
            List<Routes> parts) {
        this(address, limits, names, Cors.off(), correlationIds, parts);
    }

    public ListenerPlan {
        parts = List.copyOf(parts);
        var seen = new HashSet<String>();
        for (var part : parts) {
            for (var route : part.routes()) {
                if (!seen.add(route.verb() + " " + route.path())) {
                    throw new IllegalArgumentException(
                            "two routes for " + route.verb() + " " + route.path());
                }
            }
        }
    }

    /** Every route of every part, in order. */
    public List<Route> routes() {
        return parts.stream().flatMap(part -> part.routes().stream()).toList();
    }
}
