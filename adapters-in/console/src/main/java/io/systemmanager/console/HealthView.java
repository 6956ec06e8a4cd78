package io.systemmanager.console;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.trail.LogState;
import java.time.Duration;
import java.util.Optional;

/**
 * How the server and its ledger are.
 *
 * @param entries how many are durable
 * @param log empty where it cannot be read now
 */
record HealthView(
        SystemStatus.Server server, LedgerState state, long entries, Optional<LogState> log)
        implements View {
    private static final long MIB = 1 << 20;

    @Override
    public String title() {
        return "Health";
    }

    @Override
    public String template() {
        return "health";
    }

    @Override
    public Section section() {
        return Section.HEALTH;
    }

    String uptime() {
        Duration up = server.uptime();
        return "%d d %d h %d min".formatted(up.toDays(), up.toHoursPart(), up.toMinutesPart());
    }

    String heap() {
        return server.heapUsedBytes() / MIB + " of " + server.heapMaxBytes() / MIB + " MiB";
    }

    Optional<Checkpoint> signed() {
        return log.flatMap(LogState::signed);
    }
}
