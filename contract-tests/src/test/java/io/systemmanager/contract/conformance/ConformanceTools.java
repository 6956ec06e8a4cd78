package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.ToolDescription;
import io.systemmanager.mcpengine.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tools by their names, in the order in which they were added. */
final class ConformanceTools implements Tools<String> {

    /** What a tool does at each step. */
    interface Step extends Function<ToolCall<String>, ToolAnswer> {}

    private record Tool(ToolDescription description, Step step) {}

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    ConformanceTools add(String name, Step step) {
        return add(name, Schemas.NOTHING, step);
    }

    ConformanceTools add(String name, ObjectNode schema, Step step) {
        var description =
                new ToolDescription(
                        name, "Fixture of the suite: " + name + ".", schema, Schemas.HINTS);
        tools.put(name, new Tool(description, step));
        return this;
    }

    @Override
    public List<ToolDescription> visibleTo(String principal) {
        var visible = new ArrayList<ToolDescription>();
        tools.values().forEach(tool -> visible.add(tool.description()));
        return visible;
    }

    @Override
    public ToolAnswer call(ToolCall<String> call) {
        var tool = tools.get(call.tool());
        return tool == null ? new ToolAnswer.UnknownTool() : tool.step().apply(call);
    }

    @Override
    public ToolAnswer refuse(ToolCall<String> call, List<String> faults) {
        return ToolAnswer.Done.failure(String.join("; ", faults));
    }
}
