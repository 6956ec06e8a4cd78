package io.systemmanager.mcpengine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Tools that answer with what they were given. Principals are names; bob sees less than alice. */
final class FixtureTools implements Tools<String> {
    static final String ECHO_SCHEMA =
            """
            {"type":"object","properties":{
              "text":{"type":"string","maxLength":20,"x-mcp-header":"Text"},
              "count":{"type":"integer","minimum":1,"maximum":9,"x-mcp-header":"Count"},
              "kind":{"type":"string","enum":["a","b"]}},
             "additionalProperties":false}
            """;
    static final String FREE_SCHEMA =
            """
            {"type":"object","required":["name"],"properties":{
              "name":{"type":"string","pattern":"^[a-z]+$"},
              "list":{"type":"array","maxItems":2,"items":{"type":"integer"}},
              "inner":{"type":"object","properties":{"x":{"type":"boolean"}},
                       "additionalProperties":false}},
             "additionalProperties":false}
            """;

    final BlockingQueue<ToolCall<String>> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final List<ToolDescription> all =
            List.of(
                    tool("echo", ECHO_SCHEMA),
                    tool("free", FREE_SCHEMA),
                    tool("wait"),
                    tool("broken"),
                    tool("tell"),
                    tool("tellThenBreak"),
                    tool("tellThenWait"));

    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ToolDescription tool(String name) {
        return tool(name, "{\"type\":\"object\",\"additionalProperties\":false}");
    }

    private static ToolDescription tool(String name, String schema) {
        return new ToolDescription(
                name, "Does " + name + ".", tree(schema), tree("{\"readOnlyHint\":true}"));
    }

    @Override
    public List<ToolDescription> visibleTo(String principal) {
        return principal.equals("alice") ? all : all.subList(0, 1);
    }

    @Override
    public ToolAnswer call(ToolCall<String> call) {
        calls.add(call);
        return switch (call.tool()) {
            case "echo" ->
                    new ToolAnswer.Done(
                            List.of(new Content.Text(call.arguments().toString())),
                            false,
                            Optional.of(tree("{\"list\":[1]}").get("list")),
                            Optional.of(tree("{\"own/key\":1}")));
            case "wait" -> {
                waiting.countDown();
                await(call);
                yield ToolAnswer.Done.text("waited");
            }
            case "tell" -> {
                tell(call.stream());
                yield ToolAnswer.Done.text("told");
            }
            case "tellThenBreak" -> {
                tell(call.stream());
                throw new IllegalStateException("secret of the house");
            }
            case "tellThenWait" -> {
                call.stream().log(LogLevel.ERROR, Optional.empty(), IntNode.valueOf(1));
                await(call);
                yield ToolAnswer.Done.text("waited");
            }
            case "broken" -> throw new IllegalStateException("secret of the house");
            case "free" ->
                    call.principal().equals("bob")
                            ? new ToolAnswer.Forbidden("free:use", "bob lacks a scope.")
                            : ToolAnswer.Done.failure("it did not work");
            default -> new ToolAnswer.UnknownTool();
        };
    }

    private static void tell(CallStream stream) {
        stream.log(LogLevel.DEBUG, Optional.empty(), IntNode.valueOf(1));
        stream.progress(0, OptionalDouble.of(2), Optional.empty());
        stream.progress(0.5, OptionalDouble.empty(), Optional.empty());
        stream.progress(0.5, OptionalDouble.empty(), Optional.empty()); // no progress
        stream.progress(0.25, OptionalDouble.empty(), Optional.empty());
        stream.progress(Double.NaN, OptionalDouble.empty(), Optional.empty());
        stream.progress(2, OptionalDouble.of(2), Optional.of("there"));
        stream.log(LogLevel.INFO, Optional.empty(), IntNode.valueOf(2));
        stream.log(LogLevel.ERROR, Optional.of("tell"), tree("{\"a\":1}"));
    }

    private void await(ToolCall<String> call) {
        try {
            release.await();
        } catch (InterruptedException e) {
            interrupted.add(call.tool() + " " + call.stream().cancelled());
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public ToolAnswer refuse(ToolCall<String> call, List<String> faults) {
        var text = JsonNodeFactory.instance.objectNode();
        text.putObject("error")
                .put("code", "invalid_arguments")
                .put("cause", String.join("; ", faults))
                .put("next_step", "Correct it.")
                .put("correlation_id", call.context().correlationId());
        return ToolAnswer.Done.failure(text.toString());
    }
}
