package io.systemmanager.contract.bench;

import io.systemmanager.contract.engine.EngineFixture;
import io.systemmanager.contract.server.McpClient;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;

/**
 * The engine alone, with a tool that answers 1 kB, and a bare Jetty handler that answers the same
 * bytes, in one JVM on one certificate. Prints where they are as {@code KEY=VALUE} lines and serves
 * until its input ends.
 */
public final class EngineServers {
    private EngineServers() {}

    /** Serves until the input ends. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("systemmanager-bench");
        try {
            serve(new StateFolder(folder));
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void serve(StateFolder state) throws Exception {
        FirstStart.files(state, "localhost");
        try (var engine = EngineFixture.secure(state, Duration.ofHours(1))) {
            var client = new McpClient(state.caCertificate(), engine.port(), EngineFixture.ALICE);
            var answer = client.call("kilobyte", "{}").body();
            try (var bare = BareJetty.start(state, answer.getBytes(StandardCharsets.UTF_8))) {
                tell(System.out, state, bare.port(), engine.port());
                while (System.in.read() >= 0) {
                    // whoever started this holds our input open until the measurement is over
                }
            }
        }
    }

    private static void tell(PrintStream out, StateFolder state, int bare, int engine) {
        out.println("BARE_URL=https://localhost:" + bare + "/mcp");
        out.println("ENGINE_URL=https://localhost:" + engine + "/mcp");
        out.println("TOKEN=" + EngineFixture.ALICE);
        out.println("CA=" + state.caCertificate());
        out.println("CERTIFICATE=" + state.serverCertificate());
        out.println("KEY=" + state.serverKey());
        out.flush();
    }
}
