package io.systemmanager.ops.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Observer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The meters of calls. The values of their labels come from closed sets only, so that no caller can
 * grow their number.
 */
public final class Meters implements Observer {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<String, Timer> calls = new ConcurrentHashMap<>();

    /** Registers the server's own meters. */
    @SuppressWarnings("resource") // the JVM binders hold nothing that these two would close
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
    }

    /** A figure that is read when it is scraped. */
    public void gauge(String name, String meaning, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(meaning).strongReference(true).register(registry);
    }

    /** One figure for each subsystem. */
    public void watch(HealthBoard board) {
        for (var subsystem : board.subsystems()) {
            Gauge.builder(
                            "systemmanager.subsystem.up",
                            () -> board.fault(subsystem).isEmpty() ? 1 : 0)
                    .description("1 while the subsystem does its work, else 0")
                    .tag("subsystem", subsystem)
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** One figure for each state that the ledger can be in, 1 for the one that it is in. */
    public void watch(LedgerWatch ledger) {
        for (var state : LedgerState.values()) {
            Gauge.builder("systemmanager.ledger.state", () -> ledger.condition() == state ? 1 : 0)
                    .description("1 for the state that the ledger is in, else 0")
                    .tag("state", state.wireName())
                    .strongReference(true)
                    .register(registry);
        }
        gauge("systemmanager.ledger.size", "Entries in the ledger", ledger::size);
    }

    @Override
    public void ended(Observation seen) {
        var operation = seen.call().operation().name().value();
        calls.computeIfAbsent(operation + " " + seen.result(), _ -> timer(operation, seen.result()))
                .record(seen.took());
    }

    @Override
    public void refusedCredential(String why) {
        Counter.builder("systemmanager.credentials.refused")
                .description("Credentials that were refused")
                .tag("why", why)
                .register(registry)
                .increment();
    }

    @Override
    public void refusedTool(ToolAttempt attempt, FaultCode why) {
        Counter.builder("systemmanager.tools.refused")
                .description("Calls refused before an operation came of them")
                .tag("tool", attempt.tool().tool())
                .tag("why", why.wireName())
                .register(registry)
                .increment();
    }

    @Override
    public void broke(RequestId call, Throwable cause) {
        Counter.builder("systemmanager.broken")
                .description("Calls on which something inside the server broke")
                .register(registry)
                .increment();
    }

    private Timer timer(String operation, String result) {
        return Timer.builder("systemmanager.calls")
                .description("Calls by operation and result")
                .tag("operation", operation)
                .tag("result", result)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
