package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A long operation is a task for those who follow tasks, whatever happens in between. */
@Timeout(60) // a notice that never comes must not hold the build up
class TasksTest {
    private static final String SOON = "{\"container\":\"web\",\"action\":\"stop\",\"wait_s\":0}";

    @TempDir private Path folder;

    @Test
    void aTaskOutlivesTheServerThatBeganIt() {
        String done;
        String cut;
        JsonNode answer;
        try (var first = AgentServer.at(folder.resolve("ledger.db"))) {
            var client = first.client("operator").with(WireClient.TASKS);
            first.containers.hold();
            done = started(client.call("containers_lifecycle", SOON));
            assertThat(get(client, done).path("status").asText()).isEqualTo("working");
            first.containers.release();
            assertThat(first.application.drain(Duration.ofSeconds(10))).isTrue();
            answer = get(client, done);
            first.containers.hold();
            cut = started(client.call("containers_lifecycle", SOON.replace("web", "api")));
        }
        try (var second = AgentServer.at(folder.resolve("ledger.db"))) {
            var client = second.client("operator").with(WireClient.TASKS);

            assertThat(answer.path("status").asText()).isEqualTo("completed");
            assertThat(content(answer).isEmpty()).isFalse();
            assertThat(content(get(client, done))).isEqualTo(content(answer));
            var lost = get(client, cut);
            assertThat(lost.path("status").asText()).isEqualTo("completed");
            assertThat(lost.at("/result/isError").asBoolean()).isTrue();
            assertThat(lost.at("/result/content/0/text").asText())
                    .contains("indeterminate", "outcome_unknown");
        }
    }

    private static JsonNode content(JsonNode task) {
        return task.at("/result/content");
    }

    @Test
    void itEndsAsTheCallWouldHave() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            var keyed = SOON.replace("}", ",\"idempotency_key\":\"stop-web-0001\"}");
            server.containers.hold();
            var id = started(client.call("containers_lifecycle", keyed));
            server.containers.release();
            assertThat(server.application.drain(Duration.ofSeconds(10))).isTrue();

