package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.AuditQuery;
import java.time.Instant;

/** The arguments of an operation in one normal form: what is digested and what the ledger shows. */
public final class Arguments {

    private Arguments() {}

    /** All arguments with defaults filled in, so that equal operations give equal bytes. */
    public static Json.Obj of(Operation operation) {
        return switch (operation) {
            case ListContainers(var query) -> list(query);
            case GetContainer(var container, var sections) ->
                    Json.object()
                            .put("container", container.value())
                            .put(
                                    "sections",
                                    Json.texts(
                                            sections.stream()
                                                    .sorted()
                                                    .map(ContainerSection::wireName)
                                                    .toList()))
                            .build();
            case ReadContainerLogs(var container, var query) -> logs(container.value(), query);
            case ChangeContainerState(var container, var action, var grace) ->
                    Json.object()
                            .put("container", container.value())
                            .put("action", action.wireName())
                            .put("grace_s", grace.toSeconds())
                            .build();
            case ReadSystemStatus(var sections) ->
                    Json.object()
                            .put(
                                    "sections",
                                    Json.texts(
                                            sections.stream()
                                                    .sorted()
                                                    .map(HostSection::wireName)
                                                    .toList()))
                            .build();
            case GetOperation(var id, _) -> Json.object().put("operation_id", id.value()).build();
            case UndoOperation(var id) -> Json.object().put("operation_id", id.value()).build();
            case ListOperations(var status, var limit) ->
                    Json.object()
                            .put("status", status.map(OperationStatus::wireName))
                            .put("limit", limit)
                            .build();
            case ExplainPolicy(var subject) ->
                    Json.object()
                            .put("operation", subject.name().value())
                            .put("arguments", of(subject))
                            .build();
            case QueryAudit(var query) -> audit(query);
        };
    }

    private static Json.Obj audit(AuditQuery query) {
        var arguments = Json.object().put("limit", query.limit());
        query.conditions()
                .forEach(each -> arguments.put(each.name(), VisibleText.line(each.value())));
        query.before().ifPresent(index -> arguments.put("before", index));
        return arguments.build();
    }

    private static Json.Obj list(ContainerQuery query) {
        return Json.object()
                .put("state", query.show().wireName())
                .put("match", query.match().map(VisibleText::line))
                .put("stack", query.stack().map(VisibleText::line))
                .put("labels", Json.texts(query.labels().stream().map(VisibleText::line).toList()))
                .put("stats", query.stats())
                .put("sort", query.sort().wireName())
                .put("limit", query.limit())
                .put("offset", query.offset())
                .build();
    }

    private static Json.Obj logs(String container, LogQuery query) {
        return Json.object()
                .put("container", container)
                .put("stream", query.stream().wireName())
                .put("since", query.since().map(Instant::toString))
                .put("until", query.until().map(Instant::toString))
                .put("tail", query.tail())
                .put("grep", query.grep().map(pattern -> VisibleText.line(pattern.source())))
                .put("max_bytes", query.maxBytes())
                .build();
    }
}
