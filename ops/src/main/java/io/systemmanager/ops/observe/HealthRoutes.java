package io.systemmanager.ops.observe;

import io.javalin.http.Context;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.util.List;

/**
 * {@code /livez} and {@code /readyz}: one word each, to anyone. The server is ready while its
 * ledger can record; a container engine that is away does not make it unready, for other tools
 * still work.
 */
public final class HealthRoutes implements Routes {
    private static final String DECISIVE = "ledger";

    private final HealthBoard board;

    public HealthRoutes(HealthBoard board) {
        this.board = board;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET, "/livez", Access.ANONYMOUS, context -> say(context, 200, "live")),
                Route.of(Verb.GET, "/readyz", Access.ANONYMOUS, this::ready));
    }

    private void ready(Context context) {
        if (board.fault(DECISIVE).isEmpty()) {
            say(context, 200, "ready");
        } else {
            say(context, 503, "unready");
        }
    }

    private static void say(Context context, int status, String word) {
        context.status(status).contentType("text/plain; charset=utf-8").result(word + "\n");
    }
}
