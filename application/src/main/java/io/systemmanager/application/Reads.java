package io.systemmanager.application;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.GrantAnswer;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.ReadOperation;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.domain.port.OperationRecords;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries reads out, each by the port that can. */
final class Reads {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Containers containers;
    private final HostStatus host;
    private final OperationRecords records;
    private final AuditTrail trail;
    private final Following following;
    private final Supplier<SystemStatus.Server> server;
    private final Targets targets;
    private final AnsweringGrants grants;

    Reads(
            Containers containers,
            HostStatus host,
            OperationRecords records,
            AuditTrail trail,
            Following following,
            Supplier<SystemStatus.Server> server,
            Targets targets,
            AnsweringGrants grants) {
        this.containers = containers;
        this.host = host;
        this.records = records;
        this.trail = trail;
        this.following = following;
        this.server = server;
        this.targets = targets;
        this.grants = grants;
    }

    /** Looks; what is said of policy is said of the one of that gate. */
    Reading<Report> read(Gate now, Clearance<ReadOperation> clearance, CallFacts call) {
        var caller = call.caller();
        return switch (clearance.operation()) {
            case ListContainers(var query) ->
                    containers
                            .list(clearance.as(ListContainers.class), WITHIN)
                            .map(page -> new Report.Containers(query, page));
            case GetContainer(_, var sections) ->
                    containers
                            .get(clearance.as(GetContainer.class), WITHIN)
                            .map(details -> new Report.Container(sections, details));
            case ReadContainerLogs _ ->
                    containers
                            .logs(clearance.as(ReadContainerLogs.class), WITHIN)
                            .map(log -> new Report.Log(clearance.container().name(), log));
            case ReadSystemStatus _ -> status(clearance.as(ReadSystemStatus.class));
            case GetOperation get -> operation(get, whose(now, caller));
            case ListOperations(var status, var limit) ->
                    Reading.of(
                            new Report.Operations(
                                    records.newest(whose(now, caller), status, limit)));
            case ExplainPolicy(var subject) -> Reading.of(explain(now, subject, call));
            case QueryAudit(var query) ->
                    Reading.of(new Report.Audit(query, trail.query(query), trail.state()));
        };
    }

    private Reading<Report> status(Clearance<ReadSystemStatus> clearance) {
        boolean self = clearance.operation().sections().contains(HostSection.SERVER);
        return host.read(clearance, WITHIN)
                .map(status -> new Report.Status(self ? status.with(server.get()) : status));
    }

    private Reading<Report> operation(GetOperation get, Optional<Subject> whose) {
        return records.find(get.id())
                .filter(record -> whose.map(record.caller()::equals).orElse(true))
                .map(record -> following.await(record, get.patience()).operation())
                .<Reading<Report>>map(record -> Reading.of(new Report.Operation(record)))
                .orElseGet(() ->
                        Reading.missed(
                                FaultCode.OPERATION_NOT_FOUND,
                                FaultCode.OPERATION_NOT_FOUND.meaning()));
    }

    private Report explain(
            Gate now, io.systemmanager.domain.operation.Operation subject, CallFacts call) {
        var target = targets.resolve(subject).target();
        var explained = now.explain(call.caller(), subject, target);
        var grant =
                explained.decision().verdict() instanceof Verdict.Approve asked
                        ? grants.to(call, subject, target, asked)
                        : Optional.<GrantAnswer.Yes>empty();
        return new Report.Explained(
                subject.name().value(), explained, grant.map(GrantAnswer.Yes::before));
    }

    /** Whose records the caller may see: its own, or everyone's with the scope for it. */
    private Optional<Subject> whose(Gate now, Caller.Agent caller) {
        return now.holds(caller, Scope.OPS_READ) ? Optional.empty() : Optional.of(caller.subject());
    }
}
