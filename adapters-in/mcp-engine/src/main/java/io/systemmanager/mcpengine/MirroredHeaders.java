package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Headers that repeat a value of the body, which must be the same value (2026-07-28, SEP-2243). */
final class MirroredHeaders {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";
    private static final Pattern CANONICAL =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");

    /** Which member of the params {@code Mcp-Name} repeats. */
    private static final Map<String, String> NAMED =
            Map.of(
                    "tools/call", "name",
                    "prompts/get", "name",
                    "resources/read", "uri",
                    "tasks/get", "taskId",
                    "tasks/update", "taskId",
                    "tasks/cancel", "taskId");

    private MirroredHeaders() {}

    /** Whether the header is there, plain, and equal. */
    static boolean repeats(RequestHeaders headers, String header, String value) {
        return headers.text(header).filter(value::equals).isPresent();
    }

    /** Whether {@code Mcp-Name} is right, where the method has one and the body a value for it. */
    static boolean nameIsRight(RequestHeaders headers, String method, JsonNode params) {
        var member = NAMED.get(method);
        if (member == null || !params.path(member).isTextual()) {
            return true;
        }
        return headers.text(Protocol.NAME_HEADER)
                .flatMap(MirroredHeaders::decode)
                .filter(params.path(member).asText()::equals)
                .isPresent();
    }

    /** Whether {@code Mcp-Param-…} is right; an argument that is absent or null expects none. */
    static boolean paramIsRight(RequestHeaders headers, String suffix, JsonNode argument) {
        if (argument.isMissingNode() || argument.isNull()) {
            return true;
        }
        return headers.text(Protocol.PARAM_HEADER + suffix)
                .flatMap(MirroredHeaders::decode)
                .filter(text -> same(text, argument))
                .isPresent();
    }

    /**
     * The text of a header value. A value between the markers is base64 of UTF-8, with its padding;
     * without both markers it is literal.
     *
     * @return empty where what stands between the markers is no such thing
     */
    static Optional<String> decode(String value) {
        boolean marked =
                value.length() >= BEGIN.length() + END.length()
                        && value.startsWith(BEGIN)
                        && value.endsWith(END);
        if (!marked) {
            return Optional.of(value);
        }
        var inner = value.substring(BEGIN.length(), value.length() - END.length());
        // The JDK's decoder takes input without padding, so the form is checked before.
        if (!CANONICAL.matcher(inner).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(inner));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean same(String text, JsonNode argument) {
        if (argument.isIntegralNumber()) {
            return text.length() <= 40 && sameNumber(text, argument);
        }
        return argument.isValueNode() && text.equals(argument.asText());
    }

    private static boolean sameNumber(String text, JsonNode argument) {
        try {
            return new BigDecimal(text).compareTo(argument.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
