package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.contract.fixture.AuthorizationServer;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.http.Listener;
import io.systemmanager.http.Route;
import io.systemmanager.mcp.ToolCatalogue;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route as nobody, every tool with every single scope: both lists come from the code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private final ToolCatalogue catalogue = new ToolCatalogue();
    private final AuthorizationServer authority = AuthorizationServer.start();
    private RunningServer running = PeopleSignedIn.by(authority);

    @BeforeAll
    void routesExist() {
        assertThat(running.server().agents().routes()).hasSizeGreaterThan(2);
        assertThat(running.server().admin().routes()).isNotEmpty();
    }

    @AfterAll
    void stop() {
        running.close();
        authority.close();
    }

    @Test
    void noRouteButTheAnonymousOnesAnswersAnonymously() {
        for (var listener : List.of(running.server().agents(), running.server().admin())) {
            for (var route : listener.routes()) {
                assertThat(anonymously(listener, route))
                        .as("%s %s", route.verb(), route.path())
                        .isEqualTo(refusal(route));
            }
        }
    }

    /** Whoever wants to see a request is sent to say who they are, where they cannot say it yet. */
    private static int refusal(Route route) {
        return switch (route.access()) {
            case ANONYMOUS -> 200;
            case REQUESTER -> route.path().endsWith("{id}") ? 303 : 401;
            case AGENT, OPERATOR, MONITOR -> 401;
        };
    }

    @Test
    void anAgentsTokenDoesNotReadMetricsAndAMonitorsDoesNotCallTools() {
        var monitor =
                running.operator("token.create", request -> request.put("subject", "monitor:prom"))
                        .path("secret")
                        .asText();

        assertThat(running.metricsAs(monitor).status()).isEqualTo(200);
        assertThat(running.metricsAs(running.agentToken()).status()).isEqualTo(401);
        assertThat(running.client(monitor).listTools().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void aScopeOpensItsToolsAndNoOthers(Scope scope) {
        var token =
                running.token(
                        "agent:only-" + scope.wireName().replace(':', '-'),
                        List.of(scope.wireName()));
        var client = running.client(token);

        var listed = names(client.listTools().json().at("/result/tools"));

        assertThat(listed).containsExactlyElementsOf(open(scope).map(Declaration::tool).toList());
        for (var tool : Declaration.values()) {
            var answer = client.call(tool.tool(), argumentsFor(tool));
            if (open(scope).toList().contains(tool)) {
                assertThat(answer.status()).as(tool.tool()).isEqualTo(200);
            } else {
                refused(answer, tool);
            }
        }
    }

    private void refused(McpClient.Answer answer, Declaration tool) {
        var needed = tool.scope().orElseThrow().wireName();
        assertThat(answer.status()).as(tool.tool()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("insufficient_scope", "scope=\"" + needed + "\"");
        assertThat(running.entriesFrom(running.entryCount() - 1).getFirst().path("type").asText())
                .isEqualTo("authz.denied");
    }

    private static Stream<Declaration> open(Scope scope) {
        return Arrays.stream(Declaration.values())
                .filter(tool -> tool.scope().map(scope::equals).orElse(true));
    }

    private String argumentsFor(Declaration tool) {
        return catalogue.examples(tool).getFirst().arguments().toString();
    }

    private int anonymously(Listener listener, Route route) {
        var client = new McpClient(running.state().caCertificate(), listener.port(), "");
        var request =
                client.request(
                                route.path()
                                        .replace("{id}", "apr_" + "a".repeat(26))
                                        .replace("{seq}", "1"))
                        .header("Content-Type", bodies(listener))
                        .header("Sec-Fetch-Site", "same-origin")
                        .method(route.verb().name(), HttpRequest.BodyPublishers.ofString("{}"));
        return client.send(request.build()).status();
    }

    /** What each reads, so that nothing is refused for its form. */
    private String bodies(Listener listener) {
        return listener == running.server().admin()
                ? "application/x-www-form-urlencoded"
                : "application/json";
    }

    private static List<String> names(JsonNode tools) {
        return StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.path("name").asText())
                .toList();
    }
}
