package io.systemmanager.contract.faults;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.simulated.SimulatedHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Containers of which any name exists, and whose every change is a line on the disk: {@code id
 * name}. A look finds the lines that were there when this was opened, so it is for what an earlier
 * process did.
 */
final class EffectFile implements Containers {
    private final AppendedLines effects;
    private final Set<String> earlier = new HashSet<>();

    EffectFile(Path file) throws IOException {
        AppendedLines.read(file).forEach(line -> earlier.add(line.substring(0, 64)));
        effects = new AppendedLines(file);
    }

    @Override
    public Reading<Target.Container> resolve(ContainerRef container, Duration within) {
        var name = container.value();
        return Reading.of(
                new Target.Container(
                        SimulatedHost.ID,
                        container,
                        new ContainerId(Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex()),
                        name,
                        "sha256:77",
                        Map.of(),
                        ContainerState.EXITED));
    }

    @Override
    public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        pause();
        effects.add(clearance.container().id().value() + " " + clearance.container().name());
        effects.sync();
        pause();
        return new Outcome.Succeeded("exited", "running");
    }

    @Override
    public Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within) {
        return Reading.of(
                earlier.contains(intent.container().value())
                        ? new Reconciliation.Applied("running", "There is a line.")
                        : new Reconciliation.NotApplied("There is no line."));
    }

    /** Widens the moments in which a kill is most telling. */
    private static void pause() {
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(4_000_000)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within) {
        return Reading.missed(FaultCode.ENGINE_ERROR, "not in this drill");
    }

    @Override
    public Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within) {
        return Reading.missed(FaultCode.ENGINE_ERROR, "not in this drill");
    }

    @Override
    public Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within) {
        return Reading.missed(FaultCode.ENGINE_ERROR, "not in this drill");
    }
}
