package io.systemmanager.contract.snapshot;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.ops.observe.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The meters that appear only once something has happened. */
public final class DrivenMeters {

    private DrivenMeters() {}

    /** A scrape after one of everything that an observer can be told. */
    public static String scrape() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            var meters = new Meters(registry);
            meters.ended(
                    new Observer.Observation(
                            Entries.aCall(), Optional.empty(), "ok", Instant.EPOCH, Duration.ZERO));
            meters.refusedCredential("unknown");
            meters.refusedTool(Entries.attempt(), FaultCode.MISSING_SCOPE);
            meters.broke(new RequestId(new UUID(0, 0)), new IllegalStateException("planted"));
            return registry.scrape();
        } finally {
            registry.close();
        }
    }
}
