package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.operation.Declaration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resources go the way of their tools, and show no more than these. */
@Timeout(60) // a notice that never comes must not hold the build up
class ResourcesTest {
    private static final String WEB = "systemmanager://containers/web";

    private static final List<String> NO_ADDRESSES =
            List.of(
                    "systemmanager://containers/nowhere",
                    "systemmanager://containers/",
                    "systemmanager://containers",
                    "systemmanager://containers/web/",
                    "systemmanager://containers/web/logs/more",
                    "systemmanager://containers/web?tail=1",
                    "systemmanager://containers/web#logs",
                    "systemmanager://containers/web/logs?grep=x",
                    "systemmanager://containers/web/logs?tail=1&tail=2",
                    "systemmanager://containers/web/logs?tail=0",
                    "systemmanager://containers/web/logs?tail=2001",
                    "systemmanager://containers/web/logs?tail=x",
                    "systemmanager://containers/web/logs?tail",
                    "systemmanager://containers/web/logs?",
                    "systemmanager://containers/web/logs?since=yesterday",
                    "systemmanager://containers/web/logs?since=2026-01-01T00:00:00.123456789%2B01:00",
                    "systemmanager://containers/w%2",
                    "systemmanager://containers/w%zzb",
                    "systemmanager://containers/w%ff",
                    "systemmanager://containers/web%2Flogs",
                    "systemmanager://containers/..%2Fweb",
                    "systemmanager://containers/w%2565b",
                    "systemmanager://containers/we b",
                    "systemmanager://user@containers/web",
                    "SYSTEMMANAGER://containers/web",
                    "systemmanager:///containers/web",
                    "systemmanager://operations/op_x",
                    "systemmanager://operations/op_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "systemmanager://tools/containers_explode",
                    "systemmanager://secrets/all",
                    "file:///etc/passwd",
                    "");

    private final AgentServer server = AgentServer.inMemory();
    private final WireClient all = server.client("all");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aContainerIsReadAsItsToolReadsIt() {
        var answer = all.read(WEB).at("/result/contents/0");

        assertThat(answer.path("uri").asText()).isEqualTo(WEB);
        assertThat(answer.path("mimeType").asText()).isEqualTo("application/json");
        var page = WireClient.object(answer.path("text").asText());
        assertThat(page.at("/summary/state").asText()).isEqualTo("running");
        assertThat(page.path("untrusted").asBoolean()).isTrue();
    }

