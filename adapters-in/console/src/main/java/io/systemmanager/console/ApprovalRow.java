package io.systemmanager.console;

import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.text.VisibleText;

/** One approval in a list. */
record ApprovalRow(
        String id,
        String operation,
        String risk,
        String target,
        String requester,
        String requested,
        String until,
        String missing,
        String state,
        String outcome) {

    static ApprovalRow of(ApprovalOffice.Card card) {
        var approval = card.approval().approval();
        var request = approval.request();
        var voters = approval.votes().stream().map(Vote::by).toList();
        return new ApprovalRow(
                request.id().value(),
                request.operation().value(),
                request.risk().wireName(),
                name(request.binding().target()),
                request.requester().subject().value(),
                Words.moment(request.requestedAt()),
                Words.moment(request.pendingUntil()),
                Words.slots(request.slots().missing(voters)),
                approval.wireName(),
                card.operation().state().status().wireName());
    }

    /** How the target is called, for people. */
    static String name(Target target) {
        return switch (target) {
            case Target.Container container -> VisibleText.line(container.name());
            case Target.Host host -> host.host().value();
            case Target.UnresolvedContainer(_, var asked) -> VisibleText.line(asked.value());
        };
    }
}
