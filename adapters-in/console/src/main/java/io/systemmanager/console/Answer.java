package io.systemmanager.console;

import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.util.Optional;

/** What a request is answered with. */
sealed interface Answer {

    /** A page. */
    record Shown(int status, View view) implements Answer {}

    /** Another page of this console, fetched with GET. */
    record SeeOther(String path) implements Answer {}

    /** A page of the authorization server. */
    record SentAway(String page) implements Answer {}

    /** A file to keep. */
    record Download(String name, String text) implements Answer {}

    /**
     * A page that says what went wrong and what can be done.
     *
     * @param origin for the log, where something is broken
     */
    record Trouble(
            int status,
            String code,
            String cause,
            String nextStep,
            Optional<RuntimeException> origin)
            implements Answer {
        Trouble(int status, String code, String cause, String nextStep) {
            this(status, code, cause, nextStep, Optional.empty());
        }
    }

    static Answer shown(View view) {
        return new Shown(200, view);
    }

    static Trouble badRequest(String cause) {
        return new Trouble(400, "bad_request", cause, "Go back, correct it and try again.");
    }

    static Trouble notFound(String cause) {
        return new Trouble(404, "not_found", cause, "The lists show what there is.");
    }

    static Trouble foreignForm() {
        return new Trouble(
                403,
                "foreign_form",
                "This was not sent by a page of your session here; nothing was done.",
                "Open the page again and send its form.");
    }

    static Trouble busy() {
        return new Trouble(503, "busy", "Too many sign in at once.", "Try again in a moment.");
    }

    static Trouble tooLarge() {
        return new Trouble(
                413, "request_too_large", "That is more than a form holds.", "Write less.");
    }

    /** Nothing that needs a record was done. */
    static Trouble unrecorded(LedgerUnavailable unrecorded) {
        var fault = unrecorded.fault();
        return new Trouble(
                503,
                fault.code().wireName(),
                fault.cause() + " Nothing was decided.",
                fault.code().nextStep(),
                Optional.of(unrecorded));
    }

    static Trouble internal(RuntimeException broken) {
        var code = FaultCode.INTERNAL;
        return new Trouble(
                500, code.wireName(), code.meaning(), code.nextStep(), Optional.of(broken));
    }
}
