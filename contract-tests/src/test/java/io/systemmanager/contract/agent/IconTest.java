package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.mcp.Icon;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture goes out once, with the first answer, and to revisions that know it. */
class IconTest {
    private final AgentServer server = AgentServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void discoveryShowsItAndCallsDoNot() {
        var client = server.client("all");
        var at = "/result/_meta/io.modelcontextprotocol~1serverInfo";

        assertThat(client.ask("server/discover", "{}").at(at + "/icons/0/src").asText())
                .isEqualTo(Icon.dataUri());
        assertThat(client.call("containers_list", "{}").at(at).has("icons")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,true", "2025-06-18,false", "2025-03-26,false"})
    void aSessionShowsItWhereItsRevisionKnowsIt(String revision, boolean shown) {
        var welcome =
                server.client("all")
                        .askInSession(revision, "{}", "initialize", WireClient.object("{}"));

        assertThat(welcome.at("/result/serverInfo/name").asText()).isEqualTo("systemmanager");
        assertThat(welcome.at("/result/serverInfo").has("icons")).isEqualTo(shown);
    }

    @Test
    void itIsSmallAndLoadsNothing() {
        var svg =
                new String(
                        Base64.getDecoder().decode(Icon.dataUri().replaceFirst(".*,", "")),
                        StandardCharsets.UTF_8);

        assertThat(Icon.dataUri()).startsWith("data:image/svg+xml;base64,").hasSizeLessThan(1_000);
        assertThat(svg).startsWith("<svg").doesNotContain("script", "href", "url(", "style");
    }
}
