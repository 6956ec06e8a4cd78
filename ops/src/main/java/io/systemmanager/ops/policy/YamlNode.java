package io.systemmanager.ops.policy;

import java.util.List;

/** A YAML value that knows where it stands. */
sealed interface YamlNode {

    Place at();

    /** The kind of value, for messages. */
    String kind();

    /** Line and column, from 1. */
    record Place(int line, int column) {}

    /**
     * A scalar.
     *
     * @param plain whether it was written without quotes
     */
    record Text(Place at, String value, boolean plain) implements YamlNode {
        @Override
        public String kind() {
            return empty() ? "nothing" : "a text";
        }

        /** Whether YAML reads it as no value. */
        boolean empty() {
            return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
        }
    }

    record Items(Place at, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping; its keys are distinct. */
    record Fields(Place at, List<Field> fields) implements YamlNode {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Field(Text key, YamlNode value) {}
}
