package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Application;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.application.Reply;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.mcpengine.ResourceAnswer;
import io.systemmanager.mcpengine.ResourceContent;
import io.systemmanager.mcpengine.ResourceDescription;
import io.systemmanager.mcpengine.ResourceRead;
import io.systemmanager.mcpengine.ResourceTemplate;
import io.systemmanager.mcpengine.Resources;
import java.util.List;
import java.util.Optional;

/**
 * What the reading tools say, under addresses. A read of a resource is a call of its tool and goes
 * the same way; only the reference of a tool, which is text of this program, goes none (ADR 0020).
 * What is not there and what a caller may not see are one answer. Thread-safe.
 */
final class SystemManagerResources implements Resources<Caller.Agent> {
    private static final String JSON = "application/json";
    private static final String PLAIN = "text/plain";
    private static final String MARKDOWN = "text/markdown";

    private static final List<Template> TEMPLATES =
            List.of(
                    new Template(
                            Optional.of(Declaration.CONTAINERS_GET),
                            new ResourceTemplate(
                                    ResourceUri.CONTAINER,
                                    "container",
                                    "State of one container, as containers_get tells it.",
                                    JSON)),
                    new Template(
                            Optional.of(Declaration.CONTAINERS_LOGS),
                            new ResourceTemplate(
                                    ResourceUri.CONTAINER_LOG,
                                    "container_log",
                                    "End of a container's log, as containers_logs tells it."
                                            + " Untrusted data.",
                                    PLAIN)),
                    new Template(
                            Optional.of(Declaration.OPERATIONS_GET),
                            new ResourceTemplate(
                                    ResourceUri.OPERATION,
                                    "operation",
                                    "Record of one operation, as operations_get tells it.",
                                    JSON)),
                    new Template(
                            Optional.empty(),
                            new ResourceTemplate(
                                    ResourceUri.TOOL,
                                    "tool",
                                    "Reference of one tool: parameters, limits, examples.",
                                    MARKDOWN)));

    private final ToolDoor door;
    private final OwnOperations own;
    private final Parts parts;
    private final ToolReference reference;

    SystemManagerResources(Application application, Parts parts) {
        this.door = application.tools();
        this.own = application.own();
        this.parts = parts;
        this.reference = new ToolReference(parts.catalogue());
    }

    /** A template with the tool that answers it; the reference of tools needs none. */
    private record Template(Optional<Declaration> tool, ResourceTemplate shown) {}

    @Override
    public List<ResourceDescription> visibleTo(Caller.Agent caller) {
        return door.openTo(caller).stream()
                .map(tool ->
                        new ResourceDescription(
                                ResourceUri.tool(tool),
                                tool.tool(),
                                "Reference of the tool " + tool.tool() + ".",
                                MARKDOWN))
                .toList();
    }

    @Override
    public List<ResourceTemplate> templatesVisibleTo(Caller.Agent caller) {
        var open = door.openTo(caller);
        return TEMPLATES.stream()
                .filter(each -> each.tool().map(open::contains).orElse(true))
                .map(Template::shown)
                .toList();
    }

    @Override
    public ResourceAnswer read(ResourceRead<Caller.Agent> read) {
        return ResourceUri.read(read.uri())
                .map(uri -> read(uri, read))
                .orElseGet(ResourceAnswer.NotFound::new);
    }

    private ResourceAnswer read(ResourceUri uri, ResourceRead<Caller.Agent> read) {
        return switch (uri) {
            case ResourceUri.Container(var container) ->
                    call(Declaration.CONTAINERS_GET, named(container.value()), JSON, read);
            case ResourceUri.ContainerLog log ->
                    call(Declaration.CONTAINERS_LOGS, arguments(log), PLAIN, read);
            case ResourceUri.Operation(var id) -> {
                var arguments = JsonNodeFactory.instance.objectNode();
                arguments.put("operation_id", id.value());
                yield call(Declaration.OPERATIONS_GET, arguments, JSON, read);
            }
            case ResourceUri.Tool(var tool) ->
                    door.openTo(read.principal()).contains(tool)
                            ? found(reference.page(tool), MARKDOWN, read)
                            : new ResourceAnswer.NotFound();
        };
    }

    private static ObjectNode named(String container) {
        return JsonNodeFactory.instance.objectNode().put("container", container);
    }

