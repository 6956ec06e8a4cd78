package io.systemmanager.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a {@code systemmanager:} address, percent-decoded once (RFC 3986 §2.1). Strict:
 * characters that an address cannot hold, bad escapes, user, port and fragment, and a query
 * parameter given twice make no address.
 */
record UriParts(List<String> path, Map<String, String> query) {
    private static final String SCHEME = "systemmanager://";
    private static final int LONGEST = 1_024;

    UriParts {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    static Optional<UriParts> of(String uri) {
        if (!uri.startsWith(SCHEME) || uri.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var rest = uri.substring(SCHEME.length());
            int mark = rest.indexOf('?');
            var path = new ArrayList<String>();
            for (var segment : (mark < 0 ? rest : rest.substring(0, mark)).split("/", -1)) {
                path.add(decoded(segment));
            }
            return Optional.of(
                    new UriParts(path, mark < 0 ? Map.of() : parameters(rest.substring(mark + 1))));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether it has no query parameters but these. */
    boolean hasOnly(String... names) {
        return Set.of(names).containsAll(query.keySet());
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    private static Map<String, String> parameters(String query) throws CharacterCodingException {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1
                    || parameters.put(
                                    decoded(pair.substring(0, equals)),
                                    decoded(pair.substring(equals + 1)))
                            != null) {
                throw new IllegalArgumentException("no parameter, or one given twice");
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws CharacterCodingException {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (allowed(c)) {
                bytes.write(c);
            } else {
                throw new IllegalArgumentException("not a character of an address");
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    /** Unreserved, or a delimiter that means nothing here (RFC 3986 §2.2, §3.3). */
    private static boolean allowed(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || "-._~!$'()*+,;:".indexOf(c) >= 0;
    }
}
