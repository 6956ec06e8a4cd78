package io.systemmanager.contract.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request in the making. Headers may be names such as {@code $live}, and the body hold some. */
final class Draft {
    static final List<String> VERBS = List.of("POST", "GET", "DELETE", "PUT", "PATCH", "OPTIONS");

    private static final List<String> IN_BODIES = List.of("$state", "$task");

    record Header(String name, String value) {}

    String verb;
    final List<Header> headers = new ArrayList<>();
    byte[] body;

    /** How far the length that the request tells is from the true one. */
    int lengthError;

    Draft(String verb, List<Header> headers, String body) {
        this.verb = verb;
        this.headers.addAll(headers);
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether what follows on the connection would be misread. */
    boolean breaksTheConnection() {
        return lengthError != 0;
    }

    /** Whether the client breaks off before its request is whole. */
    boolean isNeverWhole() {
        return lengthError > 0;
    }

    /**
     * The bytes on the wire; header values are sent as ISO 8859-1.
     *
     * @param names puts values in place of names that begin with a dollar sign
     */
    byte[] bytes(UnaryOperator<String> names) {
        var sent = named(names);
        var head = new StringBuilder(verb + " /mcp HTTP/1.1\r\n");
        for (var header : headers) {
            var value = header.value();
            head.append(header.name()).append(": ");
            head.append(value.startsWith("$") ? names.apply(value) : value).append("\r\n");
        }
        if (sent.length > 0 || lengthError != 0 || verb.startsWith("P")) {
            int told = Math.max(0, sent.length + lengthError);
            head.append("Content-Length: ").append(told).append("\r\n");
        }
        return Bytes.join(
                head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), sent);
    }

    private byte[] named(UnaryOperator<String> names) {
        var text = new String(body, StandardCharsets.ISO_8859_1);
        for (var name : IN_BODIES) {
            text = text.contains(name) ? text.replace(name, names.apply(name)) : text;
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