    @Test
    void aReadIsInTheLedgerAsACallOfTheTool() {
        int before = server.entries().size();

        all.read(WEB);
        all.read(WEB + "/logs?tail=1");

        var entries = server.entries().subList(before, server.entries().size());
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).contains("op.read", "\"containers_get\"");
        assertThat(entries.get(1)).contains("op.read", "\"containers_logs\"");
    }

    @Test
    void aLogIsReadFromThereAndThatFar() {
        var one = text(all.read(WEB + "/logs?tail=1"));
        var young = text(all.read(WEB + "/logs?since=1s&tail=2000"));

        assertThat(one.lines()).hasSize(2);
        assertThat(young.lines()).as("nothing was printed lately").hasSize(1);
        assertThat(text(all.read(WEB + "/logs"))).contains("\"untrusted\":true");
    }

    @Test
    void anEscapedNameIsTheNameItStandsFor() {
        assertThat(text(all.read("systemmanager://containers/w%65b"))).contains("\"web\"");
    }

    @Test
    void whatIsNoAddressOfThisServerIsNotFound() {
        for (var uri : NO_ADDRESSES) {
            assertNotFound(all.read(uri));
        }
    }

    @Test
    void whoMayNotReadIsAnsweredAsIfThereWereNothing() {
        var blind = server.client("blind");
        int before = server.entries().size();

        var there = blind.read(WEB);
        var nowhere = blind.read("systemmanager://containers/nowhere");

        assertNotFound(there);
        assertThat(shape(there)).isEqualTo(shape(nowhere));
        assertThat(shape(there)).isEqualTo(shape(all.read("systemmanager://containers/none")));
        assertThat(server.entries().subList(before, before + 2))
                .allMatch(entry -> entry.contains("authz.denied") && entry.contains("docker:read"));
        assertNotFound(blind.read("systemmanager://tools/containers_get"));
        assertNotFound(blind.read(WEB + "/logs"));
    }

    /** An error without what differs at each request. */
    private static String shape(JsonNode answer) {
        var error = (ObjectNode) answer.path("error");
        var data = (ObjectNode) error.path("data");
        data.remove(List.of("uri", "correlation_id"));
        return error.toString();
    }

    @Test
    void theListsShowWhatTheCallerMayRead() {
        assertThat(values(all.ask("resources/list", "{}"), "/result/resources", "uri"))
                .contains("systemmanager://tools/containers_list")
                .hasSize(Declaration.values().length);
        assertThat(templates(all))
                .containsExactly(
                        "systemmanager://containers/{name}",
                        "systemmanager://containers/{name}/logs{?since,tail}",
                        "systemmanager://operations/{id}",
                        "systemmanager://tools/{name}");
        var blind = server.client("blind");
        assertThat(values(blind.ask("resources/list", "{}"), "/result/resources", "uri"))
                .doesNotContain("systemmanager://tools/containers_list");
        assertThat(templates(blind))
                .containsExactly("systemmanager://operations/{id}", "systemmanager://tools/{name}");
    }

    @Test
    void everyListedResourceCanBeRead() {
        int before = server.entries().size();
        for (var uri : values(all.ask("resources/list", "{}"), "/result/resources", "uri")) {
            assertThat(text(all.read(uri))).as(uri).startsWith("# `").contains("| scope |");
        }
        assertThat(server.entries()).as("text of this program is no entry").hasSize(before);
    }

    @Test
    void anOperationIsReadByWhoBeganItAndByWhoMayReadAll() {
        var operator = server.client("operator");
        var begun =
                operator.call(
                        "containers_lifecycle", "{\"container\":\"web\",\"action\":\"restart\"}");
        var id = WireClient.object(text0(begun)).path("operation_id").asText();

        assertThat(text(operator.read("systemmanager://operations/" + id))).contains("succeeded");
        assertThat(text(all.read("systemmanager://operations/" + id))).contains("succeeded");
        assertNotFound(server.client("reader").read("systemmanager://operations/" + id));
    }

    @Test
    void aListenerHearsThatItsContainerAndItsOperationChanged() {
        server.containers.hold();
        var begun =
                all.call(
                        "containers_lifecycle",
                        "{\"container\":\"web\",\"action\":\"restart\",\"wait_s\":0}");
        var operation =
                "systemmanager://operations/"
                        + WireClient.object(text0(begun)).path("operation_id").asText();
        var filter =
                WireClient.object(
                        """
                        {"notifications":{"resourceSubscriptions":["%s","%s","%s","%s"]}}
                        """
                                .formatted(
                                        WEB,
                                        operation,
                                        "systemmanager://containers/w%65b",
                                        WEB + "/logs"));
        try (var stream = all.open("subscriptions/listen", filter)) {
            var granted = stream.next().orElseThrow().at("/params/notifications");
            assertThat(values(granted, "/resourceSubscriptions", ""))
                    .containsExactly(WEB, operation);
            server.containers.release();

            assertThat(List.of(updated(stream), updated(stream)))
                    .containsExactlyInAnyOrder(WEB, operation);
        }
    }

    private static String updated(WireClient.Messages stream) {
        var notice = stream.next().orElseThrow();
        assertThat(notice.path("method").asText()).isEqualTo("notifications/resources/updated");
        return notice.at("/params/uri").asText();
    }

    @Test
    void whoMayNotReadHearsNothing() {
        assertThat(grantedTo("blind", WEB)).isEmpty();
        assertThat(grantedTo("reader", WEB)).isNotEmpty();
    }

    @Test
    void anothersOperationIsHeardOfByNobodyElse() {
        var begun =
                server.client("operator")
                        .call(
                                "containers_lifecycle",
                                "{\"container\":\"web\",\"action\":\"restart\"}");
        var operation =
                "systemmanager://operations/"
                        + WireClient.object(text0(begun)).path("operation_id").asText();

        assertThat(grantedTo("operator", operation)).isNotEmpty();
        assertThat(grantedTo("reader", operation)).isEmpty();
    }

    /** What is granted of a wish to hear of that resource. */
    private JsonNode grantedTo(String caller, String uri) {
        var filter =
                WireClient.object(
                        "{\"notifications\":{\"resourceSubscriptions\":[\"" + uri + "\"]}}");
        try (var stream = server.client(caller).open("subscriptions/listen", filter)) {
            return stream.next().orElseThrow().at("/params/notifications");
        }
    }

    private static List<String> templates(WireClient client) {
        return values(
                client.ask("resources/templates/list", "{}"),
                "/result/resourceTemplates",
                "uriTemplate");
    }

    private static List<String> values(JsonNode answer, String at, String member) {
        var values = new ArrayList<String>();
        answer.at(at)
                .forEach(each ->
                        values.add(each.isTextual() ? each.asText() : each.path(member).asText()));
        return values;
    }

    private static void assertNotFound(JsonNode answer) {
        assertThat(answer.at("/error/data/code").asText())
                .as(answer.toString())
                .isEqualTo("resource_not_found");
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/contents/0/text").asText();
    }

    private static String text0(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }
}
