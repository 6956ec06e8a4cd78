package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The pages on which people see what waits for them. Thread-safe. */
final class ApprovalPages {
    private static final int LATEST = 20;

    private final ApprovalOffice office;
    private final Doorway doorway;
    private final InstantSource clock;

    ApprovalPages(ApprovalOffice office, Doorway doorway, InstantSource clock) {
        this.office = office;
        this.doorway = doorway;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console",
                        Access.OPERATOR,
                        doorway.reading((_, _) -> Answer.shown(list()))),
                Route.of(
                        Verb.GET,
                        "/console/approvals/{id}",
                        Access.OPERATOR,
                        doorway.reading((context, visit) ->
                                card(
                                        200,
                                        visit,
                                        id(context),
                                        Optional.empty(),
                                        Optional.empty()))));
    }

    /** What waits, as it stands. */
    WaitingView.Waiting waiting() {
        return new WaitingView.Waiting(
                office.open().stream().map(ApprovalRow::of).toList(), office.unreadable());
    }

    /**
     * Shows one, which is recorded; from then on the session may decide on exactly that.
     *
     * @param fault why a decision was not taken
     * @param draft the words that came with it
     */
    Answer card(
            int status,
            Visit visit,
            ApprovalId id,
            Optional<String> fault,
            Optional<String> draft) {
        return office.show(visit.operator(), id)
                .<Answer>map(card -> {
                    visit.session().show(id, card.approval().approval().request().digest());
                    var choices = Choices.of(card, visit, clock.instant());
                    return new Answer.Shown(status, new CardView(card, choices, fault, draft));
                })
                .orElseGet(() -> Answer.notFound("There is no such approval."));
    }

    /**
     * The approval that a path names.
     *
     * @throws IllegalArgumentException when it names none
     */
    static ApprovalId id(Context context) {
        return new ApprovalId(context.pathParam("id"));
    }

    private WaitingView list() {
        var latest = office.latest(LATEST).stream().map(ApprovalRow::of).toList();
        return new WaitingView(waiting(), latest);
    }
}
