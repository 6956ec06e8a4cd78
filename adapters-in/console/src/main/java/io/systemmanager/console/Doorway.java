package io.systemmanager.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.http.Problem;
import io.systemmanager.http.RequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in and writes their answers. Pages are for whoever is signed in; what changes
 * something besides takes a form that was made in the same session and sent by a page of this
 * server. Thread-safe.
 */
final class Doorway {
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    private final Sessions sessions;
    private final Pages pages;
    private final Supplier<String> correlationIds;

    Doorway(Sessions sessions, Pages pages, Supplier<String> correlationIds) {
        this.sessions = sessions;
        this.pages = pages;
        this.correlationIds = correlationIds;
    }

    /** Answers with what is shown to whoever visits. */
    @FunctionalInterface
    interface Reading {
        Answer answer(Context context, Visit visit);
    }

    /** Changes something, as a form says. */
    @FunctionalInterface
    interface Change {
        Answer answer(Context context, Visit visit, Form form);
    }

    /** Holds the answer open and writes it itself. */
    @FunctionalInterface
    interface Stream {
        /** Writes it; answers with what to say instead where nothing was written. */
        Optional<Answer> write(Context context, String session) throws IOException;
    }

    /** A handler that does so for whoever is signed in. */
    Handler reading(Reading reading) {
        return context -> {
            var visit = visit(context);
            write(
                    context,
                    visit,
                    visit.map(each -> guarded(() -> reading.answer(context, each)))
                            .orElseGet(() -> signInFirst(context)));
        };
    }

    /** A handler that does so for whoever is signed in and sent one of our forms. */
    Handler change(Change change) {
        return context -> {
            // First, also where it is not looked at: what makes the answer throws no IOException.
            var body = RequestBody.read(context);
            var visit = visit(context);
            write(
                    context,
                    visit,
                    visit.map(each -> change(context, body, each, change))
                            .orElseGet(() -> signInFirst(context)));
        };
    }

    /** A handler that does so for whoever is signed in. */
    Handler stream(Stream stream) {
        return context -> {
            var visit = SessionCookie.of(context).flatMap(sessions::look);
            if (visit.isEmpty()) {
                write(context, visit, signInFirst(context));
                return;
            }
            PageHeaders.set(context);
            stream.write(context, SessionCookie.of(context).orElseThrow())
                    .ifPresent(answer -> write(context, visit, answer));
        };
    }

    /** What comes of the form in a body, or of there being none. */
    Answer withForm(Context context, RequestBody body, Function<Form, Answer> use) {
        if (!FORM_TYPE.equals(mediaType(context))) {
            return Answer.foreignForm();
        }
        return switch (body) {
            case RequestBody.TooLarge() -> Answer.tooLarge();
            case RequestBody.TooSlow() -> Answer.badRequest("The form did not arrive in time.");
            case RequestBody.Complete(var bytes) ->
                    guarded(() ->
                            use.apply(Form.read(StandardCharsets.UTF_8.decode(bytes).toString())));
        };
    }

    /** Writes an answer. */
    void write(Context context, Optional<Visit> visit, Answer answer) {
        PageHeaders.set(context);
        switch (answer) {
            case Answer.Shown(var status, var view) ->
                    html(context.status(status), pages.page(view, visit));
            case Answer.SeeOther(var path) -> context.status(303).header("Location", path);
            case Answer.SentAway(var page) -> context.status(303).header("Location", page);
            case Answer.Download(var name, var text) ->
                    context.contentType("text/plain; charset=utf-8")
                            .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                            .result(text);
            case Answer.Trouble trouble -> {
                var id = correlationIds.get();
                trouble.origin()
                        .ifPresent(origin ->
                                LOG.error(
                                        "a request of the console failed, correlation id {}",
                                        id,
                                        origin));
                context.header(Problem.CORRELATION_HEADER, id).status(trouble.status());
                html(context, pages.page(new TroubleView(trouble, id), visit));
            }
        }
    }

    /** What comes of it, a fault of any kind included. */
    Answer guarded(Supplier<Answer> answer) {
        try {
            return answer.get();
        } catch (LedgerUnavailable unrecorded) {
            return Answer.unrecorded(unrecorded);
        } catch (IllegalArgumentException wrong) {
            return Answer.badRequest(Words.fault(wrong));
        } catch (RuntimeException broken) {
            return Answer.internal(broken);
        }
    }

    private static void html(Context context, String page) {
        context.contentType("text/html; charset=utf-8").result(page);
    }

    private Answer change(Context context, RequestBody body, Visit visit, Change change) {
        if (!SameOrigin.holds(context)) {
            return Answer.foreignForm();
        }
        return withForm(
                context,
                body,
                form ->
                        form.field("token").filter(visit.session()::made).isPresent()
                                ? change.answer(context, visit, form)
                                : Answer.foreignForm());
    }

    private Optional<Visit> visit(Context context) {
        return SessionCookie.of(context).flatMap(sessions::visit);
    }

    private static Answer signInFirst(Context context) {
        var query = context.queryString();
        var here = context.path() + (query == null ? "" : "?" + query);
        var back = context.method().name().equals("GET") ? here : "";
        context.header("WWW-Authenticate", "Cookie realm=\"console\"");
        return new Answer.Shown(401, SignInView.blank(back));
    }

    private static String mediaType(Context context) {
        var type = Optional.ofNullable(context.contentType()).orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
