package io.systemmanager.contract.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Application;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.mcp.AgentOffer;
import io.systemmanager.mcpengine.CallContext;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.ClientCapabilities;
import io.systemmanager.mcpengine.Content;
import io.systemmanager.mcpengine.Offer;
import io.systemmanager.mcpengine.PromptAnswer;
import io.systemmanager.mcpengine.PromptRequest;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.Turn;
import io.systemmanager.ops.policy.PolicyFile;
import io.systemmanager.ops.policy.Profile;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.RememberedObservations;
import io.systemmanager.simulated.SeededRandomness;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers calls on a simulated host on which the clock stands still, so that pages stay alike. */
final class SampleAnswers {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Caller.Agent AGENT =
            new Caller.Agent(
                    new Subject("agent:local"),
                    new CredentialId("0badcafe"),
                    EnumSet.allOf(Scope.class),
                    Set.of("agent"));

    /** Of a log whose entries say how long each call took, which is another time each time. */
    private static final Pattern ROOT = Pattern.compile("(\"root\":\")[A-Za-z0-9+/]{43}=");

    /** By a clock that goes forward also where the other stands still. */
    private static final String DECIDED_AT = "(?<=\"updated_at\":\")[^\"]+";

    private static final Pattern OPERATION = Pattern.compile("op_[a-z2-7]{26}");

    private final SimulatedClock clock = new SimulatedClock(NOON);
    private final Offer<Caller.Agent> offer =
            AgentOffer.of(application(), clock, new byte[32], Challenges.bare(), Optional.empty());

    /** All that the agent is offered, which holds every scope. */
    Offer<Caller.Agent> offer() {
        return offer;
    }

    /** The text of a prompt. */
    String prompt(String name, Map<String, String> arguments) {
        var request =
                new PromptRequest<>(
                        AGENT, name, arguments, context(), Turn.first(ClientCapabilities.none()));
        return switch (offer.prompts().orElseThrow().get(request)) {
            case PromptAnswer.Filled(var _, var messages)
                    when messages.getFirst().content() instanceof Content.Text(var text) ->
                    text;
            case PromptAnswer other -> throw new AssertionError(name + " " + other);
        };
    }

    /** The text that the tool answers. */
    String to(Declaration tool, ObjectNode arguments) {
        if (tool != Declaration.OPERATIONS_UNDO) {
            return text(tool, arguments);
        }
        // It takes an operation that waits, of which the page shows the example's id.
        var ask = arguments.objectNode().put("container", "db").put("action", "stop");
        var waiting =
                OPERATION.matcher(text(Declaration.CONTAINERS_LIFECYCLE, ask.put("wait_s", 0)));
        if (!waiting.find()) {
            throw new AssertionError("nothing waits");
        }
        var shown = arguments.path("operation_id").asText();
        return text(tool, arguments.deepCopy().put("operation_id", waiting.group()))
                .replace(waiting.group(), shown)
                .replaceAll(DECIDED_AT, NOON.toString());
    }

    private String text(Declaration tool, ObjectNode arguments) {
        var call = new ToolCall<>(AGENT, tool.tool(), arguments, context());
        return switch (offer.tools().call(call)) {
            case ToolAnswer.Done done
                    when !done.isError()
                            && done.content().getFirst() instanceof Content.Text(var text) ->
                    ROOT.matcher(text).replaceAll("$1KJOTDy5GmvB3MFT3Q/iozxImrsiA70tYdoGvJJlzh3Q=");
            case ToolAnswer other ->
                    throw new AssertionError("an example must succeed: " + tool + " " + other);
        };
    }

    private static CallContext context() {
        return new CallContext(
                "1",
                "2026-07-28",
                Optional.of("docs"),
                Optional.empty(),
                "127.0.0.1",
                Optional.empty(),
                "019b7a9e-6000-7000-8000-000000000001");
    }

    private Application application() {
        var origin =
                new Origin(
                        SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "0", "unknown");
        var ledger = new InMemoryLedger(clock, origin);
        var policy = lean();
        return new Application(
                new Application.Ports(
                        SimulatedHost.ID,
                        SimulatedContainers.sample(clock),
                        new SimulatedHost(clock),
                        ledger,
                        ledger,
                        ledger.approvals(),
                        ledger.grants(),
                        ledger.trail(),
                        ledger,
                        new RememberedObservations(),
                        () -> policy,
                        SampleAnswers::self,
                        clock,
                        new SeededRandomness(1)));
    }

    private static RuleSet lean() {
        if (PolicyFile.read(Profile.LEAN.bytes()) instanceof PolicyFile.Loaded(var rules, _, _)) {
            return rules;
        }
        throw new AssertionError("the profile lean cannot be read");
    }

    private static SystemStatus.Server self() {
        return new SystemStatus.Server(
                "0.1.0",
                Duration.ofHours(5),
                40 << 20,
                96 << 20,
                List.of(
                        new SystemStatus.Check("docker", "ok"),
                        new SystemStatus.Check("ledger", "ok")));
    }
}
