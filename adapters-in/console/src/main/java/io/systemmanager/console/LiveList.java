package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.http.Access;
import io.systemmanager.http.Draining;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the list of what waits up to date on open pages, by server-sent events. However many pages
 * are open, the approvals are looked at once: whoever has the clock calls {@link #look}.
 */
final class LiveList {
    /**
     * A third of a listener's patience with a silent connection, at most; and less than that of a
     * page, which says after half a minute that it hears nothing (in its style sheet).
     */
    private static final Duration BEAT = Duration.ofSeconds(8);

    private static final String BEAT_EVENT = "beat";
    private static final Logger LOG = LoggerFactory.getLogger(LiveList.class);
    private static final String SIGNED_OUT =
            "<p class=\"notice\">You are signed out. <a href=\"/console\">Sign in</a></p>";

    private final ApprovalPages approvals;
    private final Sessions sessions;
    private final Pages pages;
    private final Doorway doorway;
    private final News news = new News();
    private final Places places = new Places();

    LiveList(ApprovalPages approvals, Sessions sessions, Pages pages, Doorway doorway) {
        this.approvals = approvals;
        this.sessions = sessions;
        this.pages = pages;
        this.doorway = doorway;
        sessions.follow(news::wake);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console/events",
                        Access.OPERATOR,
                        doorway.stream(this::stream)));
    }

    /** Tells open pages what waits, if that has changed. Costs nothing while none is open. */
    void look() {
        if (places.taken()) {
            news.tell(pages.part(approvals.waiting()));
        }
    }

    private Optional<Answer> stream(Context context, String session) throws IOException {
        if (!places.take(session)) {
            context.header("Retry-After", "10");
            return Optional.of(
                    new Answer.Trouble(
                            503,
                            "busy",
                            "Too many pages are kept up to date.",
                            "Close some of them, or reload this one by hand."));
        }
        try (var _ = Draining.of(context).whenBegun(news::wake)) {
            open(context);
            write(context, session);
        } finally {
            places.leave(session);
        }
        return Optional.empty();
    }

    private static void open(Context context) throws IOException {
        var response = context.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.flushBuffer();
    }

    /** First the list as it is, then each change of it and beats, until session or server end. */
    private void write(Context context, String session) throws IOException {
        var out = context.res().getOutputStream();
        var draining = Draining.of(context);
        var beat = event(BEAT_EVENT, pages.part(new WaitingView.Silence()));
        lookIfPossible();
        var seen = news.none();
        for (long wakes = news.wakes(); !draining.hasBegun(); wakes = news.wakes()) {
            if (sessions.look(session).isEmpty()) {
                send(out, event(BEAT_EVENT, "") + event("ended", SIGNED_OUT));
                return;
            }
            var next = news.after(seen, wakes, BEAT);
            var list = next.isNewerThan(seen) ? event("waiting", next.text()) : "";
            send(out, list + beat);
            seen = next;
        }
    }

    /** So that there is a first edition; whoever has the clock looks again. */
    private void lookIfPossible() {
        try {
            look();
        } catch (LedgerUnavailable later) {
            LOG.debug("a page waits for its list", later);
        }
    }

    /** A line feed within the data would end it (HTML Standard §9.2.6). */
    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data.replace("\n", "\ndata: ") + "\n\n";
    }

    private static void send(OutputStream out, String frame) throws IOException {
        out.write(frame.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
