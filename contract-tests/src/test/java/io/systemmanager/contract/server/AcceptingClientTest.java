package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.contract.fixture.AuthorizationServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that agrees to whatever it is asked, opens every page, sends every form and tries again
 * and again: an agent that nobody watches.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptingClientTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STOP = "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
    private static final int ROUNDS = 3;

    private final AuthorizationServer authority = AuthorizationServer.start();
    private final RunningServer running = PeopleSignedIn.by(authority);

    @AfterAll
    void stop() {
        running.close();
        authority.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                        "{\"elicitation\":{}}",
                        "{\"elicitation\":{\"form\":{}}}",
                        "{\"elicitation\":{\"url\":{}}}",
                        "{\"elicitation\":{\"form\":{},\"url\":{}}}")
                .flatMap(capabilities ->
                        Stream.of(
                                Arguments.of(capabilities, true),
                                Arguments.of(capabilities, false)));
    }

    private String token(boolean oauth, String person) {
        return oauth ? PeopleSignedIn.token(authority, person) : running.agentFor(person);
    }

    private static String letters(String text) {
        return text.replaceAll("[^a-z]", "");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void inTheStatelessRevisionItChangesNothing(String capabilities, boolean oauth) {
        var token = token(oauth, "m" + letters(capabilities));
        var client = new PageClient(running.client(token), "contract", capabilities);
        var asked = client.call(STOP, Optional.empty(), Optional.empty());
        assertThat(asked.path("resultType").asText())
                .isEqualTo(oauth && capabilities.contains("url") ? "input_required" : "complete");

        try (var held = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<CompletableFuture<JsonNode>>();
            for (int round = 0; round < ROUNDS; round++) {
                openEverything(asked);
                var state = Optional.of(PageClient.state(asked)).filter(text -> !text.isEmpty());
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> client.call(STOP, state, Optional.of("accept")), held));
            }
            untilServed();
            nothingIsDone();
            denyAll();
            assertThat(answers).allSatisfy(answer -> denied(answer.join()));
        }
        nothingIsDone();
    }

    private static void denied(JsonNode result) {
        var operation = PageClient.operation(result);
        assertThat(List.of("approval_required", "failed"))
                .contains(operation.path("status").asText());
    }

    /** As an agent can that has a shell: without the cookies and secrets of a person. */
    private void openEverything(JsonNode asked) {
        var browser = new McpClient(running.state().caCertificate(), adminPort(), "");
        for (var question : asked.path("inputRequests")) {
            var path = URI.create(question.at("/params/url").asText()).getPath();
            var approval = path.substring(path.lastIndexOf('/') + 1);
            assertThat(browser.send(browser.request(path).GET().build()).status()).isEqualTo(303);
            for (var form :
                    List.of(
                            path,
                            path + "/approve",
                            path + "/take-back",
                            "/console/approvals/" + approval + "/approve")) {
                assertThat(browser.send(posted(browser, form)).status())
                        .as(form)
                        .isIn(401, 404, 405);
            }
        }
    }

    private static HttpRequest posted(McpClient browser, String path) {
        return browser.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("approve=yes&ticket=x&token=x&digest=x"))
                .build();
    }

    private int adminPort() {
        return running.server().adminPort();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void inASessionItChangesNothingAndIsAskedNothing(String capabilities, boolean oauth) {
        var token = token(oauth, "s" + letters(capabilities));
        var client = running.client(token);
        var session = session(client, capabilities);
        for (int round = 0; round < ROUNDS; round++) {
            for (var message : messages(inSession(client, session, call("containers_lifecycle")))) {
                assertThat(message.has("method")).as("no question: " + message).isFalse();
                var operation = PageClient.operation(message.path("result"));
                assertThat(operation.path("status").asText()).isEqualTo("approval_required");
            }
            assertThat(inSession(client, session, acceptance()).status()).isIn(202, 400, 404);
        }
        nothingIsDone();
        denyAll();
        nothingIsDone();
    }

    private static String session(McpClient client, String capabilities) {
        var hello = MAPPER.createObjectNode().put("protocolVersion", "2025-11-25");
        hello.set("capabilities", read(capabilities));
        hello.putObject("clientInfo").put("name", "contract").put("version", "1");
        var welcome = client.send(client.post(message("initialize", hello).toString()).build());
        return welcome.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    private static ObjectNode message(String method, ObjectNode params) {
        var message = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 7);
        message.put("method", method).set("params", params);
        return message;
    }

    private static ObjectNode call(String tool) {
        var params = MAPPER.createObjectNode().put("name", tool);
        params.set("arguments", read(STOP));
        return message("tools/call", params);
    }

    /** An answer to a question that nobody asked. */
    private static ObjectNode acceptance() {
        var answer = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
        var result = answer.putObject("result").put("action", "accept");
        result.putObject("content").put("approved", true);
        return answer;
    }

    private static McpClient.Answer inSession(
            McpClient client, String session, ObjectNode message) {
        return client.send(
                client.post(message.toString())
                        .header("Mcp-Session-Id", session)
                        .header("MCP-Protocol-Version", "2025-11-25")
                        .build());
    }

    private static List<JsonNode> messages(McpClient.Answer answer) {
        return answer.body()
                .lines()
                .filter(line -> line.contains("jsonrpc"))
                .map(line -> read(line.substring(line.indexOf('{'))))
                .toList();
    }

    /** Long enough for what an acceptance would have begun. */
    private static void untilServed() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void nothingIsDone() {
        var types =
                running.entriesFrom(0).stream().map(entry -> entry.path("type").asText()).toList();
        assertThat(types)
                .contains("approval.requested")
                .doesNotContain("approval.granted", "op.started");
        assertThat(
                        running.client(running.agentToken())
                                .call("containers_get", "{\"container\":\"db\"}")
                                .text())
                .contains("running");
    }

    private void denyAll() {
        var open = running.operator("approvals.list", request -> request).path("approvals");
        assertThat(open).isNotEmpty();
        for (var each : open) {
            var id = each.path("id").asText();
            var card = running.operator("approvals.show", request -> request.put("id", id));
            var voted =
                    running.operator(
                            "approvals.vote",
                            request ->
                                    request.put("id", id)
                                            .put("vote", "deny")
                                            .put("digest", card.at("/approval/digest").asText()));
            assertThat(voted.path("ok").asBoolean()).as(voted.toString()).isTrue();
        }
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
