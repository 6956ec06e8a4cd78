package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a hang is a failure
class ResumeTest {
    private final FullOffer full = new FullOffer();
    private final Fixture server = FullOffer.serve(full);

    @AfterEach
    void stop() {
        server.close();
    }

    private EventReader call(String session, String tool) throws Exception {
        var body = Fixture.call("tools/call", "{\"name\":\"" + tool + "\"}");
        return EventReader.open(
                server,
                server.request()
                        .header("Mcp-Session-Id", session)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder get(String session) {
        return server.request().header("Mcp-Session-Id", session).GET();
    }

    private EventReader resume(String session, String last) throws Exception {
        return EventReader.open(server, get(session).header("Last-Event-ID", last));
    }

    private static List<String> data(List<? extends JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("params").path("data").asText())
                .toList();
    }

    @Test
    void whatFollowedAHangUpIsToldToWhoComesBack() throws Exception {
        var session = server.session("alice", "2025-11-25");
        String last;
        try (var events = call(session, "hang")) {
            assertThat(data(events.rest())).containsExactly("before");
            last = events.lastId;
        }
        try (var rest = resume(session, last)) {
            assertThat(rest.must().path("params").path("data").asText()).isEqualTo("after");
            assertThat(rest.must().path("result").toString()).contains("hung up");
            assertThat(rest.next()).isEmpty(); // the answer was the end
        }
        // And once more, from any place of it.
        try (var rest = resume(session, last.replaceFirst("-[0-9]+$", "-0"))) {
            assertThat(rest.rest()).hasSize(3);
        }
    }

    @Test
    void anAnswerGoesToWhoComesBackWhileTheCallRuns() throws Exception {
        var slow = new Fixture(Fixture.LIMITS);
        try (slow) {
            var session = slow.session("alice", "2025-11-25");
            var body = Fixture.call("tools/call", "{\"name\":\"tellThenWait\"}");
            var first =
                    EventReader.open(
                            slow,
                            slow.request()
                                    .header("Mcp-Session-Id", session)
                                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            first.must();
            first.close();
            try (var rest =
                    EventReader.open(
                            slow,
                            slow.request()
                                    .header("Mcp-Session-Id", session)
                                    .header("Last-Event-ID", first.lastId)
                                    .GET())) {
                slow.tools.release.countDown();
                assertThat(rest.must().path("result").toString()).contains("waited");
                assertThat(rest.next()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1-99", "a9-0", "own-7", "nonsense", "-", "a1-", "a1-x", "a1--1"})
    void anEventThatIsNotKeptCannotBeResumed(String last) throws Exception {
        var session = server.session("alice", "2025-11-25");
        call(session, "hang").rest();
        var answer = server.send(get(session).header("Last-Event-ID", last));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("unknown_event");
    }

    @Test
    void theEventsOfASessionAreItsOwn() throws Exception {
        var session = server.session("alice", "2025-11-25");
        call(session, "hang").rest();
        var other = server.session("alice", "2025-11-25");
        assertThat(server.send(get(other).header("Last-Event-ID", "a1-1")).status()).isEqualTo(400);
        assertThat(
                        server.send(
                                        get(session)
                                                .setHeader("Authorization", "Bearer bob")
                                                .header("Last-Event-ID", "a1-1"))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void anOlderRevisionHasNoIdsAndIsNotHungUpOn() throws Exception {
        var session = server.session("alice", "2025-06-18");
        try (var events = call(session, "hang")) {
            assertThat(events.rest()).hasSize(3);
            assertThat(events.lastId).isEmpty();
        }
    }

    @Test
    void changesWaitForTheStreamOfTheirSessionAndCanBeToldAgain() throws Exception {
        var session = server.session("alice", "2025-11-25");
        full.announcer.toolsChanged();
        String last;
        try (var events = EventReader.open(server, get(session))) {
            assertThat(events.must().path("method").asText())
                    .isEqualTo("notifications/tools/list_changed");
            last = events.lastId;
            full.announcer.promptsChanged();
            assertThat(events.must().path("method").asText())
                    .isEqualTo("notifications/prompts/list_changed");
        }
        // The client says that it lost the connection: the place of the old one is taken over.
        try (var events = resume(session, last)) {
            assertThat(events.must().path("method").asText())
                    .isEqualTo("notifications/prompts/list_changed");
            full.announcer.resourcesChanged();
            assertThat(events.must().path("method").asText())
                    .isEqualTo("notifications/resources/list_changed");
        }
    }
}
