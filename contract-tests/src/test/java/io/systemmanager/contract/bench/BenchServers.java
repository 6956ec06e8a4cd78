package io.systemmanager.contract.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.server.RunningServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two servers in one JVM, on the same certificate: ours whole, on the simulated host, and a bare
 * Jetty handler that answers the same bytes. Prints where they are as {@code KEY=VALUE} lines and
 * serves until its input ends.
 */
public final class BenchServers {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int AGENTS = 64;

    private BenchServers() {}

    public static void main(String[] arguments) throws Exception {
        try (var ours = RunningServer.start()) {
            var sections = MAPPER.createObjectNode();
            sections.putArray("sections").add("server");
            var answer =
                    ours.client(ours.agentToken())
                            .call("system_status", sections.toString())
                            .body();
            try (var bare =
                    BareJetty.start(ours.state(), answer.getBytes(StandardCharsets.UTF_8))) {
                System.out.println("BARE_URL=https://localhost:" + bare.port() + "/mcp");
                System.out.println("SERVER_URL=https://localhost:" + ours.server().port() + "/mcp");
                System.out.println("TOKEN=" + ours.agentToken());
                System.out.println("CA=" + ours.state().caCertificate());
                System.out.println("SERVER_PORT=" + ours.server().port());
                System.out.println("TOKENS=" + tokens(ours));
                System.out.println("PID=" + ProcessHandle.current().pid());
                System.out.flush();
                while (System.in.read() >= 0) {
                    // whoever started this holds our input open until the measurement is over
                }
            }
        }
    }

    /** A token for each of many agents, a line each, in a file that goes with the state folder. */
    private static Path tokens(RunningServer ours) throws IOException {
        var scopes = List.of("docker:read", "docker:operate", "system:read");
        var tokens =
                IntStream.range(0, AGENTS)
                        .mapToObj(agent -> ours.token("agent:desk-" + agent, scopes))
                        .toList();
        return Files.write(ours.state().root().resolve("agents.tokens"), tokens);
    }
}
