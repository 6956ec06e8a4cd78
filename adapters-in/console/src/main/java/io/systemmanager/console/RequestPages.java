package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.port.IdentityProvider;
import io.systemmanager.domain.port.Randomness;
import io.systemmanager.http.Access;
import io.systemmanager.http.RequestBody;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Where a person sees how the request of their own agent stands, and takes it back. The
 * authorization server says each time who they are; whoever is somebody else is told that there is
 * nothing. Nobody decides here, and an operator's session is of no use. Thread-safe.
 */
final class RequestPages {
    /** Where the authorization server sends browsers back to. */
    static final String CALLBACK = "/console/signed-in";

    private static final int AT_ONCE = 8;
    private static final int RANDOM_BYTES = 32;

    private final IdentityProvider people;
    private final CallerDoor door;
    private final OwnOperations own;
    private final Doorway doorway;
    private final Randomness randomness;
    private final Tickets tickets;
    private final Semaphore places = new Semaphore(AT_ONCE);

    RequestPages(
            IdentityProvider people,
            CallerDoor door,
            OwnOperations own,
            Doorway doorway,
            InstantSource clock,
            Randomness randomness) {
        this.people = people;
        this.door = door;
        this.own = own;
        this.doorway = doorway;
        this.randomness = randomness;
        this.tickets = new Tickets(clock, this::random);
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console/requests/{id}",
                        Access.REQUESTER,
                        context -> answer(context, () -> askWho(context))),
                Route.of(
                        Verb.GET,
                        CALLBACK,
                        Access.REQUESTER,
                        context -> answer(context, () -> show(context))),
                Route.of(
                        Verb.POST,
                        "/console/requests/{id}/take-back",
                        Access.REQUESTER,
                        this::takeBack));
    }

    private void answer(Context context, Supplier<Answer> answer) {
        doorway.write(context, Optional.empty(), doorway.guarded(answer));
    }

    /** Whether there is such a request is told to nobody yet. */
    private Answer askWho(Context context) {
        var id = new ApprovalId(context.pathParam("id"));
        var attempt = new IdentityProvider.Attempt(random(), random(), random());
        AttemptCookie.set(context, new AttemptCookie(attempt, id));
        return new Answer.SentAway(people.signInPage(attempt));
    }

    private Answer show(Context context) {
        var begun = AttemptCookie.of(context).filter(each -> each.hasState(context));
        var code = Optional.ofNullable(context.queryParam("code"));
        AttemptCookie.clear(context);
        if (begun.isEmpty() || code.isEmpty()) {
            return notProven();
        }
        if (!places.tryAcquire()) {
            return Answer.busy();
        }
        try {
            return show(context, begun.get(), code.get());
        } finally {
            places.release();
        }
    }

    private Answer show(Context context, AttemptCookie begun, String code) {
        return switch (door.signIn(code, begun.attempt(), SignInDesk.client(context))) {
            case Authentication.Known(Caller.Agent person, _) -> show(person, begun.request());
            case Authentication.Throttled(var wait) -> {
                retryAfter(context, wait);
                yield new Answer.Trouble(
                        429,
                        "throttled",
                        "Too many tries from your address came to nothing.",
                        "Wait " + seconds(wait) + " s, and open the page again.");
            }
            case Authentication.Undecided(var wait) -> {
                retryAfter(context, wait);
                yield new Answer.Trouble(
                        503,
                        "sign_in_unavailable",
                        "The authorization server does not answer.",
                        "Open the page again in a moment.");
            }
            case Authentication.Known _, Authentication.Rejected _ -> notProven();
        };
    }

    private Answer show(Caller.Agent person, ApprovalId id) {
        return own.find(person, id)
                .map(operation ->
                        Answer.shown(RequestView.of(id, operation, () -> tickets.make(person, id))))
                .orElseGet(RequestPages::nothing);
    }

    private void takeBack(Context context) throws IOException {
        var body = RequestBody.read(context); // what makes the answer throws no IOException
        answer(
                context,
                () ->
                        SameOrigin.holds(context)
                                ? doorway.withForm(context, body, form -> takeBack(context, form))
                                : Answer.foreignForm());
    }

    private Answer takeBack(Context context, Form form) {
        var id = new ApprovalId(context.pathParam("id"));
        var person = form.field("ticket").flatMap(ticket -> tickets.take(ticket, id));
        if (person.isEmpty()) {
            return notProven();
        }
        return own.find(person.get(), id)
                .flatMap(operation -> own.cancel(person.get(), operation.id()))
                .map(operation -> Answer.shown(RequestView.withoutForm(id, operation)))
                .orElseGet(RequestPages::nothing);
    }

    private String random() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(randomness.bytes(RANDOM_BYTES));
    }

    private static void retryAfter(Context context, Duration wait) {
        context.header("Retry-After", Long.toString(seconds(wait)));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.toSeconds());
    }

    private static Answer notProven() {
        return new Answer.Trouble(
                401,
                "not_signed_in",
                "The authorization server did not say who you are; nothing was done.",
                "Open the page again from your agent's program.");
    }

    /** What there is not and what is another's get the same answer. */
    private static Answer nothing() {
        return Answer.notFound("You have no such request.");
    }
}
