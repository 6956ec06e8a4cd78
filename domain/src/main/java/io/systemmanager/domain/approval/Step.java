package io.systemmanager.domain.approval;

/** What came of a move. */
public sealed interface Step {

    /** The approval is now in this state. */
    record Moved(Approval next) implements Step {}

    /** It stays as it was. */
    record Refused(Refusal why) implements Step {}
}
