package io.systemmanager.contract.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.McpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Connects, calls and drops; a cycle with an odd number is cut in the middle of its answer. */
final class DroppingClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KILOBYTE = "\"name\":\"kilobyte\",\"arguments\":{}";

    private final SocketFactory sockets;
    private final int port;
    private final AtomicInteger cut = new AtomicInteger();

    DroppingClient(Path authority, int port) {
        this.sockets = McpClient.trusting(authority).getSocketFactory();
        this.port = port;
    }

    /** How many answers were cut after they had begun. */
    int cut() {
        return cut.get();
    }

    /** In 2026-07-28 to leave is to cancel, so the tool would run for minutes if it did not. */
    void modernCycle(int number) throws IOException {
        try (var connection = connect()) {
            if (number % 2 == 0) {
                connection.send(Requests.modern("tools/call", KILOBYTE));
                answered(connection);
            } else {
                connection.send(Requests.modern("tools/call", slow(EngineTools.LONGEST)));
                cutMidAnswer(connection, number);
            }
        }
    }

    /**
     * To leave is not to cancel. Of the clients that are cut, some come back to cancel and to end
     * their session, the others never: then the tool ends by itself and the session by idleness.
     */
    void legacyCycle(int number) throws IOException {
        try (var connection = connect()) {
            var session = shakeHands(connection);
            boolean returns = number % 4 < 2;
            if (number % 2 == 0) {
                connection.send(Requests.inSession(session, 1, "tools/call", "{" + KILOBYTE + "}"));
                answered(connection);
                if (returns) {
                    end(connection, session);
                }
                return;
            }
            var time = returns ? EngineTools.LONGEST : Duration.ofMillis(500);
            connection.send(Requests.inSession(session, 1, "tools/call", asking(time)));
            cutMidAnswer(connection, number);
            if (returns) {
                comeBack(session);
            }
        }
    }

    private void comeBack(String session) throws IOException {
        try (var stream = connect();
                var connection = connect()) {
            stream.send(Requests.bodiless("GET", session));
            assertThat(stream.readHead().status()).isEqualTo(200);
            connection.send(
                    Requests.notification(session, "notifications/cancelled", "{\"requestId\":1}"));
            assertThat(connection.readHead().status()).isEqualTo(202);
            end(connection, session);
        }
    }

    private static void end(RawConnection connection, String session) throws IOException {
        connection.send(Requests.bodiless("DELETE", session));
        assertThat(connection.readHead().status()).isEqualTo(204);
    }

    private static String shakeHands(RawConnection connection) throws IOException {
        connection.send(Requests.initialize(EngineFixture.ALICE));
        var head = connection.readHead();
        assertThat(head.status()).isEqualTo(200);
        connection.readWhole(head);
        var session = head.header("mcp-session-id");
        connection.send(Requests.notification(session, "notifications/initialized", "{}"));
        assertThat(connection.readHead().status()).isEqualTo(202);
        return session;
    }

    private static void answered(RawConnection connection) throws IOException {
        var head = connection.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(connection.readWhole(head)).contains("\"result\"").contains("thirty-two");
    }

    private void cutMidAnswer(RawConnection connection, int number) throws IOException {
        var head = connection.readHead();
        assertThat(head.isStream()).as("%s", head).isTrue();
        var events = connection.body(head);
        var line = RawConnection.readLine(events);
        while (!line.contains("notifications/")) {
            line = RawConnection.readLine(events);
        }
        cut.incrementAndGet();
        if (number % 3 == 0) {
            connection.close();
        } else {
            connection.cut();
        }
    }

    private static String slow(Duration time) {
        return "\"name\":\"slow\",\"arguments\":{\"for_ms\":%d}".formatted(time.toMillis());
    }

    private static String asking(Duration time) {
        return "{\"_meta\":{\"progressToken\":\"t\"}," + slow(time) + "}";
    }

    private RawConnection connect() throws IOException {
        return RawConnection.open(sockets, port, PATIENCE);
    }
}
