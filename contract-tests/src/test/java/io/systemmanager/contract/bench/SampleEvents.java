package io.systemmanager.contract.bench;

import io.systemmanager.application.Ids;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events as a usual call writes them, about 1 kB each. */
final class SampleEvents {
    static final Origin ORIGIN =
            new Origin(SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "0", "unknown");

    private static final Decision DECISION =
            new Decision(new Verdict.Allow(), "read", List.of("read"), "sha256:" + "0".repeat(64));

    /** As the server makes them: in the order of time, which an index likes. */
    private static final Ids IDS = new Ids(InstantSource.system(), new SecureRandomness());

    private SampleEvents() {}

    /** A read by the agent of that number. */
    static AuditEvent read(int agent) {
        var caller =
                new Caller.Agent(
                        new Subject("agent:writer-" + agent),
                        new CredentialId("0badcafe"),
                        Set.of(Scope.DOCKER_READ),
                        Set.of("agent"));
        var call =
                new CallFacts(
                        IDS.request(),
                        Optional.of("7"),
                        caller,
                        new Client(
                                Optional.of("bench"),
                                Optional.of("1.0"),
                                "2026-07-28",
                                "127.0.0.1"),
                        new Trace(
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                "00f067aa0ba902b7",
                                Optional.empty()),
                        new ListContainers(ContainerQuery.running()),
                        new Target.Host(SimulatedHost.ID),
                        Optional.empty());
        return new OperationEvent.Read(
                call, DECISION, Optional.empty(), Duration.ofNanos(1_234_567));
    }
}
