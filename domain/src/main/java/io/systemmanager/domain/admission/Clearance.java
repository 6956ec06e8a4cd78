package io.systemmanager.domain.admission;

import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;

/**
 * The pass that a driven port asks to see: this operation on that target was admitted. Only {@link
 * Gate} makes one.
 */
public final class Clearance<O extends Operation> { // not a record: its constructor must hide
    private final O operation;
    private final Target target;

    Clearance(O operation, Target target) {
        this.operation = operation;
        this.target = target;
    }

    public O operation() {
        return operation;
    }

    /** The same pass, for whoever knows the operation's kind. */
    public <T extends Operation> Clearance<T> as(Class<T> kind) {
        return new Clearance<>(kind.cast(operation), target);
    }

    /** What was judged, by its immutable id; a port acts on this and resolves nothing again. */
    public Target target() {
        return target;
    }

    /** The target where it must be a container. */
    public Target.Container container() {
        if (target instanceof Target.Container container) {
            return container;
        }
        throw new IllegalStateException("cleared for something that is no container");
    }
}
