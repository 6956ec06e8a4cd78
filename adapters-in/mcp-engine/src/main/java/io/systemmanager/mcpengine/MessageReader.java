package io.systemmanager.mcpengine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the bytes of a body into a message. Strict, because two readers that disagree on a message
 * are an attack: no duplicate names, nothing behind the value, UTF-8 only, bounded depth and number
 * length, no number beyond a double, no lone surrogate.
 */
final class MessageReader {
    private static final int DEPTH = 64;
    private static final int NUMBER_LENGTH = 64;
    private static final int NAME_LENGTH = 1024;
    private static final int BATCH = 50;

    /** A message, or why there is none. */
    sealed interface Reading {
        record Read(Message message, ObjectNode body) implements Reading {}

        record Refused(RpcError error, Optional<RpcId> id) implements Reading {}

        /** Several at once, each read by itself; at least one. */
        record Batch(List<Reading> parts) implements Reading {
            public Batch {
                parts = List.copyOf(parts);
            }
        }
    }

    private final JsonMapper mapper;

    MessageReader() {
        var factory =
                JsonText.factory()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEPTH)
                                        .maxNumberLength(NUMBER_LENGTH)
                                        .maxNameLength(NAME_LENGTH)
                                        .build());
        this.mapper =
                JsonMapper.builder(factory.build())
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    Reading read(ByteBuffer bytes) {
        JsonNode tree;
        try {
            // Decoded here: Jackson would guess UTF-16 and UTF-32 from the first bytes.
            tree = mapper.readTree(text(bytes));
        } catch (CharacterCodingException notUtf8) {
            return refused(RpcError.unparsable("The body is not UTF-8."));
        } catch (JsonProcessingException notJson) {
            return refused(
                    RpcError.unparsable("The body is not JSON, or beyond the limits of it here."));
        }
        if (tree.isMissingNode()) {
            return refused(RpcError.unparsable("The body is empty."));
        }
        if (tree.isArray()) {
            return batch(tree);
        }
        if (!(tree instanceof ObjectNode body)) {
            return refused(RpcError.invalidRequest(400, "The body is not an object."));
        }
        return PlainValues.hold(body) ? message(body) : refused(notPlain());
    }

    /**
     * The lenient way is the quick one, and shows by its replacement character what it let pass.
     */
    private static String text(ByteBuffer bytes) throws CharacterCodingException {
        var text =
                new String(
                        bytes.array(),
                        bytes.arrayOffset() + bytes.position(),
                        bytes.remaining(),
                        StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    private static Reading batch(JsonNode array) {
        if (array.isEmpty() || array.size() > BATCH) {
            return refused(
                    RpcError.invalidRequest(400, "A batch holds 1 to " + BATCH + " messages."));
        }
        var parts = new ArrayList<Reading>();
        for (var element : array) {
            if (!(element instanceof ObjectNode body)) {
                return refused(
                        RpcError.invalidRequest(400, "An element of the batch is not an object."));
            }
            if (!PlainValues.hold(body)) {
                return refused(notPlain());
            }
            parts.add(message(body));
        }
        return new Reading.Batch(parts);
    }

    private static RpcError notPlain() {
        return RpcError.unparsable("A number or a string of the body has no plain value.");
    }

    private static Reading message(ObjectNode body) {
        var id = RpcId.of(body.path("id"));
        if (body.has("id") && id.isEmpty()) {
            return refused(RpcError.invalidRequest(400, "The id is not a string or an integer."));
        }
        if (!body.path("jsonrpc").asText().equals("2.0") || !body.path("jsonrpc").isTextual()) {
            return refused(RpcError.invalidRequest(400, "The member jsonrpc is not \"2.0\"."), id);
        }
        var method = body.path("method");
        if (method.isTextual()) {
            var params = body.path("params");
            Message message =
                    id.isPresent()
                            ? new Message.Request(id.get(), method.asText(), params)
                            : new Message.Notification(method.asText(), params);
            return new Reading.Read(message, body);
        }
        if (method.isMissingNode() && id.isPresent() && (body.has("result") || body.has("error"))) {
            var result =
                    body.path("result") instanceof ObjectNode object
                            ? Optional.of(object)
                            : Optional.<ObjectNode>empty();
            return new Reading.Read(new Message.Response(id.get(), result), body);
        }
        return refused(RpcError.invalidRequest(400, "There is no method."), id);
    }

    private static Reading refused(RpcError error) {
        return refused(error, Optional.empty());
    }

    private static Reading refused(RpcError error, Optional<RpcId> id) {
        return new Reading.Refused(error, id);
    }
}
