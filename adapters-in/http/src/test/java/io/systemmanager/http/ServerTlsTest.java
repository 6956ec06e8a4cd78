package io.systemmanager.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
    @TempDir static Path certificates;
    private static Path first;
    private static Path second;
    @TempDir Path folder;
    private Path served;

    @BeforeAll
    static void certificates() throws Exception {
        first = TestCertificates.pkcs12(certificates, "first");
        second = TestCertificates.pkcs12(certificates, "second");
    }

    @BeforeEach
    void serve() throws IOException {
        served = folder.resolve("served.p12");
        Files.copy(first, served);
    }

    private static Listener listen(ServerTls tls) {
        Routes routes =
                () ->
                        List.of(
                                Route.of(
                                        Verb.GET,
                                        "/proto",
                                        Access.ANONYMOUS,
                                        context -> context.result(context.req().getProtocol())),
                                Route.of(
                                        Verb.GET,
                                        "/slow",
                                        Access.ANONYMOUS,
                                        context -> {
                                            // Not a multiple of the idle time: Jetty fails a write
                                            // that begins in the
                                            // very moment in which its idle timer fires.
                                            Thread.sleep(2500);
                                            context.result("slept");
                                        }));
        var limits =
                new Limits(
                        1000,
                        8192,
                        64,
                        256,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5));
        return HttpsListener.start(ListenerTest.plan(limits, routes), tls);
    }

    private static HttpResponse<String> get(
            SSLContext trust, HttpClient.Version version, Listener listener, String path)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(trust).version(version).build()) {
            var uri = URI.create("https://127.0.0.1:" + listener.port() + path);
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void bothVersionsOfHttpAreSpokenOverTls() throws Exception {
        var trust = TestCertificates.trusting(first);
        try (var listener = listen(ServerTls.load(TestCertificates.files(served)))) {
            assertThat(get(trust, HttpClient.Version.HTTP_2, listener, "/proto").body())
                    .isEqualTo("HTTP/2.0");
            assertThat(get(trust, HttpClient.Version.HTTP_1_1, listener, "/proto").body())
                    .isEqualTo("HTTP/1.1");
        }
    }

    @Test
    void aHandlerMayWorkLongerThanTheIdleTimeInBoth() throws Exception {
        var trust = TestCertificates.trusting(first);
        try (var listener = listen(ServerTls.load(TestCertificates.files(served)))) {
            for (var version : List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
                assertThat(get(trust, version, listener, "/slow").body()).isEqualTo("slept");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void currentVersionsOfTlsAreServedWithForwardSecrecy(String version) throws Exception {
        try (var listener = listen(ServerTls.load(TestCertificates.files(served)));
                var socket = tls(TestCertificates.trusting(first), listener.port(), version)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).doesNotContain("CBC", "TLS_RSA");
        }
    }

    /** A ClientHello is written by hand, because the JDK's own client no longer offers 1.1. */
    @Test
    void anOlderClientIsTurnedAwayWithAnAlert() throws Exception {
        try (var listener = listen(ServerTls.load(TestCertificates.files(served)))) {
            assertThat(firstRecordType(listener.port(), 0x0303)).isEqualTo(HANDSHAKE);
            assertThat(firstRecordType(listener.port(), 0x0302)).isEqualTo(ALERT);
        }
    }

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private static int firstRecordType(int port, int version) throws IOException {
        var extensions = ByteBuffer.allocate(26);
        extensions.putShort((short) 10).putShort((short) 4).putShort((short) 2);
        extensions.putShort((short) 23); // supported_groups: secp256r1
        extensions.putShort((short) 11).putShort((short) 2).put((byte) 1).put((byte) 0);
        extensions.putShort((short) 13).putShort((short) 4).putShort((short) 2);
        extensions.putShort((short) 0x0403); // signature_algorithms: ecdsa_secp256r1_sha256
        extensions.putShort((short) 23).putShort((short) 0); // extended_master_secret
        var hello = ByteBuffer.allocate(256);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 0);
        hello.put((byte) 1).put((byte) 0).putShort((short) 0);
        hello.putShort((short) version).put(new byte[32]).put((byte) 0);
        // ECDHE_ECDSA with AES_128_GCM, and with AES_128_CBC_SHA which 1.1 knows
        hello.putShort((short) 4).putShort((short) 0xc02b).putShort((short) 0xc009);
        hello.put((byte) 1).put((byte) 0).putShort((short) extensions.position());
        hello.put(extensions.array(), 0, extensions.position());
        int length = hello.position();
        hello.putShort(3, (short) (length - 5)).putShort(7, (short) (length - 9));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hello.array(), 0, length);
            return socket.getInputStream().read();
        }
    }

    private static SSLSocket tls(SSLContext context, int port, String version) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String servedName(SSLContext trust, Listener listener) throws IOException {
        try (var socket = tls(trust, listener.port(), "TLSv1.3")) {
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @Test
    void aBrokenFileKeepsTheOldCertificateAndAGoodOneReplacesIt() throws Exception {
        var tls = ServerTls.load(TestCertificates.files(served));
        try (var listener = listen(tls)) {
            var old = Files.readAllBytes(served);
            Files.write(served, Arrays.copyOf(old, old.length / 2));
            assertThat(tls.reload()).isInstanceOf(Reload.Kept.class);
            Files.delete(served);
            assertThat(tls.reload()).isInstanceOf(Reload.Kept.class);
            var trustFirst = TestCertificates.trusting(first);
            assertThat(servedName(trustFirst, listener)).isEqualTo("CN=first");

            Files.copy(second, served, StandardCopyOption.REPLACE_EXISTING);
            assertThat(tls.reload()).isEqualTo(new Reload.Taken(tls.expires()));
            assertThat(servedName(TestCertificates.trusting(second), listener))
                    .isEqualTo("CN=second");
        }
    }

    @Test
    void aChangedFileIsTakenUpByTheWatch() throws Exception {
        var tls = ServerTls.load(TestCertificates.files(served));
        var told = new LinkedBlockingQueue<Reload>();
        try (var _ = tls.pollEvery(Duration.ofMillis(20), told::add)) {
            Files.setLastModifiedTime(served, FileTime.from(Instant.EPOCH));
            assertThat(told.poll(20, TimeUnit.SECONDS)).isInstanceOf(Reload.Taken.class);
        }
    }

    @Test
    void pemFilesServeAsWell() throws Exception {
        var pem = TestCertificates.pem(first, folder);
        try (var listener = listen(ServerTls.load(pem))) {
            assertThat(servedName(TestCertificates.trusting(first), listener))
                    .isEqualTo("CN=first");
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("other"));
        var mine = TestCertificates.pem(first, folder);
        var other = TestCertificates.pem(second, elsewhere);
        var mixed = new CertificateFiles.Pem(mine.chain(), other.key());
        assertThatThrownBy(() -> ServerTls.load(mixed))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("not that of the first certificate");
    }

    @Test
    void whatIsNoPlainKeyIsSaidSo() throws Exception {
        var pem = TestCertificates.pem(first, folder);
        Files.writeString(pem.key(), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> ServerTls.load(pem)).hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() ->
                        ServerTls.load(new CertificateFiles.Pkcs12(first, "another password")))
                .isInstanceOf(CannotListenException.class);
    }

    @Test
    void aForeignHostIsRefusedOverTlsToo() throws Exception {
        var trust = TestCertificates.trusting(first);
        try (var listener = listen(ServerTls.load(TestCertificates.files(served)));
                var socket = tls(trust, listener.port(), "TLSv1.3")) {
            var request = RawHttp.head("GET", "/proto", 1, "Host: evil.example.com");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 403 ").contains("host_refused");
        }
    }

    private Listener asking(Path authority) throws Exception {
        var pem = TestCertificates.pem(authority, Files.createDirectory(folder.resolve("ca")));
        Routes routes =
                () ->
                        List.of(
                                Route.of(
                                        Verb.GET,
                                        "/who",
                                        Access.ANONYMOUS,
                                        context -> context.result(shown(context))));
        var tls = ServerTls.load(TestCertificates.files(served), pem.chain());
        return HttpsListener.start(ListenerTest.plan(Limits.standard(), routes), tls);
    }

    private static String shown(Context context) {
        return context.req().getAttribute("jakarta.servlet.request.X509Certificate")
                        instanceof X509Certificate[] chain
                ? chain[0].getSubjectX500Principal().getName()
                : "nobody";
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void aClientMayShowACertificateOfTheAuthority(HttpClient.Version version) throws Exception {
        try (var listener = asking(second)) {
            var showing = TestCertificates.showing(first, second);
            assertThat(get(showing, version, listener, "/who").body()).isEqualTo("CN=second");
            var silent = TestCertificates.trusting(first);
            assertThat(get(silent, version, listener, "/who").body()).isEqualTo("nobody");
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityEndsTheHandshake() throws Exception {
        try (var listener = asking(second)) {
            var stranger = TestCertificates.showing(first, first);
            assertThatThrownBy(() -> get(stranger, HttpClient.Version.HTTP_1_1, listener, "/who"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutAnAuthorityNoCertificateIsAskedFor() throws Exception {
        Routes routes =
                () ->
                        List.of(
                                Route.of(
                                        Verb.GET,
                                        "/who",
                                        Access.ANONYMOUS,
                                        context -> context.result(shown(context))));
        var tls = ServerTls.load(TestCertificates.files(served));
        try (var listener =
                HttpsListener.start(ListenerTest.plan(Limits.standard(), routes), tls)) {
            var eager = TestCertificates.showing(first, second);
            assertThat(get(eager, HttpClient.Version.HTTP_1_1, listener, "/who").body())
                    .isEqualTo("nobody");
        }
    }

    @Test
    void anAuthorityWithoutACertificateIsRefused() throws Exception {
        var empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> ServerTls.load(TestCertificates.files(served), empty))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("authority holds no certificate");
    }

    @Test
    void aPasswordIsNeverPrinted() {
        assertThat(TestCertificates.files(first).toString())
                .doesNotContain(TestCertificates.PASSWORD);
    }
}
