package io.systemmanager.contract.conformance;

import io.systemmanager.http.CertificateFiles;
import io.systemmanager.http.HttpsListener;
import io.systemmanager.http.Limits;
import io.systemmanager.http.ListenAddress;
import io.systemmanager.http.ListenerPlan;
import io.systemmanager.http.PlainListener;
import io.systemmanager.http.ServerNames;
import io.systemmanager.http.ServerTls;
import io.systemmanager.mcpengine.Announcer;
import io.systemmanager.mcpengine.Authentication;
import io.systemmanager.mcpengine.Authenticator;
import io.systemmanager.mcpengine.EngineLimits;
import io.systemmanager.mcpengine.McpEndpoint;
import io.systemmanager.mcpengine.Offer;
import io.systemmanager.mcpengine.ServerIdentity;
import io.systemmanager.mcpengine.SessionLimits;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The fixture of the official suite, twice: without TLS and token, and with both. Prints where it
 * is as {@code KEY=VALUE} lines and serves until its input ends.
 */
public final class ConformanceServer {
    /** The suite leaves streams and sessions behind, all of one principal. */
    private static final EngineLimits LIMITS =
            new EngineLimits(
                    1000,
                    2000,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    100,
                    new SessionLimits(1000, 2000, Duration.ofMinutes(10), 1 << 20));

    private static final SecureRandom RANDOM = new SecureRandom();

    private ConformanceServer() {}

    /** Serves until the input ends. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("systemmanager-conformance");
        try {
            var state = new StateFolder(folder);
            FirstStart.files(state, "localhost");
            var token = UUID.randomUUID().toString();
            var tls =
                    ServerTls.load(
                            new CertificateFiles.Pem(state.serverCertificate(), state.serverKey()));
            try (var plain = PlainListener.start(plan(endpoint(_ -> known())));
                    var secure = HttpsListener.start(plan(endpoint(with(token))), tls)) {
                System.out.println("PLAIN_URL=http://127.0.0.1:" + plain.port() + "/mcp");
                System.out.println("HTTPS_URL=https://localhost:" + secure.port() + "/mcp");
                System.out.println("TOKEN=" + token);
                System.out.println("CA=" + state.caCertificate());
                System.out.flush();
                while (System.in.read() >= 0) {
                    // whoever started this holds our input open until the suite is through
                }
            }
        } finally {
            remove(folder);
        }
    }

    /** What the fixture offers: something of everything that the engine serves. */
    public static Offer<String> offer() {
        var announcer = new Announcer();
        var tasks = new ConformanceTasks(announcer);
        var tools = new ConformanceTools();
        PlainSteps.addTo(tools, announcer);
        AskingSteps.addTo(tools);
        new TaskSteps(tasks).addTo(tools);
        var prompts = new ConformancePrompts();
        return new Offer<String>(
                tools,
                Optional.of(new ConformanceResources()),
                Optional.of(prompts),
                Optional.of(prompts),
                Optional.of(tasks),
                true,
                new Offer.Structured.Always(),
                announcer);
    }

    /** The fixture on the engine. */
    public static McpEndpoint<String> endpoint(Authenticator<String> authenticator) {
        return new McpEndpoint<>(
                ServerIdentity.of("conformance-fixture", "1.0"),
                offer(),
                authenticator,
                LIMITS,
                () -> UUID.randomUUID().toString(),
                InstantSource.system(),
                ConformanceServer::random);
    }

    private static ListenerPlan plan(McpEndpoint<String> endpoint) {
        return new ListenerPlan(
                ListenAddress.anyLoopbackPort(),
                Limits.standard(),
                ServerNames.loopbackOnly(),
                () -> UUID.randomUUID().toString(),
                List.of(endpoint));
    }

    private static Authentication<String> known() {
        return new Authentication.Known<>("suite", "suite", Optional.empty());
    }

    private static Authenticator<String> with(String token) {
        return credentials ->
                credentials.bearer().filter(token::equals).isPresent()
                        ? known()
                        : new Authentication.Refused<>(
                                401,
                                "unauthenticated",
                                "The token is not good.",
                                "Use the one that was printed.",
                                Optional.empty(),
                                Optional.empty());
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
