package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import io.systemmanager.application.Reply;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.ToolDescription;
import io.systemmanager.mcpengine.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools of this server, as the MCP engine calls them. Thread-safe. */
final class SystemManagerTools implements Tools<Caller.Agent> {
    private final ToolCatalogue catalogue;
    private final ToolDoor door;
    private final Calls calls;
    private final ReplyWriter writer;
    private final Challenges challenges;
    private final LogWitness witness;

    /**
     * @param challenges what a 403 tells
     */
    SystemManagerTools(Application application, Parts parts, Challenges challenges) {
        this.door = application.tools();
        this.catalogue = parts.catalogue();
        this.calls = parts.calls();
        this.writer = parts.writer();
        this.challenges = challenges;
        this.witness = parts.witness();
    }

    @Override
    public List<ToolDescription> visibleTo(Caller.Agent caller) {
        return door.openTo(caller).stream().map(catalogue::description).toList();
    }

    @Override
    public Optional<ToolDescription> visibleTo(Caller.Agent caller, String name) {
        return Declaration.ofTool(name)
                .filter(tool -> door.isOpenTo(caller, tool))
                .map(catalogue::description);
    }

    @Override
    public ToolAnswer call(ToolCall<Caller.Agent> call) {
        return Declaration.ofTool(call.tool())
                .map(tool -> call(of(tool, call), call))
                .orElseGet(ToolAnswer.UnknownTool::new);
    }

    @Override
    public ToolAnswer refuse(ToolCall<Caller.Agent> call, List<String> faults) {
        var made = of(Declaration.ofTool(call.tool()).orElseThrow(), call);
        return failure(calls.misused(made, String.join("; ", faults)), made);
    }

    private ToolAnswer call(Calls.Call made, ToolCall<Caller.Agent> call) {
        return switch (calls.make(made, call.stream())) {
            case Calls.Ending.Forbidden forbidden -> forbidden(forbidden, made.caller());
            case Calls.Ending.Misused(var fault) -> failure(fault, made);
            case Calls.Ending.Replied replied -> answer(replied, made, call);
        };
    }

    /**
     * A client takes the challenge's scopes for all that it should ask for, so those that its
     * access token has are repeated; else a stronger token would lose them.
     */
    private ToolAnswer forbidden(Calls.Ending.Forbidden forbidden, Caller.Agent caller) {
        var needed = forbidden.scope().wireName();
        var wanted = new ArrayList<String>();
        if (caller.credential().kind() == CredentialId.Kind.OAUTH) {
            caller.scopes().stream().map(Scope::wireName).sorted().forEach(wanted::add);
        }
        wanted.add(needed);
        return new ToolAnswer.Forbidden(
                needed,
                forbidden.fault().cause(),
                challenges.insufficientScope(Challenges.joined(wanted)));
    }

    private ToolAnswer answer(
            Calls.Ending.Replied replied, Calls.Call made, ToolCall<Caller.Agent> call) {
        if (replied.reply() instanceof Reply.Tracked(var operation, _)
                && OperationTasks.follows(operation)
                && call.turn().client().followsTasks()) {
            return new ToolAnswer.Started(OperationTasks.working(operation));
        }
        var done =
                writer.write(
                                made.tool(),
                                replied.reply(),
                                made.id(),
                                made.caller().subject(),
                                replied.at())
                        .done(call.turn().client().hasExtension(AgentOffer.STRUCTURED));
        return replied.reply() instanceof Reply.Tracked ? witness.beside(done) : done;
    }

    private static Calls.Call of(Declaration tool, ToolCall<Caller.Agent> call) {
        return new Calls.Call(tool, call.principal(), call.arguments(), call.context());
    }

    private static ToolAnswer failure(Fault fault, Calls.Call made) {
        return ToolAnswer.Done.failure(ReplyWriter.refused(fault, made.id()));
    }
}
