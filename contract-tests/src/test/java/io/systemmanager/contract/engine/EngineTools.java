package io.systemmanager.contract.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.LogLevel;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.ToolDescription;
import io.systemmanager.mcpengine.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two tools: {@code kilobyte} answers 1 kB at once; {@code slow} tells how far it is, every few
 * milliseconds, for as long as it was asked to or until it is cancelled. Others may stand behind
 * them. Counts the calls that run.
 */
final class EngineTools implements Tools<String> {
    static final String KILOBYTE = "kilobyte";
    static final String SLOW = "slow";

    /** Longer than any test waits: a call that runs so long was never cancelled. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration STEP = Duration.ofMillis(20);
    private static final String TEXT = "A line of thirty-two characters.".repeat(32);

    private final AtomicInteger running = new AtomicInteger();
    private final List<ToolDescription> own =
            List.of(
                    new ToolDescription(KILOBYTE, "Answers 1 kB.", schema(), hints()),
                    new ToolDescription(SLOW, "Takes its time.", slowSchema(), hints()));
    private final Optional<Tools<String>> others;

    EngineTools(Optional<Tools<String>> others) {
        this.others = others;
    }

    /** How many calls are in work. */
    int running() {
        return running.get();
    }

    @Override
    public List<ToolDescription> visibleTo(String principal) {
        if (others.isEmpty()) {
            return own;
        }
        var all = new ArrayList<>(own);
        all.addAll(others.get().visibleTo(principal));
        return all;
    }

    @Override
    public ToolAnswer call(ToolCall<String> call) {
        running.incrementAndGet();
        try {
            return switch (call.tool()) {
                case KILOBYTE -> ToolAnswer.Done.text(TEXT);
                case SLOW -> slow(call);
                default ->
                        others.map(tools -> tools.call(call))
                                .orElseGet(ToolAnswer.UnknownTool::new);
            };
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public ToolAnswer refuse(ToolCall<String> call, List<String> faults) {
        return ToolAnswer.Done.failure(String.join("; ", faults));
    }

    private static ToolAnswer slow(ToolCall<String> call) {
        var end = System.nanoTime() + call.arguments().path("for_ms").asLong(100) * 1_000_000;
        var stream = call.stream();
        try {
            for (int step = 1; !stream.cancelled() && System.nanoTime() < end; step++) {
                stream.progress(step, OptionalDouble.empty(), Optional.empty());
                stream.log(
                        LogLevel.INFO,
                        Optional.of(SLOW),
                        JsonNodeFactory.instance.numberNode(step));
                Thread.sleep(STEP);
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        return ToolAnswer.Done.text("over");
    }

    private static ObjectNode schema() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    private static ObjectNode slowSchema() {
        var schema = schema();
        var properties = schema.putObject("properties");
        properties
                .putObject("for_ms")
                .put("type", "integer")
                .put("minimum", 0)
                .put("maximum", LONGEST.toMillis());
        properties.putObject("region").put("type", "string").put("x-mcp-header", "Region");
        return schema;
    }

    private static ObjectNode hints() {
        return JsonNodeFactory.instance.objectNode().put("readOnlyHint", true);
    }
}
