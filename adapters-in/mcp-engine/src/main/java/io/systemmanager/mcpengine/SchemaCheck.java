package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks arguments against a JSON Schema (2020-12) and says in our own words what is wrong: the
 * argument and its limit, never the value. Immutable.
 */
public final class SchemaCheck {
    private static final int FAULTS_SHOWN = 3;

    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a schema whole, so that a reference that leads nowhere shows at once. Nothing is
     * ever fetched.
     */
    public static SchemaCheck of(ObjectNode tree) {
        var registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
        var schema = registry.getSchema(tree);
        schema.initializeValidators();
        return new SchemaCheck(schema);
    }

    /** What is wrong, a clause each, the first few; empty when nothing is. */
    public List<String> faults(ObjectNode arguments) {
        var faults = new ArrayList<String>();
        for (var error : schema.validate(arguments)) {
            var fault = describe(error);
            if (faults.size() < FAULTS_SHOWN && !faults.contains(fault)) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private static String describe(Error error) {
        var at = place(error);
        var limit = error.getSchemaNode();
        var bound = limit == null ? "" : Shown.of(limit);
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties", "propertyNames" ->
                    "there is no parameter " + name(error, at);
            case "required" -> name(error, at) + " is missing";
            case "type" -> at + " must be " + type(limit);
            case "enum" -> at + " must be one of " + bound;
            case "const" -> at + " must be " + bound;
            case "minimum" -> at + " must be at least " + bound;
            case "maximum" -> at + " must be at most " + bound;
            case "exclusiveMinimum" -> at + " must be more than " + bound;
            case "exclusiveMaximum" -> at + " must be less than " + bound;
            case "minLength" -> at + " must have at least " + bound + " characters";
            case "maxLength" -> at + " must have at most " + bound + " characters";
            case "minItems" -> at + " must have at least " + bound + " items";
            case "maxItems" -> at + " must have at most " + bound + " items";
            case "minProperties" -> at + " must have at least " + bound + " members";
            case "maxProperties" -> at + " must have at most " + bound + " members";
            case "uniqueItems" -> at + " must not hold an item twice";
            case "pattern" -> at + " must match " + bound;
            default -> at + " breaks the rule " + error.getKeyword();
        };
    }

    private static String name(Error error, String at) {
        var property = error.getProperty();
        if (property == null) {
            return at;
        }
        return at.equals("the arguments") ? Shown.of(property) : at + "." + Shown.of(property);
    }

    private static String place(Error error) {
        var path = error.getInstanceLocation();
        if (path == null || path.getNameCount() == 0) {
            return "the arguments";
        }
        var text = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            if (step instanceof Integer index) {
                text.append('[').append(index.intValue()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(Shown.of(String.valueOf(step)));
            }
        }
        return text.toString();
    }

    private static String type(JsonNode limit) {
        var name = limit == null ? "of another type" : limit.asText();
        return switch (name) {
            case "integer", "object", "array" -> "an " + name;
            case "" -> "one of " + Shown.of(limit);
            default -> "a " + name;
        };
    }
}
