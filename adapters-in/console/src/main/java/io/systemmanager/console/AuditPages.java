package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.Oversight;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The pages on which people look into the log. Each look is recorded. Thread-safe. */
final class AuditPages {
    private final Oversight oversight;
    private final Doorway doorway;
    private final InstantSource clock;

    AuditPages(Oversight oversight, Doorway doorway, InstantSource clock) {
        this.oversight = oversight;
        this.doorway = doorway;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                route("/console/audit", this::search),
                route("/console/audit/{seq}", this::entry),
                route("/console/audit/{seq}/proof", this::proof));
    }

    private Route route(String path, Doorway.Reading reading) {
        return Route.of(Verb.GET, path, Access.OPERATOR, doorway.reading(reading));
    }

    private Answer search(Context context, Visit visit) {
        var search = AuditSearch.of(name -> Optional.ofNullable(context.queryParam(name)));
        try {
            var before = Optional.ofNullable(context.queryParam("before"));
            var query =
                    search.query(
                            before.map(AuditPages::index).orElseGet(OptionalLong::empty),
                            clock.instant());
            var page = oversight.entries(visit.operator(), query);
            return new Answer.Shown(200, view(search, page, Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            var nothing = new AuditPage(List.of(), OptionalLong.empty());
            var fault = Optional.of(Words.fault(wrong));
            return new Answer.Shown(400, view(search, nothing, fault));
        }
    }

    private AuditView view(AuditSearch search, AuditPage page, Optional<String> fault) {
        var older =
                page.next().isPresent()
                        ? Optional.of(search.olderThan(page.next().getAsLong()))
                        : Optional.<String>empty();
        var rows = page.entries().stream().map(AuditRow::of).toList();
        return new AuditView(search, rows, older, oversight.log(), fault);
    }

    private Answer entry(Context context, Visit visit) {
        long seq = index(context.pathParam("seq")).orElseThrow();
        return oversight
                .entry(visit.operator(), seq)
                .<Answer>map(found -> Answer.shown(new EntryView(found.record(), found.proof())))
                .orElseGet(() -> Answer.notFound("There is no such entry here."));
    }

    private Answer proof(Context context, Visit visit) {
        long seq = index(context.pathParam("seq")).orElseThrow();
        return oversight
                .entry(visit.operator(), seq)
                .flatMap(Oversight.Entry::proof)
                .<Answer>map(
                        proof -> new Answer.Download("entry-" + seq + ".tlog-proof", proof.text()))
                .orElseGet(() ->
                        Answer.notFound("There is no proof of it, or not yet: try in a moment."));
    }

    private static OptionalLong index(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("an entry is named by its index", none);
        }
    }
}
