package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a hang is a failure
class TasksTest {
    private static final String FOLLOWS = "{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}";
    private static final String MINE = "\"taskId\":\"mine\"";
    private static final String HEAD =
            "\"taskId\":\"mine\",\"status\":\"%s\",\"statusMessage\":\"On it.\","
                    + "\"createdAt\":\"2026-01-02T03:04:05Z\","
                    + "\"lastUpdatedAt\":\"2026-01-02T03:04:06Z\",\"ttlMs\":null,"
                    + "\"pollIntervalMs\":500";
    private static final String TAIL =
            ",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                    + "{\"name\":\"fixture\",\"version\":\"1.0\"}}}";

    private final FullOffer full = new FullOffer();
    private final Fixture server = FullOffer.serve(full);

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(Task.State state) throws Exception {
        full.task("mine", state);
        return server.able(FOLLOWS, "tasks/get", MINE).result().toString();
    }

    @Test
    void aCallMayAnswerWithATask() throws Exception {
        full.task("mine", new Task.State.Working());
        assertThat(server.able(FOLLOWS, "tools/call", "\"name\":\"task\"").result().toString())
                .isEqualTo("{" + HEAD.formatted("working") + ",\"resultType\":\"task\"" + TAIL);
    }

    @Test
    void whoFollowsNoTasksNeverGetsOne() throws Exception {
        full.task("mine", new Task.State.Working());
        assertThat(server.modern("tools/call", "1", "\"name\":\"task\"").code())
                .isEqualTo(-32603); // a fault of the tool, which is not to answer so
        assertThat(server.modern("tasks/get", "1", MINE).code()).isEqualTo(-32021);
    }

    @Test
    void aSessionFollowsNoTasksWhateverItsClientSays() {
        var declared = FixtureTools.tree(FOLLOWS.replace("}}}", "},\"x/other\":{}}}"));
        var kept = new ClientCapabilities(declared).kept();
        assertThat(kept.followsTasks()).isFalse();
        assertThat(kept.hasExtension("x/other")).isTrue();
    }

    @Test
    void eachStateSaysWhatItHasToSay() throws Exception {
        var complete = ",\"resultType\":\"complete\"" + TAIL;
        assertThat(get(new Task.State.Working()))
                .isEqualTo("{" + HEAD.formatted("working") + complete);
        assertThat(get(new Task.State.Cancelled()))
                .isEqualTo("{" + HEAD.formatted("cancelled") + complete);
        assertThat(get(new Task.State.Failed(-32603, "Broken.")))
                .isEqualTo(
                        "{"
                                + HEAD.formatted("failed")
                                + ",\"error\":{\"code\":-32603,\"message\":\"Broken.\"}"
                                + complete);
        assertThat(get(new Task.State.Completed(ToolAnswer.Done.failure("no"))))
                .isEqualTo(
                        "{"
                                + HEAD.formatted("completed")
                                + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],"
                                + "\"isError\":true,\"resultType\":\"complete\"}"
                                + complete);
        var open = new LinkedHashMap<String, Question>();
        open.put("r", new Question.Roots());
        assertThat(get(new Task.State.InputRequired(open)))
                .isEqualTo(
                        "{"
                                + HEAD.formatted("input_required")
                                + ",\"inputRequests\":"
                                + "{\"r\":{\"method\":\"roots/list\",\"params\":{}}}"
                                + complete);
    }

    @Test
    void answersReachTheTask() throws Exception {
        full.task("mine", new Task.State.Working());
        var done =
                server.able(
                        FOLLOWS,
                        "tasks/update",
                        MINE + ",\"inputResponses\":{\"r\":{\"roots\":[]}}");
        assertThat(done.result().toString()).isEqualTo("{\"resultType\":\"complete\"" + TAIL);
        assertThat(full.taskAnswers.get("r")).hasToString("{\"roots\":[]}");
        for (var bad : List.of("", ",\"inputResponses\":7", ",\"inputResponses\":{\"r\":7}")) {
            assertThat(server.able(FOLLOWS, "tasks/update", MINE + bad).code())
                    .as(bad)
                    .isEqualTo(-32602);
        }
    }

