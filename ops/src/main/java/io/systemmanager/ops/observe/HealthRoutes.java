package io.systemmanager.ops.observe;

import io.javalin.http.Context;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code /livez} and {@code /readyz}: one word each, to anyone. The server is ready while its
 * ledger can record; a ledger that is busy or begins no new changes still does, and a container
 * engine that is away does not make the server unready, for other tools still work.
 */
public final class HealthRoutes implements Routes {
    private static final String DECISIVE = "ledger";
    private static final Set<FaultCode> TOLERABLE =
            EnumSet.of(FaultCode.AUDIT_BUSY, FaultCode.AUDIT_LOW_SPACE);

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
        var fault =
                board.fault(DECISIVE).map(Fault::code).filter(code -> !TOLERABLE.contains(code));
        if (fault.isEmpty()) {
            say(context, 200, "ready");
        } else {
            say(context, 503, "unready");
        }
    }

    private static void say(Context context, int status, String word) {
        context.status(status).contentType("text/plain; charset=utf-8").result(word + "\n");
    }
}
