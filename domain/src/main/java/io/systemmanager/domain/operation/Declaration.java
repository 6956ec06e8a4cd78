package io.systemmanager.domain.operation;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.risk.Risk;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one declaration of each tool: schema, hints, scope checks, policy floor, docs and tests are
 * all made from it.
 */
public enum Declaration {
    CONTAINERS_LIST(Optional.of(Scope.DOCKER_READ), Risk.READ, Change.NOTHING, 16_000),
    CONTAINERS_GET(Optional.of(Scope.DOCKER_READ), Risk.READ, Change.NOTHING, 32_000),
    CONTAINERS_LOGS(Optional.of(Scope.DOCKER_READ), Risk.READ, Change.NOTHING, 72_000),
    CONTAINERS_LIFECYCLE(Optional.of(Scope.DOCKER_OPERATE), Risk.LOW, Change.DISTURBS, 4_000),
    SYSTEM_STATUS(Optional.of(Scope.SYSTEM_READ), Risk.READ, Change.NOTHING, 12_000),
    OPERATIONS_GET(Optional.empty(), Risk.READ, Change.NOTHING, 48_000),
    /** Beside it the caller needs the scope of what it takes back. */
    OPERATIONS_UNDO(Optional.empty(), Risk.LOW, Change.UNDOES, 4_000),
    POLICY_EXPLAIN(Optional.empty(), Risk.READ, Change.NOTHING, 24_000),
    AUDIT_QUERY(Optional.of(Scope.AUDIT_READ), Risk.READ, Change.NOTHING, 24_000);

    private enum Change {
        NOTHING,
        DISTURBS,
        UNDOES
    }

    private static final Map<String, Declaration> BY_TOOL =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Declaration::tool, Function.identity()));

    private final String tool = name().toLowerCase(Locale.ROOT);
    private final Optional<Scope> scope;
    private final Risk risk;
    private final Change change;
    private final int answerBytes;

    Declaration(Optional<Scope> scope, Risk risk, Change change, int answerBytes) {
        this.scope = scope;
        this.risk = risk;
        this.change = change;
        this.answerBytes = answerBytes;
    }

    /** The declaration of an operation. */
    public static Declaration of(Operation operation) {
        return switch (operation) {
            case ListContainers _ -> CONTAINERS_LIST;
            case GetContainer _ -> CONTAINERS_GET;
            case ReadContainerLogs _ -> CONTAINERS_LOGS;
            case ChangeContainerState _ -> CONTAINERS_LIFECYCLE;
            case ReadSystemStatus _ -> SYSTEM_STATUS;
            case GetOperation _, ListOperations _ -> OPERATIONS_GET;
            case UndoOperation _ -> OPERATIONS_UNDO;
            case ExplainPolicy _ -> POLICY_EXPLAIN;
            case QueryAudit _ -> AUDIT_QUERY;
        };
    }

    /** The declaration of a tool; empty when there is no such tool. */
    public static Optional<Declaration> ofTool(String tool) {
        return Optional.ofNullable(BY_TOOL.get(tool));
    }

    /** The tool's name. */
    public String tool() {
        return tool;
    }

    /** The scope that a caller must hold; empty where every authenticated agent may call. */
    public Optional<Scope> scope() {
        return scope;
    }

    /** The floor of its risk. */
    public Risk risk() {
        return risk;
    }

    public boolean readOnly() {
        return change == Change.NOTHING;
    }

    /** Whether it can interrupt or lose something. */
    public boolean destructive() {
        return change != Change.NOTHING;
    }

    /** Whether a second call with the same arguments changes nothing more. */
    public boolean idempotent() {
        return change != Change.DISTURBS;
    }

    /** How many bytes of text an answer may have at the most. */
    public int answerBytes() {
        return answerBytes;
    }

    /** Every operation name of this tool, as policies match them. */
    public List<OperationName> names() {
        return this == CONTAINERS_LIFECYCLE
                ? Arrays.stream(LifecycleAction.values()).map(this::action).toList()
                : List.of(new OperationName(tool));
    }

    OperationName nameOf(Operation operation) {
        return operation instanceof ChangeContainerState change
                ? action(change.action())
                : new OperationName(tool);
    }

    private OperationName action(LifecycleAction action) {
        return new OperationName(tool + "." + action.wireName());
    }
}
