package io.systemmanager.host;

import io.systemmanager.domain.host.SystemStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the processor. Busy time is measured between two samples: since the last call, when that
 * was 1 to 60 s ago, else over a pause; within a second, the last answer stands. Thread-safe.
 */
final class CpuGauge {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(60);
    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every architecture

    private final HostFiles files;
    private final ControlGroups groups;
    private final Pause pause;
    private Optional<Measured> last = Optional.empty();

    /** Lets time go by. */
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /**
     * Counters at one moment; ticks are summed over all processors.
     *
     * @param groupMicros what the container has used; empty when it has no quota or that is not
     *     known
     */
    private record Sample(long busyTicks, long allTicks, int cpus, OptionalLong groupMicros) {
        Duration since(Sample before) {
            long ticks = (allTicks - before.allTicks) / Math.max(1, cpus);
            return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
        }
    }

    /** What came out, and the sample that ended it. */
    private record Measured(Sample end, int busyPercent) {}

    CpuGauge(HostFiles files, ControlGroups groups, Pause pause) {
        this.files = files;
        this.groups = groups;
        this.pause = pause;
    }

    /** The figures; empty when the kernel's counters cannot be read. */
    synchronized Optional<SystemStatus.Cpu> read(Duration within) {
        var now = sample();
        var loads = files.text("proc/loadavg").map(HostFiles::words);
        if (now.isEmpty() || loads.isEmpty() || loads.get().size() < 3) {
            return Optional.empty();
        }
        long milliCores = milliCores(now.get());
        int busy = busy(now.get(), milliCores, within);
        try {
            var load = loads.get();
            return Optional.of(
                    new SystemStatus.Cpu(
                            milliCores,
                            busy,
                            hundredths(load.get(0)),
                            hundredths(load.get(1)),
                            hundredths(load.get(2))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private long milliCores(Sample sample) {
        long cpus = Math.min(sample.cpus(), groups.cpus().orElse(Long.MAX_VALUE));
        return Math.min(
                cpus * 1_000,
                groups.quota().map(ControlGroups.CpuQuota::milliCores).orElse(Long.MAX_VALUE));
    }

    private int busy(Sample now, long milliCores, Duration within) {
        long ago = last.map(l -> now.since(l.end()).toMillis()).orElse(-1L);
        if (last.isPresent() && ago >= 0 && ago < FRESH.toMillis()) {
            return last.get().busyPercent(); // many callers at once do not queue for pauses
        }
        var begin = now;
        var end = now;
        if (last.isPresent() && ago >= 0 && ago <= STALE.toMillis()) {
            begin = last.get().end();
        } else {
            waitFor(PAUSE.compareTo(within.dividedBy(4)) < 0 ? PAUSE : within.dividedBy(4));
            end = sample().orElse(now);
        }
        int busy = percent(begin, end, milliCores);
        last = Optional.of(new Measured(end, busy));
        return busy;
    }

    private void waitFor(Duration time) {
        try {
            pause.take(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the sample is short then, and the call ends soon
        }
    }

    /** Under a quota the kernel's counters are those of the machine, so the group's are used. */
    private int percent(Sample before, Sample after, long milliCores) {
        long micros = after.since(before).toMillis() * 1_000;
        long part;
        long whole;
        if (before.groupMicros().isPresent() && after.groupMicros().isPresent()) {
            part = (after.groupMicros().getAsLong() - before.groupMicros().getAsLong()) * 1_000;
            whole = micros * milliCores;
        } else {
            part = after.busyTicks() - before.busyTicks();
            whole = after.allTicks() - before.allTicks();
        }
        return whole <= 0 ? 0 : Math.clamp((part * 100 + whole / 2) / whole, 0, 100);
    }

    /** Fields of the line {@code cpu}: user nice system idle iowait irq softirq steal (proc(5)). */
    private Optional<Sample> sample() {
        var lines = files.lines("proc/stat");
        if (lines.isEmpty() || !lines.getFirst().startsWith("cpu ")) {
            return Optional.empty();
        }
        long all = 0;
        for (int field = 1; field <= 8; field++) {
            all += HostFiles.number(lines.getFirst(), field).orElse(0);
        }
        long idle =
                HostFiles.number(lines.getFirst(), 4).orElse(0)
                        + HostFiles.number(lines.getFirst(), 5).orElse(0);
        int cpus = (int) lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
        return cpus == 0
                ? Optional.empty()
                : Optional.of(new Sample(all - idle, all, cpus, groupMicros()));
    }

    private OptionalLong groupMicros() {
        return groups.quota().map(ControlGroups.CpuQuota::usedMicros).orElse(OptionalLong.empty());
    }

    private static long hundredths(String number) {
        return Math.round(Double.parseDouble(number) * 100);
    }
}
