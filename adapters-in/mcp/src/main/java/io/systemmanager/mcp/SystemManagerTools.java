package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Application;
import io.systemmanager.application.Ids;
import io.systemmanager.application.OperationDesk;
import io.systemmanager.application.Request;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.mcpengine.CallContext;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.ToolDescription;
import io.systemmanager.mcpengine.Tools;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tools of this server, as the MCP engine calls them. Thread-safe. */
public final class SystemManagerTools implements Tools<Caller.Agent> {
    private final ToolCatalogue catalogue;
    private final OperationDesk desk;
    private final Gate gate;
    private final Ids ids;
    private final InstantSource clock;
    private final CallReader reader;
    private final ReplyWriter writer;

    /**
     * @param cursorKey 32 random bytes; cursors handed out before it changed are refused
     */
    public SystemManagerTools(Application application, InstantSource clock, byte[] cursorKey) {
        this.catalogue = new ToolCatalogue();
        this.desk = application.desk();
        this.gate = application.gate();
        this.ids = application.ids();
        this.clock = clock;
        this.reader = new CallReader(new Cursors(cursorKey), catalogue);
        this.writer = new ReplyWriter(reader);
    }

    @Override
    public List<ToolDescription> visibleTo(Caller.Agent caller) {
        return catalogue.tools().stream()
                .filter(tool -> gate.missingScope(caller, tool).isEmpty())
                .map(catalogue::description)
                .toList();
    }

    @Override
    public ToolAnswer call(ToolCall<Caller.Agent> call) {
        return Declaration.ofTool(call.tool())
                .map(tool -> call(tool, call))
                .orElseGet(ToolAnswer.UnknownTool::new);
    }

    private ToolAnswer call(Declaration tool, ToolCall<Caller.Agent> call) {
        var id = new RequestId(UUID.fromString(call.context().correlationId()));
        var now = clock.instant();
        CallReader.Call read;
        try {
            read = reader.read(tool, call.arguments(), call.principal().subject(), now);
        } catch (IllegalArgumentException wrong) {
            var fault = new Fault(FaultCode.INVALID_ARGUMENTS, String.valueOf(wrong.getMessage()));
            return done(new ReplyWriter.Written(ReplyWriter.refused(fault, id), true));
        }
        var reply = desk.submit(request(id, call, read));
        var written = writer.write(reply, id, call.principal().subject(), now);
        return gate.missingScope(call.principal(), tool)
                .<ToolAnswer>map(
                        scope -> new ToolAnswer.Forbidden(scope.wireName(), written.text()))
                .orElseGet(() -> done(written));
    }

    private Request request(RequestId id, ToolCall<Caller.Agent> call, CallReader.Call read) {
        return new Request(
                id,
                Optional.of(call.context().rpcId()),
                call.principal(),
                client(call.context()),
                ids.trace(call.context().traceparent()),
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

    private static ToolAnswer done(ReplyWriter.Written written) {
        return new ToolAnswer.Done(
                written.text(),
                written.isError(),
                Optional.empty(),
                Optional.<ObjectNode>empty());
    }
}
