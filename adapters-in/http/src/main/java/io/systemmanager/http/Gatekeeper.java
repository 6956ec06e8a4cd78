package io.systemmanager.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The first to see a request: refuses foreign hosts and origins, unknown paths and wrong verbs, and
 * marks every answer with the security headers. What passes has a route.
 */
final class Gatekeeper extends Handler.Wrapper {
    static final String LIMITS = "io.systemmanager.http.limits";

    private final ServerNames names;
    private final Cors cors;
    private final RouteTable table;
    private final Limits limits;
    private final Draining draining;
    private final ProblemWriter problems;

    Gatekeeper(
            ServerNames names,
            Cors cors,
            RouteTable table,
            Limits limits,
            Draining draining,
            ProblemWriter problems) {
        this.names = names;
        this.cors = cors;
        this.table = table;
        this.limits = limits;
        this.draining = draining;
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        problems.mark(response);
        if (!isForUs(request)) {
            return problems.write(response, 403, callback);
        }
        var page = page(request);
        if (!cors.origins().isEmpty()) {
            response.getHeaders().add(HttpHeader.VARY, "Origin"); // also where none was sent
        }
        page.ifPresent(origin -> cors.open(origin, response.getHeaders()));
        var path = request.getHttpURI().getCanonicalPath();
        return switch (table.match(request.getMethod(), path == null ? "" : path)) {
            case RouteTable.Match.NoSuchPath() -> problems.write(response, 404, callback);
            case RouteTable.Match.WrongVerb _
                    when page.isPresent()
                            && Cors.isPreflight(request.getMethod(), request.getHeaders()) -> {
                cors.answerPreflight(page.get(), request.getHeaders(), response.getHeaders());
                response.setStatus(204);
                response.write(true, null, callback);
                yield true;
            }
            case RouteTable.Match.WrongVerb(var allow) -> {
                response.getHeaders().put(HttpHeader.ALLOW, allow);
                yield problems.write(response, 405, callback);
            }
            case RouteTable.Match.Known() -> {
                request.setAttribute(Draining.ATTRIBUTE, draining);
                request.setAttribute(LIMITS, limits);
                yield super.handle(request, response, callback);
            }
        };
    }

    private boolean isForUs(Request request) {
        var host = Request.getServerName(request);
        if (!names.allowsHost(host)) {
            return false;
        }
        int port = Request.getServerPort(request);
        for (var origin : request.getHeaders().getValuesList(HttpHeader.ORIGIN)) {
            if (!cors.allows(origin) && !names.allowsOrigin(origin, host, port)) {
                return false;
            }
        }
        return true;
    }

    /** The origin of a page that CORS lets in; two of them are none. */
    private Optional<String> page(Request request) {
        var origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        return origins.size() == 1
                ? Optional.of(origins.getFirst()).filter(cors::allows)
                : Optional.empty();
    }

    /**
     * Writes problems where there is no Javalin context: in front of it, and for Jetty's errors.
     */
    record ProblemWriter(boolean strictTransport, Supplier<String> correlationIds)
            implements Request.Handler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return write(response, response.getStatus(), callback);
        }

        boolean write(Response response, int status, Callback callback) {
            var problem = Problem.of(status, correlationIds.get());
            mark(response);
            response.setStatus(status);
            response.getHeaders().put("Content-Security-Policy", Problem.CONTENT_POLICY);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
            response.getHeaders().put(Problem.CORRELATION_HEADER, problem.correlationId());
            var body = problem.json();
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, java.nio.ByteBuffer.wrap(body), callback);
            return true;
        }

        void mark(Response response) {
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            if (strictTransport) {
                response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
            }
        }
    }
}
