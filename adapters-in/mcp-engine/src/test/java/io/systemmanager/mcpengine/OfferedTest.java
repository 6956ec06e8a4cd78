package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources, prompts, completions, pages and structured results, in both eras. */
@Timeout(60) // a hang is a failure
class OfferedTest {
    private static final EngineLimits SMALL_PAGES =
            new EngineLimits(
                    3,
                    4,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    2,
                    SessionLimits.standard());

    private Fixture server =
            FullOffer.serve(
                    new FullOffer(), SMALL_PAGES, new Offer.Structured.OnRequest("x/structure"));

    @AfterEach
    void stop() {
        server.close();
    }

    private Fixture.Answer in(String era, String method, String params) throws Exception {
        return era.equals("modern")
                ? server.modern(method, "1", params)
                : server.inSession(Fixture.call(method, "{" + params + "}"));
    }

    @ParameterizedTest
    @CsvSource({"modern,-32602", "legacy,-32002"})
    void aResourceIsReadOrNotFound(String era, int notFound) throws Exception {
        var found = in(era, "resources/read", "\"uri\":\"res://a\"");
        assertThat(found.result().path("contents").toString())
                .isEqualTo("[{\"uri\":\"res://a\",\"mimeType\":\"text/plain\",\"text\":\"text\"}]");
        assertThat(found.result().path("ttlMs").asInt(-1)).isEqualTo(era.equals("modern") ? 0 : -1);
        var missing = in(era, "resources/read", "\"uri\":\"res://z\"");
        assertThat(missing.status()).isEqualTo(200);
        assertThat(missing.code()).isEqualTo(notFound);
        assertThat(missing.error().path("data").path("uri").asText()).isEqualTo("res://z");
        assertThat(in(era, "resources/read", "").code()).isEqualTo(-32602);
        var broken = in(era, "resources/read", "\"uri\":\"res://broken\"");
        assertThat(broken.code()).isEqualTo(-32603);
        assertThat(broken.error().path("data").path("code").asText()).isEqualTo("gone");
        assertThat(in(era, "resources/templates/list", "").result().toString())
                .contains("\"uriTemplate\":\"res://{name}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void aPromptIsFilledIn(String era) throws Exception {
        var filled = in(era, "prompts/get", "\"name\":\"tell\",\"arguments\":{\"subject\":\"x\"}");
        assertThat(filled.result().path("messages").toString())
                .isEqualTo(
                        "[{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Tell of"
                                + " x\"}}]");
        assertThat(in(era, "prompts/list", "").result().path("prompts").toString())
                .isEqualTo(
                        "[{\"name\":\"tell\",\"description\":\"Tells.\",\"arguments\":"
                                + "[{\"name\":\"subject\",\"description\":\"Of what.\","
                                + "\"required\":true}]}]");
        for (var bad :
                List.of(
                        "\"name\":\"other\"",
                        "\"name\":\"tell\"",
                        "\"name\":\"tell\",\"arguments\":{\"subject\":7}",
                        "\"name\":\"tell\",\"arguments\":[]",
                        "\"name\":\"tell\",\"arguments\":{\"subject\":\"nothing\"}")) {
            assertThat(in(era, "prompts/get", bad).code()).as(bad).isEqualTo(-32602);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void aValueIsCompletedWithAHundredAtMost(String era) throws Exception {
        var ref = "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"%s\"},";
        var argument = "\"argument\":{\"name\":\"subject\",\"value\":\"v\"}";
        var completion =
                in(era, "completion/complete", ref.formatted("tell") + argument)
                        .result()
                        .path("completion");
        assertThat(completion.path("values")).hasSize(100);
        assertThat(completion.path("values").path(0).asText()).isEqualTo("v0");
        assertThat(completion.path("total").asInt()).isEqualTo(120);
        assertThat(completion.path("hasMore").asBoolean()).isTrue();
        var template = "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"res://{name}\"},";
        assertThat(in(era, "completion/complete", template + argument).result().path("completion"))
                .isNotEmpty();
        for (var bad :
                List.of(
                        ref.formatted("other") + argument,
                        argument,
                        ref.formatted("tell") + "\"argument\":{\"name\":\"subject\"}",
                        "\"ref\":{\"type\":\"ref/other\"}," + argument)) {
            assertThat(in(era, "completion/complete", bad).code()).as(bad).isEqualTo(-32602);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void aListGoesOutInPages(String era) throws Exception {
        var names = new ArrayList<String>();
        var cursor = "";
        do {
            var page = in(era, "resources/list", cursor).result();
            page.path("resources").forEach(entry -> names.add(entry.path("name").asText()));
            assertThat(page.path("resources")).hasSizeLessThanOrEqualTo(2);
            var next = page.path("nextCursor");
            cursor = next.isMissingNode() ? "" : "\"cursor\":" + next;
        } while (!cursor.isEmpty());
        assertThat(names).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aCursorIsGoodForItsListAndItsSenderOnly() throws Exception {
        var cursor =
                "\"cursor\":"
                        + server.modern("resources/list", "1", "").result().path("nextCursor");
        assertThat(server.modern("resources/list", "1", cursor).result().path("resources"))
                .hasSize(2);
        assertThat(server.modern("tools/list", "1", cursor).code()).isEqualTo(-32602);
        assertThat(
                        server.modern("resources/list", "1", cursor, "Authorization", "Bearer bob")
                                .code())
                .isEqualTo(-32602);
        for (var bad : List.of("\"\"", "7", "\"" + cursor.substring(12), "{}")) {
            assertThat(server.modern("resources/list", "1", "\"cursor\":" + bad).code())
                    .as(bad)
                    .isEqualTo(-32602);
        }
    }

    @Test
    void structureGoesToWhoAsksForItOnly() throws Exception {
        var params = "\"name\":\"number\"";
        assertThat(server.modern("tools/call", "1", params).result().has("structuredContent"))
                .isFalse();
        var asking = "{\"extensions\":{\"x/structure\":{}}}";
        var structured = server.able(asking, "tools/call", params).result();
        assertThat(structured.path("structuredContent").toString()).isEqualTo("{\"n\":7}");
        assertThat(structured.path("content").path(0).path("text").asText()).isEqualTo("7");
        assertThat(allTools("{}")).doesNotContain("outputSchema");
        assertThat(allTools(asking)).contains("outputSchema");
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,true", "2025-06-18,true", "2025-03-26,false"})
    void olderClientsAskForStructureInTheirOwnWay(String revision, boolean known) throws Exception {
        var body =
                Fixture.initialize(revision)
                        .replace("\"roots\"", "\"experimental\":{\"x/structure\":{}},\"roots\"");
        var session = server.legacy(body).header("Mcp-Session-Id");
        var answer =
                server.legacy(
                        Fixture.call("tools/call", "{\"name\":\"number\"}"),
                        "Mcp-Session-Id",
                        session);
        assertThat(answer.result().has("structuredContent")).isEqualTo(known);
    }

    private String allTools(String capabilities) throws Exception {
        var all = new StringBuilder();
        var cursor = "";
        do {
            var page = server.able(capabilities, "tools/list", cursor).result();
            all.append(page.path("tools"));
            var next = page.path("nextCursor");
            cursor = next.isMissingNode() ? "" : "\"cursor\":" + next;
        } while (!cursor.isEmpty());
        return all.toString();
    }

    @Test
    void onlyWhatIsOfferedIsDeclaredAndKnown() throws Exception {
        var discovered = server.modern("server/discover", "1", "").result();
        assertThat(discovered.path("capabilities").toString())
                .isEqualTo(
                        "{\"tools\":{\"listChanged\":true},"
                                + "\"resources\":{\"subscribe\":true,\"listChanged\":true},"
                                + "\"prompts\":{\"listChanged\":true},\"completions\":{},"
                                + "\"logging\":{},\"extensions\":"
                                + "{\"io.modelcontextprotocol/tasks\":{},\"x/structure\":{}}}");
        assertThat(server.modern("resources/subscribe", "1", "\"uri\":\"res://a\"").status())
                .isEqualTo(404);
        server.close();
        server = new Fixture(Fixture.LIMITS);
        for (var method :
                List.of(
                        "resources/list",
                        "resources/templates/list",
                        "resources/read",
                        "prompts/list",
                        "prompts/get",
                        "completion/complete",
                        "tasks/get")) {
            assertThat(server.modern(method, "1", "").status()).as(method).isEqualTo(404);
            assertThat(server.inSession(Fixture.call(method, "{}")).code())
                    .as(method)
                    .isEqualTo(-32601);
        }
    }

    @Test
    void aPictureAndATitleGoWithTheFirstAnswerOnly() throws Exception {
        var identity =
                new ServerIdentity(
                        "x",
                        java.util.Optional.of("X"),
                        "1",
                        java.util.Optional.empty(),
                        java.util.Optional.of("data:image/svg+xml;base64,PHN2Zy8+"));
        assertThat(identity.brief().toString()).isEqualTo("{\"name\":\"x\",\"version\":\"1\"}");
        var sizes = Map.of("2026-07-28", 4, "2025-11-25", 4, "2025-06-18", 3, "2025-03-26", 2);
        sizes.forEach((revision, members) ->
                assertThat(identity.full(revision)).as(revision).hasSize(members));
    }

    @Test
    void aSubscriberOfASessionHearsOfItsResources() throws Exception {
        server.close();
        var full = new FullOffer();
        server = FullOffer.serve(full);
        var id = server.session("alice", "2025-11-25");
        assertThat(subscribe(id, "subscribe", "res://a").result().toString()).isEqualTo("{}");
        assertThat(subscribe(id, "subscribe", "res://z").code()).isEqualTo(-32002);
        full.announcer.resourceUpdated("res://b");
        full.announcer.resourceUpdated("res://a");
        try (var events =
                EventReader.open(server, server.request().header("Mcp-Session-Id", id).GET())) {
            assertThat(events.must().toString())
                    .isEqualTo(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\","
                                    + "\"params\":{\"uri\":\"res://a\"}}");
            assertThat(subscribe(id, "unsubscribe", "res://a").result().toString()).isEqualTo("{}");
            full.announcer.resourceUpdated("res://a");
            full.announcer.toolsChanged();
            assertThat(events.must().path("method").asText())
                    .isEqualTo("notifications/tools/list_changed");
        }
    }

    private Fixture.Answer subscribe(String session, String verb, String uri) throws Exception {
        var body = Fixture.call("resources/" + verb, "{\"uri\":\"" + uri + "\"}");
        return server.send(
                server.request()
                        .header("Mcp-Session-Id", session)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
