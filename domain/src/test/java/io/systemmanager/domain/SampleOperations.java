package io.systemmanager.domain;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One of each kind of operation, with a target and a caller for them. */
public final class SampleOperations {
    public static final ContainerRef WEB = new ContainerRef("web");
    public static final HostId HOST = new HostId("ab".repeat(16));

    private SampleOperations() {}

    /** Every kind of operation; the test of declarations checks that none is missing. */
    public static List<Operation> all() {
        var changes =
                Stream.of(LifecycleAction.values())
                        .map(action ->
                                new ChangeContainerState(WEB, action, Duration.ofSeconds(10)));
        var reads =
                Stream.of(
                        new ListContainers(ContainerQuery.running()),
                        new GetContainer(WEB, EnumSet.allOf(ContainerSection.class)),
                        new ReadContainerLogs(WEB, lastLines()),
                        new ReadSystemStatus(EnumSet.allOf(HostSection.class)),
                        new GetOperation(new OperationId("op_" + "a".repeat(26)), Duration.ZERO),
                        new ListOperations(Optional.empty(), 20),
                        new ExplainPolicy(new ListContainers(ContainerQuery.running())),
                        new QueryAudit(
                                AuditQuery.newest(20, new Condition.Ended(EntryStatus.DENIED))));
        var undo = new UndoOperation(new OperationId("op_" + "a".repeat(26)));
        return Stream.of(reads, changes, Stream.of(undo)).<Operation>flatMap(each -> each).toList();
    }

    public static LogQuery lastLines() {
        return new LogQuery(
                LogQuery.Stream.ALL,
                Optional.empty(),
                Optional.empty(),
                100,
                Optional.empty(),
                8192);
    }

    public static Target.Container web(ContainerState state) {
        return new Target.Container(
                HOST,
                WEB,
                new ContainerId("cd".repeat(32)),
                "web",
                "sha256:" + "ef".repeat(32),
                Map.of("team", "front"),
                state);
    }

    public static Caller.Agent agent(Set<Scope> scopes) {
        return new Caller.Agent(
                new Subject("agent:bot"), new CredentialId("01234567"), scopes, Set.of("ops"));
    }
}
