package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.sshsig.SshSignature;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes what people decide on the form of a card to the office, which judges it. A decision is on
 * what its session was shown, and names it by its digest. Thread-safe.
 */
final class Decisions {
    private final ApprovalOffice office;
    private final CallerDoor door;
    private final ApprovalPages cards;
    private final Doorway doorway;
    private final InstantSource clock;

    Decisions(
            ApprovalOffice office,
            CallerDoor door,
            ApprovalPages cards,
            Doorway doorway,
            InstantSource clock) {
        this.office = office;
        this.door = door;
        this.cards = cards;
        this.doorway = doorway;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                route("approve", this::approve),
                route("deny", decision -> cast(decision, session(decision), Vote.Choice.DENY)),
                route("revoke", this::revoke));
    }

    /** What somebody wants, on what they were shown. */
    private record Decision(Context context, Visit visit, ApprovalId id, Digest seen, Form form) {

        Optional<String> reason() {
            return form.field("reason");
        }
    }

    @FunctionalInterface
    private interface Step {
        Answer take(Decision decision);
    }

    private Route route(String verb, Step step) {
        return Route.of(
                Verb.POST,
                "/console/approvals/{id}/" + verb,
                Access.OPERATOR,
                doorway.change((context, visit, form) -> {
                    var id = ApprovalPages.id(context);
                    var seen = new Digest(form.field("digest").orElse(""));
                    return visit.session().showed(id, seen)
                            ? step.take(new Decision(context, visit, id, seen, form))
                            : unseen();
                }));
    }

    /**
     * With the signature or the secret where one was given; whether it was needed the rules of
     * approvals say.
     */
    private Answer approve(Decision decision) {
        if (!targetTyped(decision)) {
            return again(422, decision, "What was typed is not the target's name.");
        }
        var signature = decision.form().field("signature");
        if (signature.isPresent()) {
            return signed(decision, signature.get());
        }
        return switch (Proof.of(
                door, clock, decision.context(), decision.visit(), decision.form())) {
            case Proof.By(var method) -> cast(decision, method, Vote.Choice.APPROVE);
            case Proof.Wrong(var status, var why) -> again(status, decision, why);
        };
    }

    private Answer signed(Decision decision, String pasted) {
        SshSignature signature;
        try {
            signature = SshSignature.parse(pasted);
        } catch (IllegalArgumentException none) {
            return again(422, decision, "What was pasted is no SSH signature that is taken here.");
        }
        return cast(decision, new Approver.Signed(signature), Vote.Choice.APPROVE);
    }

    private Answer cast(Decision decision, Approver.Method method, Vote.Choice choice) {
        return answer(
                decision,
                office.vote(
                        decision.visit().operator(),
                        method,
                        decision.id(),
                        choice,
                        decision.seen(),
                        decision.reason()));
    }

    private Answer revoke(Decision decision) {
        return answer(
                decision,
                office.revoke(
                        decision.visit().operator(),
                        session(decision),
                        decision.id(),
                        decision.reason()));
    }

    private Answer answer(Decision decision, ApprovalOffice.Ruling ruling) {
        return switch (ruling) {
            case ApprovalOffice.Ruling.Taken _ ->
                    new Answer.SeeOther("/console/approvals/" + decision.id().value());
            case ApprovalOffice.Ruling.Refused(var why) ->
                    again(409, decision, why.meaning() + " " + why.nextStep());
            case ApprovalOffice.Ruling.Unknown() -> Answer.notFound("There is no such approval.");
        };
    }

    private Answer again(int status, Decision decision, String fault) {
        return cards.card(
                status, decision.visit(), decision.id(), Optional.of(fault), decision.reason());
    }

    /** What is critical is typed, so that nobody agrees by habit. */
    private boolean targetTyped(Decision decision) {
        return office.open().stream()
                .map(card -> card.approval().approval().request())
                .filter(request -> request.id().equals(decision.id()))
                .filter(request -> request.risk() == Risk.CRITICAL)
                .map(request -> ApprovalRow.name(request.binding().target()))
                .allMatch(name -> decision.form().field("target").filter(name::equals).isPresent());
    }

    private static Approver.Method session(Decision decision) {
        return new Approver.Session(decision.visit().session().proven());
    }

    private static Answer unseen() {
        return new Answer.Trouble(
                409,
                "not_shown",
                "This is not what you were shown of it; nothing was decided.",
                "Open the approval, read it, and decide on what it shows.");
    }
}
