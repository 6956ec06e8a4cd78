package io.systemmanager.domain.port;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.time.Instant;

/**
 * The containers of one host.
 *
 * <p>Every method answers within its deadline plus a little for tidying up, whatever the engine
 * does, and answers with a value: an engine that is missing, dead or hung is a fault, never an
 * exception. Implementations are thread-safe.
 */
public interface Containers {

    /**
     * Finds the container of that name or id.
     *
     * <p>A full name wins over an id that begins so. Needs no clearance, because policy judges what
     * it finds; it shows a caller nothing.
     */
    Reading<Target.Container> resolve(ContainerRef container, Duration within);

    /** One page of the containers that match. */
    Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within);

    /** Everything about the cleared container that its sections can show. */
    Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within);

    /**
     * The newest lines of the cleared container's log that match, in memory bounded by the query
     * whatever the log's size. When the deadline ends the reading, what was seen so far comes back
     * with {@code partial} saying so.
     */
    Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within);

    /**
     * Carries the action out and waits until the container is in the state that it leads to.
     *
     * <p>{@code Succeeded} carries the states before and after. A container that already is where
     * the action leads is left alone and counts as succeeded. After the engine took the order and
     * then fell silent, the answer is {@code Unknown}. The grace period of the action comes on top
     * of the deadline.
     */
    Outcome change(Clearance<ChangeContainerState> clearance, Duration within);

    /**
     * Looks whether a change came about whose end nobody saw. Changes nothing; needs no clearance,
     * because it shows a caller nothing that the change would not have shown.
     *
     * <p>Missed when it cannot be told now: the engine cannot be asked, or could still be carrying
     * the order out. Then it is worth asking again later. What was seen is final.
     *
     * @param now by the clock by which the intent has its time
     */
    Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within);
}
