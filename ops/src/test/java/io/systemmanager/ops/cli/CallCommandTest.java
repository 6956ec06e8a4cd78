package io.systemmanager.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {
    private static final String NOBODY = "1"; // a port of which this host has no server

    @TempDir Path folder;
    private Workplace place;

    @BeforeEach
    void make() {
        place = new Workplace(folder);
    }

    @Test
    void aPortOnWhichNothingListensIsSaidToBeSo() throws IOException {
        place.makeCertificates();
        Files.writeString(place.state.agentToken(), "smt_of_nobody\n");

        var ran = place.run("call", "system_status", "--port", NOBODY);

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("no server listens on port 1 ").contains("--port");
    }

    @Test
    void theServerOfTheStateFolderIsFoundWhileItRuns() throws IOException {
        place.run("init");
        try (var _ = place.server(Map.of())) {
            var ran = place.run("call", "system_status", "{\"sections\":[\"server\"]}");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).contains("\"version\"");
        }
        var ran = place.run("call", "system_status");

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("no server runs on " + place.state.root());
    }

    @Test
    void aPortThatIsNoneIsSaidToBeNone() throws IOException {
        Files.writeString(place.state.root().resolve("agent.port"), "x\n");

        var ran = place.run("call", "system_status");

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("agent.port holds no port");
    }

    @Test
    void aFileThatIsMissingIsSaidToBeMissing() {
        var ran = place.run("call", "system_status", "--port", NOBODY);

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("there is no file " + place.state.agentToken());
    }
}
