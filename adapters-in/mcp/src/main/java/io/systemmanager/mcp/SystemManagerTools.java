package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import io.systemmanager.application.Ids;
import io.systemmanager.application.OperationDesk;
import io.systemmanager.application.Request;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.mcpengine.CallContext;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.ToolDescription;
import io.systemmanager.mcpengine.Tools;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tools of this server, as the MCP engine calls them. Thread-safe. */
public final class SystemManagerTools implements Tools<Caller.Agent> {
    private final ToolCatalogue catalogue = new ToolCatalogue();
    private final OperationDesk desk;
    private final ToolDoor door;
    private final Ids ids;
    private final InstantSource clock;
    private final CallReader reader;
    private final ReplyWriter writer;
    private final Challenges challenges;

    /**
     * @param cursorKey 32 random bytes; cursors handed out before it changed are refused
     * @param challenges what a 403 tells
     */
    public SystemManagerTools(
            Application application, InstantSource clock, byte[] cursorKey, Challenges challenges) {
        this.challenges = challenges;
        this.desk = application.desk();
        this.door = application.tools();
        this.ids = application.ids();
        this.clock = clock;
        this.reader = new CallReader(new Cursors(cursorKey), catalogue);
        this.writer = new ReplyWriter(reader);
    }

    @Override
    public List<ToolDescription> visibleTo(Caller.Agent caller) {
        return door.openTo(caller).stream().map(catalogue::description).toList();
    }

    @Override
    public ToolAnswer call(ToolCall<Caller.Agent> call) {
        return Declaration.ofTool(call.tool())
                .map(tool -> call(attempt(tool, call), call))
                .orElseGet(ToolAnswer.UnknownTool::new);
    }

    @Override
    public ToolAnswer refuse(ToolCall<Caller.Agent> call, List<String> faults) {
        var tool = Declaration.ofTool(call.tool()).orElseThrow();
        var attempt = attempt(tool, call);
        return failure(door.misused(attempt, String.join("; ", faults)), attempt);
    }

    private ToolAnswer call(ToolAttempt attempt, ToolCall<Caller.Agent> call) {
        try {
            var refusal = door.refusal(attempt);
            if (refusal.isPresent()) {
                return forbidden(refusal.get(), attempt.caller());
            }
        } catch (LedgerUnavailable unrecorded) {
            return failure(Fault.of(FaultCode.LEDGER_UNAVAILABLE), attempt);
        }
        return admitted(attempt, call);
    }

    /**
     * A client takes the challenge's scopes for all that it should ask for, so those that its
     * access token has are repeated; else a stronger token would lose them.
     */
    private ToolAnswer forbidden(ToolDoor.Refusal refusal, Caller.Agent caller) {
        var needed = refusal.scope().wireName();
        var wanted = new ArrayList<String>();
        if (caller.credential().kind() == CredentialId.Kind.OAUTH) {
            caller.scopes().stream().map(Scope::wireName).sorted().forEach(wanted::add);
        }
        wanted.add(needed);
        return new ToolAnswer.Forbidden(
                needed,
                refusal.fault().cause(),
                challenges.insufficientScope(Challenges.joined(wanted)));
    }

    private ToolAnswer admitted(ToolAttempt attempt, ToolCall<Caller.Agent> call) {
        var now = clock.instant();
        var caller = attempt.caller().subject();
        CallReader.Call read;
        try {
            read = reader.read(attempt.tool(), call.arguments(), caller, now);
        } catch (IllegalArgumentException wrong) {
            return failure(door.misused(attempt, String.valueOf(wrong.getMessage())), attempt);
        }
        var reply = desk.submit(request(attempt, read));
        var written = writer.write(attempt.tool(), reply, attempt.id(), caller, now);
        return written.isError()
                ? ToolAnswer.Done.failure(written.text())
                : ToolAnswer.Done.text(written.text());
    }

    private ToolAttempt attempt(Declaration tool, ToolCall<Caller.Agent> call) {
        var context = call.context();
        return new ToolAttempt(
                new RequestId(UUID.fromString(context.correlationId())),
                Optional.of(context.rpcId()),
                call.principal(),
                client(context),
                ids.trace(context.traceparent()),
                tool);
    }

    private static Request request(ToolAttempt attempt, CallReader.Call read) {
        return new Request(
                attempt.id(),
                attempt.rpcId(),
                attempt.caller(),
                attempt.client(),
                attempt.trace(),
                read.operation(),
                read.terms());
    }

    private static Client client(CallContext context) {
        return new Client(
                context.clientName(),
                context.clientVersion(),
                context.protocol(),
                context.remoteAddress());
    }

    private static ToolAnswer failure(Fault fault, ToolAttempt attempt) {
        return ToolAnswer.Done.failure(ReplyWriter.refused(fault, attempt.id()));
    }
}
