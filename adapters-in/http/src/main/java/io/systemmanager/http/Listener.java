package io.systemmanager.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running listener. Every request runs on a virtual thread of its own, where a handler may block.
 * Made by {@link HttpsListener} and {@link PlainListener}.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int IDLE_WHILE_STOPPING_MS = 500;

    private final ListenerPlan plan;
    private final boolean strictTransport;
    private final Draining draining = new Draining();
    private final Javalin javalin;

    private Listener(
            ListenerPlan plan,
            boolean strictTransport,
            BiFunction<Server, HttpConfiguration, ServerConnector> connector) {
        this.plan = plan;
        this.strictTransport = strictTransport;
        this.javalin = Javalin.create(config -> configure(config, connector));
    }

    static Listener start(
            ListenerPlan plan,
            boolean strictTransport,
            BiFunction<Server, HttpConfiguration, ServerConnector> connector) {
        var listener = new Listener(plan, strictTransport, connector);
        try {
            listener.javalin.start();
        } catch (JavalinException e) {
            throw new CannotListenException("cannot listen on " + plan.address(), e);
        }
        return listener;
    }

    /** The port it listens on, also where the plan said "any". */
    public int port() {
        return javalin.port();
    }

    /** Every route it serves. */
    public List<Route> routes() {
        return plan.routes();
    }

    /** The signal that it is about to stop. */
    public Draining draining() {
        return draining;
    }

    /**
     * Stops accepting, tells the streams to end, waits for the requests in work as long as {@link
     * Limits#drain} says, then cuts what is left. Returns when all is closed.
     */
    @Override
    public void close() {
        draining.begin();
        try {
            javalin.stop();
        } catch (JavalinException late) {
            LOG.debug("requests were cut when the time to drain was over", late);
        }
    }

    private void configure(
            JavalinConfig config,
            BiFunction<Server, HttpConfiguration, ServerConnector> connector) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = plan.limits().requestBytes();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = new VirtualThreadPool(plan.limits().requests());
        config.jetty.modifyServer(this::configureServer);
        config.jetty.modifyServletContextHandler(
                context -> context.setSessionHandler(new NoSessions()));
        config.jetty.modifyHttpConfiguration(this::configureHttp);
        config.jetty.addConnector((server, http) -> limited(connector.apply(server, http)));
        addRoutes(config);
    }

    private void configureServer(Server server) {
        var limits = plan.limits();
        var problems = new Gatekeeper.ProblemWriter(strictTransport, plan.correlationIds());
        server.setHandler((Handler) null); // Javalin's counts requests, as GracefulHandler does
        server.setStopTimeout(limits.drain().toMillis());
        server.setErrorHandler(problems);
        // Inserted one in front of the other: the last one sees a request first.
        server.insertHandler(new SizeLimitHandler(limits.requestBytes(), -1));
        server.insertHandler(
                new Gatekeeper(
                        plan.names(),
                        plan.cors(),
                        new RouteTable(plan.routes()),
                        limits,
                        draining,
                        problems));
        server.insertHandler(new Lingering());
        server.insertHandler(new GracefulHandler());
    }

    private void configureHttp(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(plan.limits().headerBytes());
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // To look a field up in it costs more than to parse the field again.
        http.setHeaderCacheSize(0);
    }

    private ServerConnector limited(ServerConnector connector) {
        var limits = plan.limits();
        connector.setHost(plan.address().host());
        connector.setPort(plan.address().port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(IDLE_WHILE_STOPPING_MS);
        connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        connector.addBean(new FirstRequestDeadline(connector.getScheduler(), limits.arrival()));
        return connector;
    }

    private void addRoutes(JavalinConfig config) {
        for (var route : plan.routes()) {
            config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.verb().name()), route.path(), route.handler());
        }
        config.routes.exception(
                HttpException.RuntimeException.class,
                (e, context) -> answer(context, Problem.of(e.getCode(), idFor(context))));
        config.routes.exception(
                HttpResponseException.class,
                (e, context) -> answer(context, Problem.of(e.getStatus(), idFor(context))));
        config.routes.exception(EofException.class, this::answerGone);
        config.routes.exception(InterruptedException.class, this::answerCut);
        config.routes.exception(Exception.class, this::answerBroken);
    }

    private void answerBroken(Exception e, Context context) {
        var id = idFor(context);
        LOG.error("a request failed, correlation id {}", id, e);
        answer(context, Problem.of(500, id));
    }

    private void answerGone(Exception e, Context context) {
        LOG.debug("a client left before its request was whole", e);
        answer(context, Problem.of(400, idFor(context)));
    }

    private void answerCut(Exception e, Context context) {
        LOG.debug("a request was cut when the time to drain was over", e);
        Thread.currentThread().interrupt();
        answer(context, Problem.of(503, idFor(context)));
    }

    /** The handler may have told the client an id already; then the error keeps it. */
    private String idFor(Context context) {
        var told = context.res().getHeader(Problem.CORRELATION_HEADER);
        Supplier<String> ids = plan.correlationIds();
        return told == null ? ids.get() : told;
    }

    private static void answer(Context context, Problem problem) {
        if (!context.res().isCommitted()) {
            problem.answer(context);
        }
    }
}
