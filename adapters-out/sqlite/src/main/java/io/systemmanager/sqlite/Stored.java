package io.systemmanager.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Members of stored JSON. */
final class Stored {
    private Stored() {}

    /**
     * @throws IllegalArgumentException when it is missing
     */
    static String string(JsonNode object, String member) {
        return optional(object, member)
                .orElseThrow(() -> new IllegalArgumentException("a record without " + member));
    }

    static Optional<String> optional(JsonNode object, String member) {
        return Optional.ofNullable(object.path(member).textValue());
    }

    static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        array.forEach(item -> strings.add(item.textValue()));
        return strings;
    }

    static Set<String> words(JsonNode array) {
        return Set.copyOf(strings(array));
    }
}
