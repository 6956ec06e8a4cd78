package io.systemmanager.ops.observe;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.http.Access;
import io.systemmanager.http.Problem;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /metrics} in Prometheus' text format, for collectors with a {@code monitor:} token. */
public final class MetricsRoutes implements Routes {
    private static final String SCHEME = "Bearer ";

    private final PrometheusMeterRegistry registry;
    private final CallerDoor door;
    private final Supplier<String> correlationIds;

    public MetricsRoutes(
            PrometheusMeterRegistry registry, CallerDoor door, Supplier<String> correlationIds) {
        this.registry = registry;
        this.door = door;
        this.correlationIds = correlationIds;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.of(Verb.GET, "/metrics", Access.MONITOR, this::scrape));
    }

    private void scrape(Context context) {
        var client = new Client(Optional.empty(), Optional.empty(), "", context.ip());
        try {
            switch (door.admit(token(context), client, Caller.Monitor.class)) {
                case Authentication.Known _ ->
                        context.contentType("text/plain; version=0.0.4; charset=utf-8")
                                .result(registry.scrape());
                case Authentication.Rejected _, Authentication.Undecided _ -> refuse(context);
                case Authentication.Throttled(var wait) -> throttle(context, wait);
            }
        } catch (LedgerUnavailable unrecorded) {
            var code = unrecorded.fault().code();
            problem(503, code.wireName(), code.meaning(), code.nextStep()).answer(context);
        }
    }

    private static Optional<String> token(Context context) {
        return Optional.ofNullable(context.header("Authorization"))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private void refuse(Context context) {
        context.header("WWW-Authenticate", "Bearer realm=\"metrics\"");
        problem(
                        401,
                        "unauthenticated",
                        "Metrics are for collectors with a token of their own.",
                        "An operator makes one: systemmanager token create monitor:NAME")
                .answer(context);
    }

    private void throttle(Context context, Duration wait) {
        context.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
        problem(429, "throttled", "Too many wrong tokens.", "Wait, then use a good token.")
                .answer(context);
    }

    private Problem problem(int status, String code, String cause, String nextStep) {
        return new Problem(status, code, cause, nextStep, correlationIds.get());
    }
}
