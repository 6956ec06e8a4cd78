package io.systemmanager.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LingeringTest {
    private static final int ENDLESS = 900_000_000;
    @TempDir static Path folder;
    private static SSLContext trust;
    private static Listener listener;

    @BeforeAll
    static void listen() throws Exception {
        var certificate = TestCertificates.pkcs12(folder, "served");
        trust = TestCertificates.trusting(certificate);
        Routes routes =
                () ->
                        List.of(
                                Route.of(
                                        Verb.POST,
                                        "/deaf",
                                        Access.ANONYMOUS,
                                        context -> Problem.of(401, "id-d").answer(context)));
        listener =
                HttpsListener.start(
                        ListenerTest.plan(Limits.standard().withRequestBytes(1000), routes),
                        ServerTls.load(TestCertificates.files(certificate)));
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, /nothing, 900, 404", "HTTP_2, /nothing, 900, 404",
        "HTTP_1_1, /deaf,    900, 401", "HTTP_2, /deaf,    900, 401",
        "HTTP_1_1, /deaf, 500000, 413", "HTTP_2, /deaf, 500000, 413",
    })
    void whoeverIsRefusedWhileSendingLearnsWhy(
            HttpClient.Version version, String path, int bytes, int status) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(trust).version(version).build()) {
            for (int i = 0; i < 20; i++) {
                var announced = HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]);
                assertThat(send(client, path, announced)).isEqualTo(status);
            }
        }
    }

    @Test
    void theAnswerGoesOutBeforeTheBodyHasComeAndNoResetFollows() throws Exception {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head(900));
            out.flush();
            var answer = new byte["HTTP/1.1 401".length()];
            assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(answer.length);
            assertThat(answer).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 401");
            out.write(new byte[900]);
            out.flush();
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void whoeverSendsForeverIsCutByTheSizeOfIt() throws Exception {
        assertThat(cut(new byte[64 * 1024], 0)).isBetween(1L << 20, 64L << 20);
    }

    @Test
    void whoeverTricklesIsCutByTheTimeOfIt() throws Exception {
        assertThat(cut(new byte[1], 100)).isBetween(5L, 200L);
    }

    /** How many bytes a body may have that is sent on after the refusal. */
    private static long cut(byte[] piece, long pauseMs) throws Exception {
        long sent = 0;
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head(ENDLESS));
            out.flush();
            while (sent < ENDLESS) {
                out.write(piece);
                out.flush();
                sent += piece.length;
                Thread.sleep(pauseMs);
            }
        } catch (SocketException cut) {
            return sent;
        }
        throw new AssertionError("it took everything");
    }

    private static Socket connect() throws IOException {
        var plain = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        return trust.getSocketFactory().createSocket(plain, "localhost", listener.port(), true);
    }

    private static byte[] head(int bytes) {
        return ("POST /deaf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + bytes
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int send(HttpClient client, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var uri = URI.create("https://127.0.0.1:" + listener.port() + path);
        var request = HttpRequest.newBuilder(uri).POST(body).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
