package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.http.CertificateFiles;
import io.systemmanager.http.HttpsListener;
import io.systemmanager.http.ServerTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint as it is deployed: TLS and HTTP/2. */
@Timeout(120) // a hang is a failure
class OverTlsTest {
    private static final String PASSWORD = "only-for-tests";
    private static final int STREAMS = 200;
    private static final EngineLimits MANY =
            new EngineLimits(
                    STREAMS,
                    STREAMS,
                    Duration.ofMillis(500),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    100,
                    SessionLimits.standard());

    @TempDir Path folder;

    @Test
    void hundredsOfStreamsAreHeldWhileCallsGoOn() throws Exception {
        var file = certificate();
        var tls = ServerTls.load(new CertificateFiles.Pkcs12(file, PASSWORD));
        try (var server = new Fixture(MANY);
                var client = HttpClient.newBuilder().sslContext(trusting(file)).build()) {
            List<CompletableFuture<String>> ends;
            try (var listener = HttpsListener.start(server.plan(), tls)) {
                var uri = URI.create("https://127.0.0.1:" + listener.port() + "/mcp");
                ends = open(server, client, uri);
                assertThat(server.endpoint.openStreams()).isEqualTo(STREAMS);
                for (int i = 0; i < 50; i++) {
                    var call = server.modernRequest("tools/call", "" + i, "\"name\":\"echo\"");
                    var answer = text(client, call.uri(uri).build());
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                }
                assertThat(server.endpoint.openStreams()).isEqualTo(STREAMS);
            }
            for (int i = 0; i < STREAMS; i++) {
                assertThat(ends.get(i).get()).contains("\"id\":" + i + ",\"result\"");
            }
        }
    }

    /** Opens the streams and reads each on a thread of its own, to its last message. */
    private static List<CompletableFuture<String>> open(Fixture server, HttpClient client, URI uri)
            throws Exception {
        var answers = new ArrayList<CompletableFuture<HttpResponse<Stream<String>>>>();
        for (int i = 0; i < STREAMS; i++) {
            var request =
                    server.modernRequest("subscriptions/listen", "" + i, "\"notifications\":{}");
            answers.add(
                    client.sendAsync(
                            request.uri(uri).build(), HttpResponse.BodyHandlers.ofLines()));
        }
        var ends = new ArrayList<CompletableFuture<String>>();
        for (var answer : answers) {
            var lines = answer.get().body();
            ends.add(
                    CompletableFuture.supplyAsync(
                            () -> last(lines), command -> Thread.ofVirtual().start(command)));
        }
        return ends;
    }

    private static String last(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("data:")).reduce("", (_, line) -> line);
    }

    private static HttpResponse<String> text(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Path certificate() throws IOException, InterruptedException {
        var file = folder.resolve("server.p12");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=fixture",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }

    private static SSLContext trusting(Path file) throws Exception {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