    @Test
    void aTaskIsCancelledByItsOwner() throws Exception {
        full.task("mine", new Task.State.Working());
        assertThat(server.able(FOLLOWS, "tasks/cancel", MINE, "Authorization", "Bearer bob").code())
                .isEqualTo(-32602);
        assertThat(full.find("alice", "mine").orElseThrow().state())
                .isInstanceOf(Task.State.Working.class);
        assertThat(server.able(FOLLOWS, "tasks/cancel", MINE).result().toString())
                .isEqualTo("{\"resultType\":\"complete\"" + TAIL);
        assertThat(full.find("alice", "mine").orElseThrow().state())
                .isInstanceOf(Task.State.Cancelled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks/get", "tasks/update", "tasks/cancel"})
    void aTaskOfSomebodyElseDoesNotExist(String method) throws Exception {
        full.task("mine", new Task.State.Working());
        var answers = ",\"inputResponses\":{}";
        var foreign = server.able(FOLLOWS, method, MINE + answers, "Authorization", "Bearer bob");
        var unknown = server.able(FOLLOWS, method, "\"taskId\":\"none\"" + answers);
        for (var answer : List.of(foreign, unknown)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.code()).isEqualTo(-32602);
            assertThat(answer.error().path("data").path("code").asText()).isEqualTo("unknown_task");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks/list", "tasks/result"})
    void theMethodsOfTheOldTasksDoNotExist(String method) throws Exception {
        assertThat(server.able(FOLLOWS, method, "").status()).isEqualTo(404);
    }

    @Test
    void aListenerHearsOfEachStateOfItsTasks() throws Exception {
        full.task("mine", new Task.State.Working());
        full.task("other", new Task.State.Working());
        var filter =
                "\"notifications\":{\"taskIds\":[\"mine\",\"none\"],\"toolsListChanged\":true}";
        try (var events =
                EventReader.open(
                        server, server.ableRequest(FOLLOWS, "subscriptions/listen", filter))) {
            assertThat(events.must().path("params").path("notifications").toString())
                    .isEqualTo("{\"toolsListChanged\":true,\"taskIds\":[\"mine\"]}");
            full.announcer.taskChanged("other");
            full.task("mine", new Task.State.Completed(ToolAnswer.Done.text("yes")));
            full.announcer.taskChanged("mine");
            assertThat(events.must().toString())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tasks\",\"params\":{"
                                    + HEAD.formatted("completed")
                                    + ",\"result\":{\"content\":[{\"type\":\"text\","
                                    + "\"text\":\"yes\"}],\"resultType\":\"complete\"},"
                                    + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":1}}}");
            full.announcer.toolsChanged();
            assertThat(events.must().toString())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\","
                                    + "\"params\":{\"_meta\":"
                                    + "{\"io.modelcontextprotocol/subscriptionId\":1}}}");
        }
    }

    @Test
    void aListenerHearsOfTheResourcesItMaySeeAndNothingElse() throws Exception {
        var filter = "\"notifications\":{\"resourceSubscriptions\":[\"res://a\",\"res://c\",7]}";
        try (var events =
                EventReader.open(
                        server,
                        server.ableRequest(
                                "{}",
                                "subscriptions/listen",
                                filter,
                                "Authorization",
                                "Bearer bob"))) {
            assertThat(events.must().path("params").path("notifications").toString())
                    .isEqualTo("{\"resourceSubscriptions\":[\"res://a\"]}");
            full.announcer.toolsChanged();
            full.announcer.resourceUpdated("res://c");
            full.announcer.resourceUpdated("res://a");
            assertThat(events.must().path("params").path("uri").asText()).isEqualTo("res://a");
        }
    }

    @Test
    void aStreamEndsWithItsCredential() throws Exception {
        try (var events =
                EventReader.open(
                        server,
                        server.ableRequest(
                                "{}",
                                "subscriptions/listen",
                                "\"notifications\":{}",
                                "Authorization",
                                "Bearer brief"))) {
            events.must();
            server.clock.step(java.time.Duration.ofSeconds(60));
            assertThat(events.must().path("result").path("resultType").asText())
                    .isEqualTo("complete");
            assertThat(events.next()).isEmpty();
        }
    }
}
