package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.http.Access;
import io.systemmanager.http.RequestBody;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Where operators sign in and out. Thread-safe. */
final class SignInDesk {
    /** A path of this console, so that a sign-in leads nowhere else. */
    private static final Pattern OWN_PATH =
            Pattern.compile(
                    "/console(/[A-Za-z0-9_-]{1,64}){0,3}(\\?[A-Za-z0-9_=&.:%+*@-]{0,1000})?");

    private static final int AT_ONCE = 8;

    private final CallerDoor door;
    private final Sessions sessions;
    private final Doorway doorway;
    private final Semaphore places = new Semaphore(AT_ONCE);

    SignInDesk(CallerDoor door, Sessions sessions, Doorway doorway) {
        this.door = door;
        this.sessions = sessions;
        this.doorway = doorway;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console/sign-in",
                        Access.ANONYMOUS,
                        context -> answer(context, Answer.shown(SignInView.blank("")))),
                Route.of(Verb.POST, "/console/sign-in", Access.OPERATOR, this::signIn),
                Route.of(
                        Verb.POST,
                        "/console/sign-out",
                        Access.OPERATOR,
                        doorway.change((context, _, _) -> signOut(context))));
    }

    /** How the program in front of the operator stands in entries. */
    static Client client(Context context) {
        return new Client(Optional.of("browser"), Optional.empty(), "console", context.ip());
    }

    private void signIn(Context context) throws IOException {
        var body = RequestBody.read(context);
        if (!places.tryAcquire()) {
            answer(context, Answer.busy());
            return;
        }
        try {
            answer(
                    context,
                    SameOrigin.holds(context)
                            ? doorway.withForm(context, body, form -> signIn(context, form))
                            : Answer.foreignForm());
        } finally {
            places.release();
        }
    }

    private Answer signIn(Context context, Form form) {
        var secret = form.field("secret");
        return switch (door.signIn(secret, client(context))) {
            case Authentication.Known(Caller.Operator _, _) -> {
                SessionCookie.of(context).ifPresent(sessions::end);
                SessionCookie.set(context, sessions.open(secret.orElseThrow()));
                yield new Answer.SeeOther(back(form));
            }
            case Authentication.Throttled(var wait) -> throttled(context, form, wait);
            case Authentication.Known _, Authentication.Rejected _, Authentication.Undecided _ -> {
                context.header("WWW-Authenticate", "Cookie realm=\"console\"");
                yield again(401, form, "This is not an operator's secret.");
            }
        };
    }

    private Answer signOut(Context context) {
        SessionCookie.of(context).ifPresent(sessions::end);
        SessionCookie.clear(context);
        return new Answer.SeeOther("/console/sign-in");
    }

    private static Answer throttled(Context context, Form form, Duration wait) {
        var seconds = Math.max(1, wait.toSeconds());
        context.header("Retry-After", Long.toString(seconds));
        return again(429, form, "Too many wrong secrets; wait " + seconds + " s.");
    }

    private static Answer again(int status, Form form, String fault) {
        return new Answer.Shown(status, new SignInView(back(form), Optional.of(fault)));
    }

    private static String back(Form form) {
        return form.field("back")
                .filter(path -> OWN_PATH.matcher(path).matches())
                .orElse("/console");
    }

    private void answer(Context context, Answer answer) {
        doorway.write(context, Optional.empty(), answer);
    }
}