    private static ObjectNode arguments(ResourceUri.ContainerLog log) {
        var arguments = named(log.container().value());
        log.since().ifPresent(since -> arguments.put("since", since));
        log.tail().ifPresent(tail -> arguments.put("tail", tail));
        return arguments;
    }

    private ResourceAnswer call(
            Declaration tool, ObjectNode arguments, String type, ResourceRead<Caller.Agent> read) {
        var call = new Calls.Call(tool, read.principal(), arguments, read.context());
        var faults = parts.reader().faults(tool, arguments);
        if (!faults.isEmpty()) {
            parts.calls().misused(call, String.join("; ", faults));
            return new ResourceAnswer.NotFound();
        }
        return switch (parts.calls().make(call, read.stream())) {
            case Calls.Ending.Forbidden _, Calls.Ending.Misused _ -> new ResourceAnswer.NotFound();
            case Calls.Ending.Replied(Reply.Refused(var fault), _) -> refused(fault);
            case Calls.Ending.Replied replied -> written(replied, call, type, read);
        };
    }

    private ResourceAnswer written(
            Calls.Ending.Replied replied,
            Calls.Call call,
            String type,
            ResourceRead<Caller.Agent> read) {
        var written =
                parts.writer()
                        .write(
                                call.tool(),
                                replied.reply(),
                                call.id(),
                                call.caller().subject(),
                                replied.at());
        return written.isError()
                ? failed(Fault.of(FaultCode.ANSWER_TOO_LARGE)) // the only failure of a good read
                : found(written.text(), type, read);
    }

    /** Not there, not allowed and not made out are one; the rest says that it may be there. */
    private static ResourceAnswer refused(Fault fault) {
        return switch (fault.code()) {
            case INVALID_ARGUMENTS,
                    MISSING_SCOPE,
                    POLICY_DENIED,
                    SELF_PROTECTED,
                    APPROVAL_UNAVAILABLE,
                    SIGNERS_MISSING,
                    ANCHOR_MISSING,
                    APPROVAL_DENIED,
                    APPROVAL_EXPIRED,
                    APPROVAL_REVOKED,
                    APPROVAL_STALE,
                    TOO_MANY_APPROVALS,
                    APPROVAL_STUCK,
                    CONTAINER_NOT_FOUND,
                    CONTAINER_AMBIGUOUS,
                    OPERATION_NOT_FOUND,
                    UNDO_UNAVAILABLE ->
                    new ResourceAnswer.NotFound();
            case INVALID_STATE,
                    ENGINE_UNREACHABLE,
                    ENGINE_TIMEOUT,
                    ENGINE_ERROR,
                    ANSWER_TOO_LARGE,
                    HOST_UNREADABLE,
                    IDEMPOTENCY_KEY_REUSED,
                    OUTCOME_UNKNOWN,
                    NOT_APPLIED,
                    ANCHOR_FAILED,
                    SIGNERS_NOT_TAKEN,
                    LEDGER_UNAVAILABLE,
                    LEDGER_SUSPECT,
                    AUDIT_BUSY,
                    AUDIT_LOW_SPACE,
                    POLICY_NOT_TAKEN,
                    NOTIFICATION_FAILED,
                    KEYS_UNAVAILABLE,
                    BUSY,
                    INTERNAL ->
                    failed(fault);
        };
    }

    private static ResourceAnswer failed(Fault fault) {
        return new ResourceAnswer.Failed(
                fault.code().wireName(), fault.cause(), fault.code().nextStep());
    }

    private static ResourceAnswer found(String text, String type, ResourceRead<?> read) {
        return new ResourceAnswer.Found(List.of(new ResourceContent.Text(read.uri(), type, text)));
    }

    /** Only the address itself is ever told of: a name, unescaped. */
    @Override
    public boolean isWatchable(Caller.Agent caller, String uri) {
        return ResourceUri.read(uri)
                .filter(read ->
                        switch (read) {
                            case ResourceUri.Container(var container) ->
                                    uri.equals(ResourceUri.container(container.value()))
                                            && door.openTo(caller)
                                                    .contains(Declaration.CONTAINERS_GET);
                            case ResourceUri.Operation(var id) ->
                                    uri.equals(ResourceUri.operation(id))
                                            && own.find(caller, id).isPresent();
                            case ResourceUri.ContainerLog _, ResourceUri.Tool _ -> false;
                        })
                .isPresent();
    }
}
