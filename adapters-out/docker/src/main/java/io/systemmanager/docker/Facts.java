package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the Engine API's ways of saying things. */
final class Facts {
    /** The label by which Docker Compose marks what belongs together. */
    static final String STACK = "com.docker.compose.project";

    private static final Instant SOME_TIME = Instant.EPOCH;

    private Facts() {}

    static String text(JsonNode node) {
        return node.asText("");
    }

    /** Absent, null and empty are the same to the engine. */
    static Optional<String> some(JsonNode node) {
        return Optional.of(text(node)).filter(text -> !text.isEmpty() && !node.isNull());
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>(array.size());
        array.forEach(item -> texts.add(text(item)));
        return texts;
    }

    static Map<String, String> textMap(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties().forEach(each -> texts.put(each.getKey(), text(each.getValue())));
        return texts;
    }

    /** The engine writes the year 1 for "never". */
    static Optional<Instant> time(JsonNode node) {
        try {
            return some(node).map(Instant::parse).filter(SOME_TIME::isBefore);
        } catch (DateTimeParseException e) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, e);
        }
    }

    static ContainerId id(JsonNode node) {
        try {
            return new ContainerId(text(node));
        } catch (IllegalArgumentException e) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, e);
        }
    }

    static ContainerState state(JsonNode node) {
        var word = text(node);
        return Stream.of(ContainerState.values())
                .filter(state -> state.wireName().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "no such state: " + word));
    }

    static Optional<String> stack(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(STACK)).filter(name -> !name.isEmpty());
    }

    static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** A port as {@code 127.0.0.1:8080->80/tcp}, or {@code 80/tcp} when it is not published. */
    static String port(String ip, String published, String exposed) {
        if (published.isEmpty() || published.equals("0")) {
            return exposed;
        }
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + published + "->" + exposed;
    }
}
