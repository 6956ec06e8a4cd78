package io.systemmanager.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a form that was sent. */
record Form(Map<String, String> fields) {
    private static final int MOST = 16;

    Form {
        fields = Map.copyOf(fields);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded} (URL Standard §5.1).
     *
     * @throws IllegalArgumentException when it is none, or says a field twice
     */
    static Form read(String text) {
        var fields = new HashMap<String, String>();
        for (var pair : text.split("&", MOST + 1)) {
            var name = pair.substring(0, Math.max(pair.indexOf('='), 0));
            var value = decode(pair.substring(pair.indexOf('=') + 1));
            boolean twice = fields.put(decode(name), value) != null;
            if (twice || fields.size() > MOST) {
                throw new IllegalArgumentException("the form is not one of this console");
            }
        }
        return new Form(fields);
    }

    /** What stands in a field, without blanks around it; a blank field is empty. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Secrets travel in forms. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
