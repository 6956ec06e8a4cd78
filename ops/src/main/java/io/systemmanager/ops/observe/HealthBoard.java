package io.systemmanager.ops.observe;

import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                .flatMap(watched -> watched.look().fault);
    }

    /** Each subsystem with {@code ok} or the code of its fault. */
    public List<SystemStatus.Check> checks() {
        return all.stream().map(watched -> watched.look().shown).toList();
    }

    /**
     * What was seen, which holds in that time.
     *
     * @param shown the same as it is told
     */
    private record Look(
            Instant since, Instant until, Optional<Fault> fault, SystemStatus.Check shown) {

        boolean holdsAt(Instant now) {
            return !now.isBefore(since) && !now.isAfter(until);
        }
    }

    private final class Watched {
        private final HealthCheck check;
        private volatile @Nullable Look last;

        Watched(HealthCheck check) {
            this.check = check;
        }

        /** Most ask within two seconds of somebody else, and wait for nobody. */
        Look look() {
            var known = last;
            return known != null && known.holdsAt(clock.instant()) ? known : lookAnew();
        }

        private synchronized Look lookAnew() {
            var now = clock.instant();
            var known = last;
            if (known != null && known.holdsAt(now)) {
                return known; // somebody was faster
            }
            var fault = check.check(WITHIN);
            var shown =
                    new SystemStatus.Check(
                            check.subsystem(),
                            fault.map(each -> each.code().wireName()).orElse("ok"));
            var look = new Look(now, now.plus(FRESH), fault, shown);
            last = look;
            return look;
        }
    }
}
