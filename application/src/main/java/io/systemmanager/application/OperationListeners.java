package io.systemmanager.application;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.port.Observer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who hears of beginnings and ends. Thread-safe. */
final class OperationListeners {
    private final List<OperationListener> listeners = new CopyOnWriteArrayList<>();
    private final Observer observer;

    OperationListeners(Observer observer) {
        this.observer = observer;
    }

    void add(OperationListener listener) {
        listeners.add(listener);
    }

    /** A listener that breaks its word must not change what the caller hears. */
    void tell(RequestId call, OperationRecord operation) {
        try {
            listeners.forEach(listener -> listener.changed(operation));
        } catch (RuntimeException broken) {
            observer.broke(call, broken);
        }
    }
}
