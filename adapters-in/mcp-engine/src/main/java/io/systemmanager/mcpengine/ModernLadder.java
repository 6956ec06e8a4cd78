package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The checks of a self-describing request, in the order that clients can observe: the first that
 * fails answers. What passes may be dispatched.
 */
final class ModernLadder {
    private static final Set<String> TASK_METHODS =
            Set.of("tasks/get", "tasks/update", "tasks/cancel");

    private final Predicate<String> methodExists;

    ModernLadder(Predicate<String> methodExists) {
        this.methodExists = methodExists;
    }

    /** The first failure, if any. */
    Optional<RpcError> fault(Message.Request request, RequestHeaders headers) {
        var method = request.method();
        var params = request.params();
        var meta = params.path("_meta");
        var version = meta.path(Protocol.META_VERSION).asText();
        if (!metaIsComplete(params)) {
            return Optional.of(
                    RpcError.invalidParams(
                            400, "The members of _meta that every request carries are missing."));
        }
        if (!MirroredHeaders.repeats(headers, Protocol.VERSION_HEADER, version)) {
            return Optional.of(RpcError.headerMismatch(Protocol.VERSION_HEADER));
        }
        if (!Protocol.MODERN.contains(version)) {
            return Optional.of(unsupported(version));
        }
        if (!MirroredHeaders.repeats(headers, Protocol.METHOD_HEADER, method)) {
            return Optional.of(RpcError.headerMismatch(Protocol.METHOD_HEADER));
        }
        if (!MirroredHeaders.nameIsRight(headers, method, params)) {
            return Optional.of(RpcError.headerMismatch(Protocol.NAME_HEADER));
        }
        if (!methodExists.test(method)) {
            return Optional.of(RpcError.unknownMethod(404));
        }
        return lateFault(method, params);
    }

    private static Optional<RpcError> lateFault(String method, JsonNode params) {
        var meta = params.path("_meta");
        var level = meta.path(Protocol.META_LOG_LEVEL);
        if (!level.isMissingNode() && LogLevel.of(level.asText()).isEmpty()) {
            return Optional.of(RpcError.invalidParams(400, "The log level is none of the eight."));
        }
        boolean needsTasks =
                TASK_METHODS.contains(method)
                        || (method.equals("subscriptions/listen")
                                && params.path("notifications").has("taskIds"));
        var capabilities = meta.path(Protocol.META_CAPABILITIES);
        return needsTasks && !capabilities.path("extensions").has(Protocol.TASKS)
                ? Optional.of(tasksNotDeclared())
                : Optional.empty();
    }

    private static boolean metaIsComplete(JsonNode params) {
        var meta = params.path("_meta");
        var client = meta.path(Protocol.META_CLIENT);
        boolean clientIsFine =
                client.isMissingNode()
                        || (client.path("name").isTextual() && client.path("version").isTextual());
        return meta.path(Protocol.META_VERSION).isTextual()
                && meta.path(Protocol.META_CAPABILITIES).isObject()
                && clientIsFine;
    }

    private static RpcError unsupported(String requested) {
        var details = JsonNodeFactory.instance.objectNode();
        var supported = details.putArray("supported");
        Protocol.MODERN.forEach(supported::add);
        details.put("requested", requested);
        return RpcError.of(
                        400,
                        RpcError.VERSION_UNSUPPORTED,
                        "version_unsupported",
                        "This server does not serve that protocol version.",
                        "Use a version that data.supported names.")
                .with(details);
    }

    private static RpcError tasksNotDeclared() {
        var details = JsonNodeFactory.instance.objectNode();
        details.putObject("requiredCapabilities").putObject("extensions").putObject(Protocol.TASKS);
        return RpcError.of(
                        400,
                        RpcError.CLIENT_CAPABILITY_MISSING,
                        "client_capability_missing",
                        "The method needs a capability that the client did not declare.",
                        "Declare data.requiredCapabilities in the request.")
                .with(details);
    }
}
