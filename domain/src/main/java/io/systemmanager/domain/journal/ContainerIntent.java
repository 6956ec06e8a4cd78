package io.systemmanager.domain.journal;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The intent to change a container's state.
 *
 * @param grace how long its process was given to end by itself
 * @param before the state in which the container was found
 */
public record ContainerIntent(
        ContainerId container,
        LifecycleAction action,
        Duration grace,
        ContainerState before,
        Instant at)
        implements Intent {

    /** After that and the grace, an engine that took the order has carried it out or given up. */
    private static final Duration ENGINE = Duration.ofSeconds(60);

    /**
     * What a container says about an intent, by the engine's own times.
     *
     * @param lastStart of the present or last run; empty before the first
     * @param lastEnd of the last run that ended; empty where none did
     */
    public record Seen(
            ContainerState state, Optional<Instant> lastStart, Optional<Instant> lastEnd) {}

    /**
     * Whether the change came about. Missed as long as an engine that took the order could still be
     * at it: then it must be asked again later.
     */
    public Reading<Reconciliation> judge(Seen seen, Instant now) {
        var verdict = verdict(seen);
        boolean over = now.isAfter(at.plus(grace).plus(ENGINE));
        if (verdict instanceof Reconciliation.Applied || over) {
            return Reading.of(verdict);
        }
        return new Reading.Missed<>(
                new Fault(
                        FaultCode.OUTCOME_UNKNOWN,
                        "The container engine may still be carrying the order out."));
    }

    private Reconciliation verdict(Seen seen) {
        boolean startedSince = seen.lastStart().filter(at::isBefore).isPresent();
        boolean endedSince = seen.lastEnd().filter(at::isBefore).isPresent();
        boolean there = seen.state() == action.goal();
        var evidence = evidence(seen);
        return switch (action) {
            case START ->
                    there || startedSince ? applied(seen) : new Reconciliation.NotApplied(evidence);
            case RESTART ->
                    startedSince
                            ? applied(seen)
                            : endedSince
                                    ? new Reconciliation.Indeterminate(evidence)
                                    : new Reconciliation.NotApplied(evidence);
            case STOP ->
                    there
                            ? applied(seen)
                            : startedSince || endedSince
                                    ? new Reconciliation.Indeterminate(evidence)
                                    : new Reconciliation.NotApplied(evidence);
            case PAUSE, UNPAUSE ->
                    there
                            ? applied(seen)
                            : startedSince || endedSince || !seen.state().alive()
                                    ? new Reconciliation.Indeterminate(evidence)
                                    : new Reconciliation.NotApplied(evidence);
        };
    }

    private Reconciliation applied(Seen seen) {
        return new Reconciliation.Applied(seen.state().wireName(), evidence(seen));
    }

    private static String evidence(Seen seen) {
        return "The container is %s; last start %s, last end %s."
                .formatted(seen.state().wireName(), time(seen.lastStart()), time(seen.lastEnd()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("never");
    }
}
