package io.systemmanager.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.systemmanager.domain.note.NoteSigner;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.Notification.Matter;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.Topic;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.port.Messenger.Receipt;
import io.systemmanager.domain.risk.Risk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookMessengerTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final WebhookSecret SECRET =
            WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final WebhookSecret NEXT =
            WebhookSecret.parse("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
    private static final SignedNote NOTE =
            SignedNote.of(
                    "host.example/log\n0\n\n",
                    List.of(NoteSigner.ofSeed("host.example/log", new byte[32])));
    private static final Notification TOLD =
            new Notification(
                    new NotificationId("ntf_" + "0".repeat(32)),
                    Topic.REQUESTED,
                    "apr_" + "a".repeat(26),
                    Optional.of(
                            new Matter(
                                    new OperationName("containers_lifecycle.stop"),
                                    "db",
                                    Risk.HIGH,
                                    NOON.plusSeconds(900))),
                    NOON);

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Headers> headers = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer http;
    private HttpHandler answer = exchange -> exchange.sendResponseHeaders(204, -1);

    @SuppressWarnings("NullAway.Init") // set before each test
    WebhookMessengerTest() {}

    @BeforeEach
    void serve() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::hear);
        http.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        http.stop(0);
    }

    private void hear(HttpExchange exchange) throws IOException {
        headers.add(exchange.getRequestHeaders());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        answer.handle(exchange);
        exchange.close();
    }

    private Receipt deliver(Format format) throws Exception {
        return deliver(format, TOLD);
    }

    private Receipt deliver(Format format, Notification told) throws Exception {
        var url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/hook");
        var console = URI.create("https://ops.example:8444/console");
        try (var messenger =
                new WebhookMessenger(
                        url, format, console, Optional.empty(), InstantSource.fixed(NOON))) {
            return messenger.deliver(told, NOTE);
        }
    }

    private Receipt deliver() throws Exception {
        return deliver(new Format.Signed(List.of(SECRET)));
    }

    private String header(String name) {
        return headers.getFirst().getFirst(name);
    }

    private void status(int status) {
        answer = exchange -> exchange.sendResponseHeaders(status, -1);
    }

    @Test
    void aSignedBodyNamesWhatIsAskedAndNoWayToAgree() throws Exception {
        assertThat(deliver()).isEqualTo(new Receipt.Accepted());

        assertThat(bodies.getFirst())
                .contains(
                        "\"type\":\"approval.requested\"",
                        "\"operation\":\"containers_lifecycle.stop\"",
                        "\"target\":\"db\"",
                        "\"risk\":\"high\"",
                        "\"expires\":\"2026-06-01T12:15:00Z\"",
                        "\"checkpoint\":\"host.example/log\\n0\\n",
                        "\"console\":\"https://ops.example:8444/console/approvals/apr_aaaa")
                .doesNotContain("digest", "approve\"", "reason");
        assertThat(header("Content-type")).isEqualTo("application/json");
        assertThat(header("Webhook-id")).isEqualTo(TOLD.id().value());
        assertThat(header("Webhook-timestamp")).isEqualTo("" + NOON.getEpochSecond());
        assertThat(header("Webhook-signature"))
                .isEqualTo(
                        SECRET.sign(TOLD.id().value(), NOON.getEpochSecond(), bodies.getFirst()));
    }

    @Test
    void whileASecretIsChangedBothSign() throws Exception {
        deliver(new Format.Signed(List.of(SECRET, NEXT)));

        long at = NOON.getEpochSecond();
        assertThat(header("Webhook-signature").split(" ", -1))
                .containsExactly(
                        SECRET.sign(TOLD.id().value(), at, bodies.getFirst()),
                        NEXT.sign(TOLD.id().value(), at, bodies.getFirst()));
    }

    @Test
    void ntfyGetsATextAndItsHeaders() throws Exception {
        deliver(new Format.Ntfy(Optional.of("tk_sample")));

        assertThat(bodies)
                .containsExactly(
                        "containers_lifecycle.stop of db, risk high, until"
                                + " 2026-06-01T12:15:00Z (apr_aaaaaaaaaaaaaaaaaaaaaaaaaa)");
        assertThat(header("Title")).isEqualTo("A change waits for you");
        assertThat(header("Priority")).isEqualTo("high");
        assertThat(header("Click"))
                .startsWith("https://ops.example:8444/console/approvals/apr_aaaa");
        assertThat(header("Authorization")).isEqualTo("Bearer tk_sample");
    }

    @Test
    void whatSomebodyWroteInThePlaceOfAnIdStandsInNoHeader() throws Exception {
        var stuck = Notification.ofStuck("\u202e é\nX-Evil: 1", Optional.empty(), NOON);

        assertThat(deliver(new Format.Ntfy(Optional.empty()), stuck))
                .isEqualTo(new Receipt.Accepted());
        assertThat(header("Click")).isEqualTo("https://ops.example:8444/console");
        assertThat(headers.getFirst()).doesNotContainKey("X-evil");
        assertThat(bodies.getFirst()).doesNotContain("\n", "\u202e");
    }

    @Test
    void anErrorIsNotTaken() throws Exception {
        status(500);

        assertThat(deliver()).isEqualTo(new Receipt.Refused("the answer has the status 500"));
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        answer =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                };

        assertThat(deliver()).isEqualTo(new Receipt.Refused("the answer has the status 307"));
        assertThat(headers).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerIsGivenUp() throws Exception {
        answer = _ -> awaitEnd();

        assertThat(deliver()).isEqualTo(new Receipt.Unheard("no answer within 10 s"));
    }

    @Test
    void theStatusDecidesHoweverSlowTheBodyIs() throws Exception {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write('a');
                    exchange.getResponseBody().flush();
                    awaitEnd();
                };

        assertThat(deliver()).isEqualTo(new Receipt.Accepted());
    }

    @Test
    void theStatusDecidesHoweverLongTheBodyIs() throws Exception {
        answer =
                exchange -> {
                    exchange.sendResponseHeaders(200, 1 << 24);
                    exchange.getResponseBody().write(new byte[1 << 24]);
                };

        assertThat(deliver()).isEqualTo(new Receipt.Accepted());
    }

    @Test
    void whereNobodyListensNobodyHeard() throws Exception {
        http.stop(0);

        assertThat(deliver()).isInstanceOf(Receipt.Unheard.class);
    }

    @Test
    void onlyThisMachineIsToldWithoutTls() {
        assertThat(WebhookMessenger.fault(URI.create("https://ntfy.example/t"))).isEmpty();
        assertThat(WebhookMessenger.fault(URI.create("http://127.0.0.1:9/t"))).isEmpty();
        for (var wrong :
                List.of(
                        "http://ntfy.example/t",
                        "https://me:secret@ntfy.example/t",
                        "https:///t",
                        "file:///etc/passwd",
                        "ftp://127.0.0.1/t")) {
            assertThat(WebhookMessenger.fault(URI.create(wrong))).as(wrong).isPresent();
        }
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