            var call = client.call("containers_lifecycle", keyed).path("result");
            var task = get(client, id).path("result");
            assertThat(task.at("/content")).isEqualTo(call.at("/content"));
            assertThat(task.at("/content/0/text").asText()).contains(id, "\"after\":\"exited\"");
            assertThat(task.has("isError")).isEqualTo(call.has("isError")).isFalse();
            assertThat(task.at("/_meta/systemmanager~1checkpoint/note").asText())
                    .isNotEmpty()
                    .isEqualTo(call.at("/_meta/systemmanager~1checkpoint/note").asText());
        }
    }

    @Test
    void aFailedOperationIsACompletedTaskWhoseResultTellsIt() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            server.containers.hold();
            server.containers.fail();
            var id = started(client.call("containers_lifecycle", SOON));
            server.containers.release();
            assertThat(server.application.drain(Duration.ofSeconds(10))).isTrue();

            var task = get(client, id);
            assertThat(task.path("status").asText()).isEqualTo("completed");
            assertThat(task.at("/result/isError").asBoolean()).isTrue();
            assertThat(task.at("/result/content/0/text").asText()).contains("engine_error");
        }
    }

    @Test
    void structuredResultsOfTasksGoToThoseWhoAsk() {
        try (var server = AgentServer.inMemory()) {
            var plain = server.client("operator").with(WireClient.TASKS);
            server.containers.hold();
            var id = started(plain.call("containers_lifecycle", SOON));
            server.containers.release();
            assertThat(server.application.drain(Duration.ofSeconds(10))).isTrue();

            assertThat(get(plain, id).path("result").has("structuredContent")).isFalse();
            var asking = server.client("operator").with(WireClient.TASKS);
            asking.with(WireClient.STRUCTURED);
            assertThat(get(asking, id).at("/result/structuredContent/status").asText())
                    .isEqualTo("succeeded");
        }
    }

    @Test
    void whoDoesNotFollowTasksGetsTheRecord() {
        try (var server = AgentServer.inMemory()) {
            server.containers.hold();
            var modern = server.client("operator").call("containers_lifecycle", SOON);
            var legacy =
                    server.client("operator")
                            .askInSession(
                                    "2025-11-25",
                                    "{\"experimental\":{\"" + WireClient.TASKS + "\":{}}}",
                                    "tools/call",
                                    WireClient.callOf(
                                            "containers_lifecycle", SOON.replace("web", "api")));

            for (var answer : List.of(modern, legacy)) {
                assertThat(answer.at("/result/content/0/text").asText())
                        .contains("\"status\":\"running\"", "next_step");
            }
            server.containers.release();
        }
    }

    @Test
    void aTaskIsSeenByNobodyElse() {
        try (var server = AgentServer.inMemory()) {
            server.containers.hold();
            var id =
                    started(
                            server.client("operator")
                                    .with(WireClient.TASKS)
                                    .call("containers_lifecycle", SOON));
            var other = server.client("all").with(WireClient.TASKS);

            for (var method : List.of("tasks/get", "tasks/cancel")) {
                assertThat(
                                other.ask(method, "{\"taskId\":\"" + id + "\"}")
                                        .at("/error/data/code")
                                        .asText())
                        .isEqualTo("unknown_task");
            }
            server.containers.release();
        }
    }

    private static final String PROTECTED =
            "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0}";
    private static final Caller.Operator BOB =
            new Caller.Operator(
                    new Subject("operator:bob"),
                    new CredentialId("0badcafe"),
                    Set.of("operator"),
                    new Person("bob"));

    @Test
    void whatWaitsForAPersonIsATaskThatItsCallerCanTakeBack() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            var id = started(client.call("containers_lifecycle", PROTECTED));
            var waiting = get(client, id);
            assertThat(waiting.path("status").asText()).isEqualTo("working");
            assertThat(waiting.path("statusMessage").asText()).contains("apr_", "a person decides");

            client.ask("tasks/cancel", "{\"taskId\":\"" + id + "\"}");

            assertThat(get(client, id).path("status").asText()).isEqualTo("cancelled");
            assertThat(server.application.approvals().open()).isEmpty();
        }
    }

    @Test
    void theUndoToolAndTheEndOfATaskAreOneAndTheSame() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            var undone = started(client.call("containers_lifecycle", PROTECTED));
            assertThat(undo(client, undone).at("/result/content/0/text").asText())
                    .contains("\"status\":\"cancelled\"");
            assertThat(get(client, undone).path("status").asText()).isEqualTo("cancelled");

            var cancelled = started(client.call("containers_lifecycle", PROTECTED));
            client.ask("tasks/cancel", "{\"taskId\":\"" + cancelled + "\"}");
            assertThat(undo(client, cancelled).at("/result/content/0/text").asText())
                    .contains("\"status\":\"cancelled\"");
            assertThat(undo(server.client("all"), cancelled).toString())
                    .contains("operation_not_found");
            assertThat(server.application.approvals().open()).isEmpty();
        }
    }

    private static JsonNode undo(WireClient client, String id) {
        return client.call(
                "operations_undo",
                "{\"operation_id\":\"" + id + "\",\"reason\":\"not wanted any more\"}");
    }

    @Test
    void aPersonsNoIsACompletedTaskWhoseResultTellsIt() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            var id = started(client.call("containers_lifecycle", PROTECTED));
            var waiting = server.application.approvals().open().getFirst().approval();
            server.application
                    .approvals()
                    .vote(
                            BOB,
                            new Approver.Secret(),
                            waiting.id(),
                            Vote.Choice.DENY,
                            waiting.approval().request().digest(),
                            Optional.empty());

            var task = get(client, id);
            assertThat(task.path("status").asText()).isEqualTo("completed");
            assertThat(task.at("/result/isError").asBoolean()).isTrue();
            assertThat(task.at("/result/content/0/text").asText()).contains("approval_denied");
        }
    }

    @Test
    void cancellingIsAcknowledgedAndTheChangeGoesOn() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            server.containers.hold();
            var id = started(client.call("containers_lifecycle", SOON));

            assertThat(client.ask("tasks/cancel", "{\"taskId\":\"" + id + "\"}").has("result"))
                    .isTrue();
            assertThat(get(client, id).path("status").asText()).isEqualTo("working");
            server.containers.release();
            assertThat(server.application.drain(Duration.ofSeconds(10))).isTrue();
            assertThat(get(client, id).at("/result/content/0/text").asText()).contains("succeeded");
            assertThat(state(server)).isEqualTo("exited");
        }
    }

    private static String state(AgentServer server) {
        return server.containers.resolve(new ContainerRef("web"), Duration.ofSeconds(1))
                        instanceof Reading.Seen<Target.Container>(var target)
                ? target.state().wireName()
                : "missing";
    }

    @Test
    void aListenerIsToldOfTheEndWithItsResult() {
        try (var server = AgentServer.inMemory()) {
            var client = server.client("operator").with(WireClient.TASKS);
            server.containers.hold();
            var id = started(client.call("containers_lifecycle", SOON));
            var filter =
                    WireClient.object("{\"notifications\":{\"taskIds\":[\"%s\"]}}".formatted(id));
            try (var stream = client.open("subscriptions/listen", filter)) {
                assertThat(
                                stream.next()
                                        .orElseThrow()
                                        .at("/params/notifications/taskIds/0")
                                        .asText())
                        .isEqualTo(id);
                server.containers.release();

                var notice = stream.next().orElseThrow();
                assertThat(notice.path("method").asText()).isEqualTo("notifications/tasks");
                assertThat(notice.at("/params/status").asText()).isEqualTo("completed");
                assertThat(notice.at("/params/result/content/0/text").asText())
                        .contains("succeeded");
            }
        }
    }

    private static String started(JsonNode answer) {
        assertThat(answer.at("/result/resultType").asText())
                .as(answer.toString())
                .isEqualTo("task");
        return answer.at("/result/taskId").asText();
    }

    private static JsonNode get(WireClient client, String id) {
        var answer = client.ask("tasks/get", "{\"taskId\":\"" + id + "\"}").path("result");
        ((ObjectNode) answer).remove("_meta");
        return answer;
    }
}
