package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A prompt as {@code prompts/list} shows it. */
public record PromptDescription(String name, String description, List<Argument> arguments) {

    /** What is filled in. */
    public record Argument(String name, String description, boolean required) {}

    public PromptDescription {
        arguments = List.copyOf(arguments);
        if (name.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException("a prompt has a name and a description");
        }
    }

    ObjectNode toJson() {
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("description", description);
        if (!arguments.isEmpty()) {
            var list = json.putArray("arguments");
            for (var argument : arguments) {
                list.addObject()
                        .put("name", argument.name())
                        .put("description", argument.description())
                        .put("required", argument.required());
            }
        }
        return json;
    }
}
