package io.systemmanager.contract.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What holds for every answer, to whatever was sent. */
final class AnswerRules {
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What Javalin notes for a client that broke off, by itself and without a body. */
    private static final int CLIENT_LEFT = 499;

    private AnswerRules() {}

    /**
     * Checks one ending.
     *
     * @param whole whether the request arrived whole: nobody is owed an answer to half of one
     */
    static void check(FuzzClient.Outcome outcome, boolean whole) {
        switch (outcome) {
            case FuzzClient.Outcome.Answered(var head, var body) -> {
                checkStatus(head);
                if (whole || head.status() != CLIENT_LEFT) {
                    checkBody(head, body);
                }
            }
            case FuzzClient.Outcome.Streamed(var head, var lines) -> {
                assertThat(head.status()).isEqualTo(200);
                lines.stream()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()).strip())
                        .filter(data -> !data.isEmpty())
                        .forEach(data -> checkMessage(json(data)));
            }
            case FuzzClient.Outcome.Closed() -> {
                // it had to be: what was sent was no whole request
            }
        }
    }

    /** 503 says that there is no room, and when to come back. */
    private static void checkStatus(RawConnection.Head head) {
        if (head.status() == 503) {
            assertThat(head.header("retry-after")).matches("\\d+");
        } else {
            assertThat(head.status()).isBetween(200, 499);
        }
    }

    private static void checkBody(RawConnection.Head head, String body) {
        var type = head.header("content-type").replaceFirst(";.*", "");
        if (body.isEmpty()) {
            assertThat(head.status()).as("an error without a body").isLessThan(300);
            return;
        }
        assertThat(body).as("one line").doesNotContain("\n", "\r");
        var json = json(body);
        switch (type) {
            case "application/json" -> {
                if (json.isArray()) {
                    json.forEach(AnswerRules::checkMessage);
                } else {
                    checkMessage(json);
                }
            }
            case "application/problem+json" -> checkProblem(head, json);
            default -> throw new AssertionError("an answer of type '" + type + "': " + body);
        }
    }

    private static void checkMessage(JsonNode message) {
        assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
        if (message.has("method")) {
            assertThat(message.path("method").asText()).startsWith("notifications/");
            return;
        }
        assertThat(message.has("result")).isNotEqualTo(message.has("error"));
        assertThat(message.path("id").isNull()).as("an id that is null").isFalse();
        if (message.has("error")) {
            assertThat(message.at("/error/code").isInt()).isTrue();
            assertThat(message.at("/error/message").asText()).isNotEmpty();
        } else {
            assertThat(message.path("result").isObject()).isTrue();
        }
    }

    private static void checkProblem(RawConnection.Head head, JsonNode problem) {
        assertThat(problem.path("status").asInt()).isEqualTo(head.status());
        for (var member : new String[] {"code", "cause", "next_step", "correlation_id"}) {
            assertThat(problem.path(member).asText()).as(member).isNotEmpty();
        }
    }

    private static JsonNode json(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
