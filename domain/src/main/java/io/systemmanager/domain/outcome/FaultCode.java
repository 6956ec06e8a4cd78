package io.systemmanager.domain.outcome;

import java.util.Locale;

/**
 * Every way in which a call can fail, as a caller sees it. The wire name is a promise; the meaning
 * and the next step are the documentation.
 */
public enum FaultCode {
    INVALID_ARGUMENTS(
            "An argument is missing, unknown, of the wrong type or out of its limits.",
            "Correct the named argument and call again."),
    MISSING_SCOPE(
            "The credential lacks the scope that this operation needs.",
            "Ask an operator for a token with that scope."),
    POLICY_DENIED(
            "No policy rule allows this, or one forbids it.",
            "policy_explain tells which rule decided; ask an operator to change it."),
    SELF_PROTECTED(
            "This would touch what belongs to the server itself, which no policy can allow.",
            "A person must do it on the host, without this server."),
    APPROVAL_UNAVAILABLE(
            "Policy wants an approval of a kind that cannot be given here.",
            "Ask an operator to do it, or to change the policy rule."),
    SIGNERS_MISSING(
            "Policy wants signed votes, and the server knows nobody's key.",
            "An operator must name the approvers' keys in approvals.allowed_signers."),
    SIGNERS_NOT_TAKEN(
            "The file of allowed signers was changed and has a fault; the keys from before count.",
            "An operator must correct the file; the server's log names every fault."),
    ANCHOR_FAILED(
            "Policy wants the ledger anchored first, and an anchor took nothing; nothing was done.",
            "An operator must look at the anchors; then ask again with a new idempotency key."),
    ANCHOR_MISSING(
            "Policy wants the ledger anchored first, and the server has no anchor.",
            "An operator must name one in audit.anchors."),
    APPROVAL_DENIED(
            "A person said no.",
            "Do not ask for the same again: for ten minutes it is refused. Ask an operator why."),
    APPROVAL_EXPIRED(
            "Nobody agreed in time, or it could not be carried out in time; nothing was done.",
            "Call again with a new idempotency key if it is still wanted."),
    APPROVAL_REVOKED(
            "A person took it back before it was carried out; nothing was done.",
            "Ask an operator why before you ask again."),
    APPROVAL_STALE(
            "What was asked for is not any more what would be done; nothing was done.",
            "Look at the target and call again with a new idempotency key."),
    TOO_MANY_APPROVALS(
            "Five requests of this caller wait for a person already.",
            "Wait until one of them is decided."),
    APPROVAL_STUCK(
            "What the ledger holds of an approval is not what this server wrote, or takes no move.",
            "It is never carried out; an operator must look into the ledger."),
    CONTAINER_NOT_FOUND(
            "There is no container of that name or id.",
            "containers_list with state=all shows what there is."),
    CONTAINER_AMBIGUOUS(
            "More than one container has an id that begins so.", "Give the name or a longer id."),
    INVALID_STATE(
            "The container is not in a state from which this action is possible.",
            "containers_get shows its state."),
    ENGINE_UNREACHABLE(
            "The container engine does not answer.",
            "Check that it runs and that this server may open its socket; other tools still work."),
    ENGINE_TIMEOUT(
            "The container engine did not answer within the deadline.",
            "Try again; if it stays so, the engine is stuck and a person should look."),
    ENGINE_ERROR(
            "The container engine refused or failed.",
            "The correlation id leads an operator to the cause."),
    ANSWER_TOO_LARGE(
            "The answer is longer than this tool may give.",
            "Ask for less: fewer sections, a lower limit, a narrower filter."),
    HOST_UNREADABLE(
            "A figure of the host could not be read.",
            "Ask for other sections; the correlation id leads an operator to the cause."),
    OPERATION_NOT_FOUND(
            "There is no such operation that this caller may see.",
            "operations_get without an id lists the recent ones."),
    UNDO_UNAVAILABLE(
            "Only what still waits for a person can be taken back.",
            "operations_get shows how it stands; where it names a rollback, call that."),
    IDEMPOTENCY_KEY_REUSED(
            "The key was used before with other arguments.",
            "Use a new key, or the same arguments."),
    OUTCOME_UNKNOWN(
            "The change was begun and its end was not seen: it may or may not have happened.",
            "Look at the target before you try again."),
    NOT_APPLIED(
            "The server ended while this was running, and the target shows that it was not done.",
            "Call again with a new idempotency key."),
    LEDGER_UNAVAILABLE(
            "The ledger cannot record, and what cannot be recorded is not done.",
            "Try again later; an operator must look at the server's storage."),
    AUDIT_BUSY(
            "More waits to be recorded than the ledger writes; nothing was done.",
            "Try again in a moment, with fewer calls at once."),
    AUDIT_LOW_SPACE(
            "The ledger's disk is nearly full, so no new change is begun; reads go on.",
            "An operator must make room on the server's disk; then call again."),
    LEDGER_SUSPECT(
            "The ledger is not what this server wrote, so it records nothing more.",
            "An operator must look into it and start the server again."),
    POLICY_NOT_TAKEN(
            "The policy file was changed and has a fault; the policy from before stays in force.",
            "An operator must correct the file; systemmanager policy check names every fault."),
    NOTIFICATION_FAILED(
            "A notification was given up, so somebody may not know what waits for them.",
            "An operator must look: systemmanager notifications list names each and why."),
    KEYS_UNAVAILABLE(
            "The authorization server's keys cannot be had, so its tokens cannot be judged.",
            "Try again later; an operator must look at the authorization server."),
    BUSY("Too many calls at once.", "Try again in a moment."),
    INTERNAL(
            "Something is broken inside the server.",
            "The correlation id leads an operator to the cause.");

    private final String meaning;
    private final String nextStep;

    FaultCode(String meaning, String nextStep) {
        this.meaning = meaning;
        this.nextStep = nextStep;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means, one sentence for documentation and for a fault without a closer cause. */
    public String meaning() {
        return meaning;
    }

    /** What a caller can do about it. */
    public String nextStep() {
        return nextStep;
    }

    /** Whether the same call can succeed later without anyone changing anything. */
    public boolean retryable() {
        return switch (this) {
            case ENGINE_UNREACHABLE,
                    ENGINE_TIMEOUT,
                    LEDGER_UNAVAILABLE,
                    AUDIT_BUSY,
                    KEYS_UNAVAILABLE,
                    BUSY ->
                    true;
            default -> false;
        };
    }
}
