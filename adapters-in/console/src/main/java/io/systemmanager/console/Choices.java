package io.systemmanager.console;

import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody can do about an approval that they are shown. It spares them attempts in vain; what
 * counts is said by the office.
 *
 * @param votes whether they can vote at all
 * @param revokes whether they can take it back
 * @param signature whether agreeing takes a signature
 * @param secret whether agreeing takes the secret again
 * @param target what must be typed to agree; empty where nothing must be
 * @param objection why they can do nothing
 */
record Choices(
        boolean votes,
        boolean revokes,
        boolean signature,
        boolean secret,
        Optional<String> target,
        Optional<Refusal> objection) {

    static Choices of(ApprovalOffice.Card card, Visit visit, Instant now) {
        var approval = card.approval().approval();
        var request = approval.request();
        var method = new Approver.Session(visit.session().proven());
        var operator = visit.operator();
        var approver = new Approver(operator.person(), operator.roles(), method);
        boolean open = approval instanceof Approval.Open;
        var objection = request.objectionTo(approver).filter(_ -> open);
        boolean free = open && objection.isEmpty();
        boolean signed = request.terms().signed();
        boolean voted =
                approval.votes().stream()
                        .anyMatch(vote -> vote.by().person().equals(operator.person()));
        return new Choices(
                free && approval instanceof Approval.Pending && !voted,
                free && (approval instanceof Approval.Approved || voted),
                signed,
                !signed && !method.suffices(request.risk(), now),
                request.risk() == Risk.CRITICAL
                        ? Optional.of(ApprovalRow.name(request.binding().target()))
                        : Optional.empty(),
                objection);
    }
}
