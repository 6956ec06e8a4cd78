package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A JSON-RPC error and the HTTP status it travels with.
 *
 * @param status HTTP status; 200 where the error is the request's ordinary answer
 * @param number the JSON-RPC code
 * @param code the same in a word, for {@code data}
 * @param cause one sentence, the error's message
 * @param nextStep what the client can do
 * @param details further members of {@code data}
 * @param challenge the {@code WWW-Authenticate} header
 */
record RpcError(
        int status,
        int number,
        String code,
        String cause,
        String nextStep,
        ObjectNode details,
        Optional<String> challenge) {
    static final int PARSE = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL = -32603;

    /** Of the handshake revisions alone. */
    static final int RESOURCE_NOT_FOUND = -32002;

    static final int HEADER_MISMATCH = -32020;
    static final int CLIENT_CAPABILITY_MISSING = -32021;
    static final int VERSION_UNSUPPORTED = -32022;

    /** Ours: outside of the range that JSON-RPC and MCP reserve. */
    static final int FORBIDDEN = 403;

    static RpcError of(int status, int number, String code, String cause, String nextStep) {
        return new RpcError(
                status,
                number,
                code,
                cause,
                nextStep,
                JsonNodeFactory.instance.objectNode(),
                Optional.empty());
    }

    static RpcError unparsable(String cause) {
        return of(400, PARSE, "unparsable", cause, "Send one UTF-8 JSON object.");
    }

    static RpcError invalidRequest(int status, String cause) {
        return of(
                status, INVALID_REQUEST, "invalid_request", cause, "Send a JSON-RPC 2.0 message.");
    }

    static RpcError invalidParams(int status, String cause) {
        return of(
                status,
                INVALID_PARAMS,
                "invalid_params",
                cause,
                "Correct the params and call again.");
    }

    static RpcError unknownMethod(int status) {
        return of(
                status,
                METHOD_NOT_FOUND,
                "unknown_method",
                "This server does not have that method.",
                "Use a method of a capability that it declares.");
    }

    static RpcError headerMismatch(String header) {
        return of(
                400,
                HEADER_MISMATCH,
                "header_mismatch",
                "The header " + header + " is missing, malformed or differs from the body.",
                "Send the header with the value of the body.");
    }

    static RpcError internal() {
        return of(
                200,
                INTERNAL,
                "internal",
                "Something is broken inside the server.",
                "The correlation id leads an operator to the cause.");
    }

    RpcError with(ObjectNode more) {
        return new RpcError(status, number, code, cause, nextStep, more, challenge);
    }

    RpcError challenging(String header) {
        return new RpcError(status, number, code, cause, nextStep, details, Optional.of(header));
    }
}
