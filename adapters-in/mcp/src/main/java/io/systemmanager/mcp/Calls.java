package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Application;
import io.systemmanager.application.Ids;
import io.systemmanager.application.OperationDesk;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Request;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.mcpengine.CallContext;
import io.systemmanager.mcpengine.CallStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * The way of every call from the wire to the desk, whether it came as a tool call, as the read of a
 * resource or as a completion: scope, arguments, operation, desk. Thread-safe.
 */
final class Calls {
    private final OperationDesk desk;
    private final ToolDoor door;
    private final Ids ids;
    private final InstantSource clock;
    private final CallReader reader;
    private final Waiting waiting;

    Calls(Application application, InstantSource clock, CallReader reader, Waiting waiting) {
        this.desk = application.desk();
        this.door = application.tools();
        this.ids = application.ids();
        this.clock = clock;
        this.reader = reader;
        this.waiting = waiting;
    }

    /**
     * What is asked for.
     *
     * @param sent whether its person is sent to a page while people decide, so that the call itself
     *     does not wait for them
     */
    record Call(
            Declaration tool,
            Caller.Agent caller,
            ObjectNode arguments,
            CallContext context,
            boolean sent) {

        /** One whose person is sent nowhere. */
        Call(Declaration tool, Caller.Agent caller, ObjectNode arguments, CallContext context) {
            this(tool, caller, arguments, context, false);
        }

        /** The correlation id. */
        RequestId id() {
            return new RequestId(UUID.fromString(context.correlationId()));
        }
    }

    /** How it ended. */
    sealed interface Ending {
        /** The caller lacks the scope; that is in the ledger. */
        record Forbidden(Scope scope, Fault fault) implements Ending {}

        /** The arguments make no operation; nothing was recorded, nothing looked at. */
        record Misused(Fault fault) implements Ending {}

        /**
         * It came to the desk.
         *
         * @param at the moment to which ages in the answer refer
         */
        record Replied(Reply reply, Instant at) implements Ending {}
    }

    /** Makes a call whose arguments fit the tool's schema. */
    Ending make(Call call, CallStream stream) {
        var attempt = attempt(call);
        try {
            var refusal = door.refusal(attempt);
            if (refusal.isPresent()) {
                return new Ending.Forbidden(refusal.get().scope(), refusal.get().fault());
            }
        } catch (LedgerUnavailable unrecorded) {
            return new Ending.Replied(new Reply.Refused(unrecorded.fault()), clock.instant());
        }
        return admitted(attempt, call, stream);
    }

    private Ending admitted(ToolAttempt attempt, Call call, CallStream stream) {
        var now = clock.instant();
        CallReader.Call read;
        try {
            read = reader.read(call.tool(), call.arguments(), call.caller().subject(), now);
        } catch (IllegalArgumentException wrong) {
            return new Ending.Misused(misused(call, String.valueOf(wrong.getMessage())));
        }
        var request = request(attempt, read, call.sent());
        var reply = waiting.during(request, stream, () -> desk.submit(request));
        return new Ending.Replied(reply, now);
    }

    /** Counts a call whose arguments are wrong, and says what is. */
    Fault misused(Call call, String cause) {
        return door.misused(attempt(call), cause);
    }

    private ToolAttempt attempt(Call call) {
        var context = call.context();
        return new ToolAttempt(
                call.id(),
                Optional.of(context.rpcId()),
                call.caller(),
                client(context),
                ids.trace(context.traceparent()),
                call.tool());
    }

    private static Request request(ToolAttempt attempt, CallReader.Call read, boolean sent) {
        return new Request(
                attempt.id(),
                attempt.rpcId(),
                attempt.caller(),
                attempt.client(),
                attempt.trace(),
                read.operation(),
                sent ? read.terms().notWaitingForPeople() : read.terms());
    }

    private static Client client(CallContext context) {
        return new Client(
                context.clientName(),
                context.clientVersion(),
                context.protocol(),
                context.remoteAddress());
    }
}
