package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.application.Application;
import io.systemmanager.application.Reply;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.LedgerUnavailable;
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
    private final WaitForPeople people;

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
        this.people = parts.people();
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
                .map(tool -> of(tool, call))
                .map(made ->
                        call.turn()
                                .memo()
                                .map(state -> goOn(made, call, state))
                                .orElseGet(() -> call(made, call)))
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

    /** A retry of a call that waits for people: it is answered by how that stands. */
    private ToolAnswer goOn(Calls.Call made, ToolCall<Caller.Agent> call, JsonNode state) {
        try {
            return switch (people.goOn(call, state)) {
                case WaitForPeople.Found.Open(var ask) -> ask;
                case WaitForPeople.Found.Standing(var operation) ->
                        witness.beside(ReplyWriter.tracked(operation).done(structured(call)));
                case WaitForPeople.Found.Nothing() ->
                        failure(Fault.of(FaultCode.OPERATION_NOT_FOUND), made);
            };
        } catch (LedgerUnavailable unread) {
            return failure(unread.fault(), made);
        }
    }

    private static boolean structured(ToolCall<Caller.Agent> call) {
        return call.turn().client().hasExtension(AgentOffer.STRUCTURED);
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
        if (made.sent() && replied.reply() instanceof Reply.Tracked(var operation, _)) {
            var ask = people.begin(operation);
            if (ask.isPresent()) {
                return ask.get();
            }
        }
        var done =
                writer.write(
                                made.tool(),
                                replied.reply(),
                                made.id(),
                                made.caller().subject(),
                                replied.at())
                        .done(structured(call));
        return replied.reply() instanceof Reply.Tracked ? witness.beside(done) : done;
    }

    private Calls.Call of(Declaration tool, ToolCall<Caller.Agent> call) {
        return new Calls.Call(
                tool, call.principal(), call.arguments(), call.context(), people.sends(call));
    }

    private static ToolAnswer failure(Fault fault, Calls.Call made) {
        return ToolAnswer.Done.failure(ReplyWriter.refused(fault, made.id()));
    }
}
