package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Terms;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.mcpengine.SchemaCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an operation of a tool's arguments. The schema was checked before, so what is left are the
 * rules that a schema cannot say. Thread-safe.
 */
final class CallReader {
    private static final Set<HostSection> DEFAULT_HOST_SECTIONS =
            Set.of(HostSection.CPU, HostSection.MEMORY, HostSection.DISK);

    private final Cursors cursors;
    private final AuditArguments audit;
    private final Map<Declaration, SchemaCheck> schemas = new EnumMap<>(Declaration.class);

    CallReader(Cursors cursors, ToolCatalogue catalogue) {
        this.cursors = cursors;
        this.audit = new AuditArguments(cursors);
        for (var tool : catalogue.tools()) {
            schemas.put(tool, SchemaCheck.of(catalogue.description(tool).inputSchema()));
        }
    }

    /** A call understood. */
    record Call(Operation operation, Terms terms) {}

    /**
     * Reads a call.
     *
     * @throws IllegalArgumentException saying which argument is wrong and what it may be; fit for
     *     the caller
     */
    Call read(Declaration tool, ObjectNode arguments, Subject caller, Instant now) {
        return switch (tool) {
            case CONTAINERS_LIST -> look(new ListContainers(containerQuery(arguments, caller)));
            case CONTAINERS_GET ->
                    look(new GetContainer(container(arguments), sections(arguments)));
            case CONTAINERS_LOGS ->
                    look(new ReadContainerLogs(container(arguments), logQuery(arguments, now)));
            case CONTAINERS_LIFECYCLE ->
                    new Call(
                            new ChangeContainerState(
                                    container(arguments),
                                    LifecycleAction.named(text(arguments, "action", ""))
                                            .orElseThrow(),
                                    Duration.ofSeconds(number(arguments, "grace_s", 10))),
                            terms(arguments));
            case SYSTEM_STATUS -> look(new ReadSystemStatus(hostSections(arguments)));
            case OPERATIONS_GET -> look(operations(arguments));
            case OPERATIONS_UNDO ->
                    new Call(
                            new UndoOperation(new OperationId(text(arguments, "operation_id", ""))),
                            terms(arguments));
            case POLICY_EXPLAIN -> look(explain(arguments, caller, now));
            case AUDIT_QUERY -> look(new QueryAudit(audit.read(arguments, caller, now)));
        };
    }

    /** What of the arguments breaks the tool's schema, for calls that the engine did not check. */
    List<String> faults(Declaration tool, ObjectNode arguments) {
        return Objects.requireNonNull(schemas.get(tool)).faults(arguments);
    }

    /** The cursor behind a page. */
    String cursorAfter(ContainerQuery query, int shown, Subject caller) {
        return cursors.at(query.offset() + shown, caller, bound(query));
    }

    /** The cursor from which older entries are found. */
    String cursorBefore(AuditQuery query, long index, Subject caller) {
        return audit.cursorBefore(query, index, caller);
    }

    private static Call look(Operation operation) {
        return new Call(operation, Terms.NONE);
    }

    private static ContainerRef container(ObjectNode arguments) {
        return new ContainerRef(text(arguments, "container", ""));
    }

    private ContainerQuery containerQuery(ObjectNode arguments, Subject caller) {
        var query =
                new ContainerQuery(
                        ContainerQuery.Show.valueOf(upper(arguments, "state", "running")),
                        optional(arguments, "match"),
                        optional(arguments, "stack"),
                        texts(arguments.path("labels")),
                        arguments.path("stats").asBoolean(false),
                        ContainerQuery.Sort.valueOf(upper(arguments, "sort", "name")),
                        number(arguments, "limit", 50),
                        0);
        return optional(arguments, "cursor")
                .map(cursor -> query.from((int) cursors.offset(cursor, caller, bound(query))))
                .orElse(query);
    }

    private static Json.Obj bound(ContainerQuery query) {
        return Arguments.of(new ListContainers(query.from(0)));
    }

    private static Set<ContainerSection> sections(ObjectNode arguments) {
        var sections = EnumSet.noneOf(ContainerSection.class);
        for (var name : texts(arguments.path("sections"))) {
            sections.add(ContainerSection.named(name).orElseThrow());
        }
        return sections.isEmpty() ? Set.of(ContainerSection.SUMMARY) : sections;
    }

    private static Set<HostSection> hostSections(ObjectNode arguments) {
        var sections = EnumSet.noneOf(HostSection.class);
        for (var name : texts(arguments.path("sections"))) {
            sections.add(HostSection.named(name).orElseThrow());
        }
        return sections.isEmpty() ? DEFAULT_HOST_SECTIONS : sections;
    }

    private static LogQuery logQuery(ObjectNode arguments, Instant now) {
        return new LogQuery(
                LogQuery.Stream.valueOf(upper(arguments, "stream", "all")),
                optional(arguments, "since").map(text -> Moments.read("since", text, now)),
                optional(arguments, "until").map(text -> Moments.read("until", text, now)),
                number(arguments, "tail", 100),
                optional(arguments, "grep").<LinePattern>map(Re2LinePattern::compile),
                number(arguments, "max_bytes", 8192));
    }

    private static Operation operations(ObjectNode arguments) {
        var id = optional(arguments, "operation_id").map(OperationId::new);
        if (id.isPresent()) {
            return new GetOperation(id.get(), Duration.ofSeconds(number(arguments, "wait_s", 0)));
        }
        var status = optional(arguments, "status").flatMap(OperationStatus::named);
        return new ListOperations(status, number(arguments, "limit", 10));
    }

    private Operation explain(ObjectNode arguments, Subject caller, Instant now) {
        var tool = text(arguments, "tool", "");
        var declared =
                Declaration.ofTool(tool)
                        .orElseThrow(() -> new IllegalArgumentException("there is no such tool"));
        if (declared == Declaration.POLICY_EXPLAIN) {
            throw new IllegalArgumentException("policy_explain does not explain itself");
        }
        var about =
                arguments.get("arguments") instanceof ObjectNode given
                        ? given
                        : arguments.objectNode();
        // The engine checked policy_explain's own schema, which cannot say what is inside.
        var faults = faults(declared, about);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return new ExplainPolicy(read(declared, about, caller, now).operation());
    }

    private static Terms terms(ObjectNode arguments) {
        return new Terms(
                optional(arguments, "idempotency_key").map(IdempotencyKey::new),
                arguments.path("plan_only").asBoolean(false),
                Duration.ofSeconds(number(arguments, "wait_s", 20)),
                optional(arguments, "reason"));
    }

    static Optional<String> optional(ObjectNode arguments, String name) {
        return Optional.ofNullable(arguments.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static String text(ObjectNode arguments, String name, String otherwise) {
        return optional(arguments, name).orElse(otherwise);
    }

    private static String upper(ObjectNode arguments, String name, String otherwise) {
        return text(arguments, name, otherwise).toUpperCase(Locale.ROOT);
    }

    static int number(ObjectNode arguments, String name, int otherwise) {
        return arguments.path(name).asInt(otherwise);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
