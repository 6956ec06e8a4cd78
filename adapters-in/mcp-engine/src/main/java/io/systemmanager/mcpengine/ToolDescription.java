package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool as {@code tools/list} shows it. The trees go out as they are and must not be changed
 * afterwards.
 *
 * @param name 1 to 128 of letters, digits, {@code _ - .}
 * @param description not empty
 * @param inputSchema JSON Schema 2020-12 of an object
 * @param outputSchema of the structured result; of an object, so that every revision can have it
 * @param annotations the hints; all four should be set
 */
public record ToolDescription(
        String name,
        String description,
        ObjectNode inputSchema,
        Optional<ObjectNode> outputSchema,
        ObjectNode annotations) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    public ToolDescription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a tool name: " + name);
        }
        if (description.isBlank()) {
            throw new IllegalArgumentException("tool " + name + " has no description");
        }
        if (!inputSchema.path("type").asText().equals("object")) {
            throw new IllegalArgumentException("the schema of " + name + " is not of an object");
        }
    }

    /** A tool whose result is text. */
    public ToolDescription(
            String name, String description, ObjectNode inputSchema, ObjectNode annotations) {
        this(name, description, inputSchema, Optional.empty(), annotations);
    }
}
