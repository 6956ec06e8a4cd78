package io.systemmanager.application;

import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.plan.Plan;

/** What a caller is told. */
public sealed interface Reply {

    /** A read's answer. */
    record Answered(Report report) implements Reply {}

    /** What the change would do; nothing was done. */
    record Planned(String target, Plan plan) implements Reply {}

    /**
     * A change that was begun, ended or not.
     *
     * @param outcomeRecorded false when it ended and the ledger could not be told
     */
    record Tracked(OperationRecord operation, boolean outcomeRecorded) implements Reply {}

    /** Not done. */
    record Refused(Fault fault) implements Reply {}
}
