package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.caller.Caller;
import java.time.InstantSource;

/** How whoever sends a form proves that a decision is theirs. */
sealed interface Proof {

    /**
     * By the secret where the form has it, else by the session; whether that is enough rules say.
     */
    record By(Approver.Method method) implements Proof {}

    /** The secret is not theirs. */
    record Wrong(int status, String why) implements Proof {}

    /** Looks for the secret in a form, and proves the session anew with it. */
    static Proof of(CallerDoor door, InstantSource clock, Context context, Visit visit, Form form) {
        var secret = form.field("secret");
        if (secret.isEmpty()) {
            return new By(new Approver.Session(visit.session().proven()));
        }
        return switch (door.admit(secret, SignInDesk.client(context), Caller.Operator.class)) {
            case Authentication.Known(var caller, _) when isSame(caller, visit) -> {
                visit.session().prove(clock.instant());
                yield new By(new Approver.Secret());
            }
            case Authentication.Throttled(var wait) ->
                    new Wrong(429, "Too many wrong secrets; wait " + wait.toSeconds() + " s.");
            case Authentication.Known _, Authentication.Rejected _, Authentication.Undecided _ ->
                    new Wrong(403, "This is not the secret with which you signed in.");
        };
    }

    private static boolean isSame(Caller caller, Visit visit) {
        return caller.credential().equals(visit.operator().credential());
    }
}
