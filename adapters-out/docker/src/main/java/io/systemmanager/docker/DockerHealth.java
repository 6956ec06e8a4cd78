package io.systemmanager.docker;

import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.util.Optional;

/** Whether the engine answers, in a version that is understood. Thread-safe. */
public final class DockerHealth implements HealthCheck {
    private final DockerEngine engine;

    public DockerHealth(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public String subsystem() {
        return "docker";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return switch (engine.ask(within, api -> api.get("/version"))) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Missed<?>(var fault) -> Optional.of(fault);
        };
    }
}
