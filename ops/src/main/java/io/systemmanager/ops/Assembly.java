package io.systemmanager.ops;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.systemmanager.application.Application;
import io.systemmanager.application.TokenOffice;
import io.systemmanager.docker.DockerContainers;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.host.LinuxHost;
import io.systemmanager.ops.observe.HealthBoard;
import io.systemmanager.ops.observe.Meters;
import io.systemmanager.ops.observe.Observers;
import io.systemmanager.ops.operators.OperatorDesk;
import io.systemmanager.ops.operators.OperatorSocket;
import io.systemmanager.ops.policy.PolicyFile;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import io.systemmanager.sqlite.SqliteLedger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts a server together: once on the real host, once on a simulated one. */
public final class Assembly {
    private final StateFolder state;
    private final Settings settings;
    private final HostIdentity identity;
    private final InstantSource clock = InstantSource.system();
}
