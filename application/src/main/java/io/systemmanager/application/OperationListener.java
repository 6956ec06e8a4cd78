package io.systemmanager.application;

import io.systemmanager.domain.journal.OperationRecord;

/** Wants to hear when an operation record has a new state. */
@FunctionalInterface
public interface OperationListener {

    /**
     * The operation began or ended, and its record says so already. Called on the thread that
     * carries the change out: it returns at once and never throws.
     */
    void changed(OperationRecord operation);
}
