package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.application.GrantOffice;
import io.systemmanager.application.GrantProposal;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages on which people agree in advance, and take that back. Thread-safe. */
final class GrantPages {
    private static final int LATEST = 50;
    private static final String PATH = "/console/grants";

    private final GrantOffice office;
    private final CallerDoor door;
    private final Doorway doorway;
    private final InstantSource clock;

    GrantPages(GrantOffice office, CallerDoor door, Doorway doorway, InstantSource clock) {
        this.office = office;
        this.door = door;
        this.doorway = doorway;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        PATH,
                        Access.OPERATOR,
                        doorway.reading(
                                (_, visit) -> list(200, visit, Map.of(), Optional.empty()))),
                Route.of(Verb.POST, PATH, Access.OPERATOR, doorway.change(this::create)),
                Route.of(
                        Verb.GET,
                        PATH + "/{id}",
                        Access.OPERATOR,
                        doorway.reading((context, visit) ->
                                one(200, visit, id(context), Optional.empty()))),
                Route.of(
                        Verb.POST,
                        PATH + "/{id}/agree",
                        Access.OPERATOR,
                        doorway.change(this::agree)),
                Route.of(
                        Verb.POST,
                        PATH + "/{id}/revoke",
                        Access.OPERATOR,
                        doorway.change(this::revoke)));
    }

    private Answer create(Context context, Visit visit, Form form) {
        var typed = new HashMap<>(form.fields());
        typed.keySet().removeAll(List.of("secret", "token"));
        return switch (Proof.of(door, clock, context, visit, form)) {
            case Proof.Wrong(var status, var why) -> list(status, visit, typed, Optional.of(why));
            case Proof.By(var method) -> {
                try {
                    var proposal = GrantProposal.of(name -> form.field(name).orElse(""));
                    yield answer(
                            office.create(visit.operator(), method, proposal),
                            why -> list(409, visit, typed, Optional.of(why)));
                } catch (IllegalArgumentException wrong) {
                    yield list(422, visit, typed, Optional.of(Words.fault(wrong)));
                }
            }
        };
    }

    private Answer agree(Context context, Visit visit, Form form) {
        var id = id(context);
        return switch (Proof.of(door, clock, context, visit, form)) {
            case Proof.Wrong(var status, var why) -> one(status, visit, id, Optional.of(why));
            case Proof.By(var method) ->
                    answer(
                            office.agree(
                                    visit.operator(),
                                    method,
                                    id,
                                    new Digest(form.field("digest").orElse("")),
                                    form.field("reason")),
                            why -> one(409, visit, id, Optional.of(why)));
        };
    }

    private Answer revoke(Context context, Visit visit, Form form) {
        var id = id(context);
        return answer(
                office.revoke(visit.operator(), session(visit), id, form.field("reason")),
                why -> one(409, visit, id, Optional.of(why)));
    }

    private static Answer answer(GrantOffice.Ruling ruling, Function<String, Answer> again) {
        return switch (ruling) {
            case GrantOffice.Ruling.Taken(var grant) ->
                    new Answer.SeeOther(PATH + "/" + grant.id().value());
            case GrantOffice.Ruling.Refused(var why) ->
                    again.apply(why.meaning() + " " + why.nextStep());
            case GrantOffice.Ruling.Unknown() -> none();
        };
    }

    private Answer list(
            int status, Visit visit, Map<String, String> typed, Optional<String> fault) {
        var kept = new LinkedHashSet<>(office.standing()); // they can be many, and all count
        kept.addAll(office.latest(LATEST));
        var rows =
                kept.stream()
                        .flatMap(each -> each.sound().stream())
                        .map(grant -> GrantRow.of(grant, office.standing(grant)))
                        .toList();
        var unreadable =
                kept.stream()
                        .filter(KeptGrant.Unreadable.class::isInstance)
                        .map(KeptGrant.Unreadable.class::cast)
                        .toList();
        return new Answer.Shown(
                status, new GrantsView(rows, unreadable, typed, fault, takesSecret(visit)));
    }

    private Answer one(int status, Visit visit, GrantId id, Optional<String> fault) {
        var found = office.find(id);
        if (found.isEmpty()) {
            return none();
        }
        return found.get()
                .sound()
                .<Answer>map(grant ->
                        new Answer.Shown(
                                status,
                                new GrantView(
                                        grant,
                                        office.standing(grant),
                                        fault,
                                        agrees(grant, visit),
                                        takesSecret(visit))))
                .orElseGet(() ->
                        new Answer.Trouble(
                                409,
                                Refusal.STUCK.wireName(),
                                "This grant is not what this server wrote; it answers"
                                        + " nothing.",
                                "Make a new one where it is still wanted."));
    }

    /** It spares attempts in vain; what counts is said by the office. */
    private boolean agrees(StandingGrant grant, Visit visit) {
        return grant instanceof StandingGrant.Live
                && clock.instant().isBefore(grant.terms().expires())
                && grant.votes().stream()
                        .noneMatch(vote -> vote.by().person().equals(visit.operator().person()));
    }

    /** A grant takes what an approval of high risk does. */
    private boolean takesSecret(Visit visit) {
        return !session(visit).suffices(Risk.HIGH, clock.instant());
    }

    private static Approver.Method session(Visit visit) {
        return new Approver.Session(visit.session().proven());
    }

    private static GrantId id(Context context) {
        return new GrantId(context.pathParam("id"));
    }

    private static Answer none() {
        return Answer.notFound("There is no such grant.");
    }
}
