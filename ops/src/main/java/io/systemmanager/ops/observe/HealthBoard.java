package io.systemmanager.ops.observe;

import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The state of every subsystem, looked at no more than once in two seconds however often it is
 * asked. Thread-safe.
 */
public final class HealthBoard {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration WITHIN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final List<Watched> all;

    public HealthBoard(List<HealthCheck> checks, InstantSource clock) {
        this.clock = clock;
        this.all = checks.stream().map(Watched::new).toList();
    }

    /** The subsystems by name. */
    public List<String> subsystems() {
        return all.stream().map(watched -> watched.check.subsystem()).toList();
    }

    /** The fault of a subsystem; empty while it does its work. */
    public Optional<Fault> fault(String subsystem) {
        return all.stream()
                .filter(watched -> watched.check.subsystem().equals(subsystem))
                .findFirst()
                .flatMap(Watched::fault);
    }

    /** Each subsystem with {@code ok} or the code of its fault. */
    public List<SystemStatus.Check> checks() {
        return all.stream()
                .map(watched ->
                        new SystemStatus.Check(
                                watched.check.subsystem(),
                                watched.fault().map(fault -> fault.code().wireName()).orElse("ok")))
                .toList();
    }

    private final class Watched {
        private final HealthCheck check;
        private Instant looked = Instant.MIN;
        private Optional<Fault> last = Optional.empty();

        Watched(HealthCheck check) {
            this.check = check;
        }

        synchronized Optional<Fault> fault() {
            var now = clock.instant();
            boolean setBack = now.isBefore(looked);
            if (looked.equals(Instant.MIN) || setBack || now.isAfter(looked.plus(FRESH))) {
                last = check.check(WITHIN);
                looked = now;
            }
            return last;
        }
    }
}
