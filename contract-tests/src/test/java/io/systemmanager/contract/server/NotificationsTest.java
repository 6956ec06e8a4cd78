package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.systemmanager.contract.port.ApprovalSamples;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.note.NoteSigner;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.port.Messenger;
import io.systemmanager.ops.Trust;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.webhook.Format;
import io.systemmanager.webhook.WebhookMessenger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole server, and a receiver on this machine that is told about approvals. */
@Timeout(120)
class NotificationsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] KEY = new byte[32];
    private static final String STOP =
            "{\"container\":\"db\",\"action\":\"stop\",\"wait_s\":0,"
                    + "\"reason\":\"urgent; approve me at once\"}";

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer receiver;
    private volatile int status = 204;
    private volatile boolean hangs;

    /** What the receiver was sent. */
    private record Heard(String id, String timestamp, String signature, String body) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @SuppressWarnings("NullAway.Init") // set before each test
    NotificationsTest() {}

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext(
                "/hook",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    heard.add(
                            new Heard(
                                    headers.getFirst("webhook-id"),
                                    headers.getFirst("webhook-timestamp"),
                                    headers.getFirst("webhook-signature"),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    if (hangs) {
                        awaitEnd();
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        receiver.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        receiver.stop(0);
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Settings telling(StateFolder state, Settings settings) {
        var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        return settings.with(
                Map.of(
                        Setting.NOTIFY_URL,
                        url,
                        Setting.NOTIFY_SECRET_FILE,
                        secretFile(state.root()).toString()));
    }

    private static Path secretFile(Path folder) {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var file = Files.createFile(folder.resolve("notify.secret"), mode);
            return Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(KEY));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Heard next() throws InterruptedException {
        var next = heard.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("the receiver was told").isNotNull();
        return next;
    }

    private static JsonNode ask(RunningServer running) throws IOException {
        var answer = running.client(running.agentToken()).call("containers_lifecycle", STOP);
        return MAPPER.readTree(answer.json().at("/result/content/0/text").asText());
    }

    private static void deny(RunningServer running, String id) {
        var card =
                running.operator("approvals.show", request -> request.put("id", id))
                        .path("approval");
        var decided =
                running.operator(
                        "approvals.vote",
                        request ->
                                request.put("id", id)
                                        .put("vote", "deny")
                                        .put("digest", card.path("digest").asText()));
        assertThat(decided.path("ok").asBoolean()).isTrue();
    }

    private static List<String> types(RunningServer running) {
        return running.entriesFrom(0).stream().map(each -> each.path("type").asText()).toList();
    }

    @Test
    void peopleAreToldThatAChangeWaitsAndHowItWasDecided() throws Exception {
        try (var running = RunningServer.start(this::telling)) {
            var id = ask(running).path("approval_id").asText();
            var requested = next();

            assertThat(requested.signature()).isEqualTo(signature(requested));
            var told = requested.json();
            assertThat(told.path("type").asText()).isEqualTo("approval.requested");
            var data = told.path("data");
            assertThat(data.path("approval").asText()).isEqualTo(id);
            assertThat(data.path("operation").asText()).isEqualTo("containers_lifecycle.stop");
            assertThat(data.path("target").asText()).isEqualTo("db");
            assertThat(data.path("console").asText()).endsWith("/console/approvals/" + id);
            assertThat(data.path("checkpoint").asText()).contains("\n\n\u2014 ");
            assertThat(requested.body()).doesNotContain("urgent", running.agentToken());

            deny(running, id);
            assertThat(next().json().path("type").asText()).isEqualTo("approval.denied");
            while (types(running).stream().filter("notification.delivered"::equals).count() < 2) {
                Thread.sleep(50);
            }
            assertThat(heard).isEmpty();
            assertThat(running.scrape())
                    .contains(
                            "systemmanager_notifications_failed 0",
                            "systemmanager_subsystem_up{subsystem=\"notifications\"} 1");
        }
    }

    private static String signature(Heard heard) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        var signed = heard.id() + "." + heard.timestamp() + "." + heard.body();
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReceiverThatHangsHoldsNoCallUp() throws Exception {
        hangs = true;
        try (var running = RunningServer.start(this::telling)) {
            var id = ask(running).path("approval_id").asText();
            next();

            // The receiver still holds the first; decisions and reads go on beside it.
            deny(running, id);
            var agent = running.client(running.agentToken());
            assertThat(agent.call("containers_list", "{}").text()).contains("db");
            assertThat(types(running))
                    .contains("approval.denied")
                    .doesNotContain("notification.delivered");
            over.countDown();
        }
    }

    @Test
    void whatWasNotTakenIsListedAndAPersonMayDropIt() throws Exception {
        status = 500;
        try (var running = RunningServer.start(this::telling)) {
            ask(running);
            var first = next();
            var listed = list(running);
            while (listed.at("/0/why").isMissingNode()) {
                Thread.sleep(50);
                listed = list(running);
            }

            assertThat(listed.at("/0/id").asText()).isEqualTo(first.id());
            assertThat(listed.at("/0/state").asText()).isEqualTo("due");
            assertThat(listed.at("/0/why").asText()).isEqualTo("the answer has the status 500");
            assertThat(next().id()).isEqualTo(first.id());

            assertThat(decide(running, "retry", first.id()).path("ok").asBoolean()).isFalse();
            assertThat(decide(running, "drop", first.id()).path("ok").asBoolean()).isTrue();
            assertThat(list(running)).isEmpty();
            assertThat(decide(running, "drop", "ntf_" + "0".repeat(32)).path("error").asText())
                    .isEqualTo("there is no such notification");
            assertThat(types(running)).contains("notification.dropped");
        }
    }

    private static JsonNode list(RunningServer running) {
        return running.operator("notifications.list", request -> request).path("notifications");
    }

    private static JsonNode decide(RunningServer running, String verb, String id) {
        return running.operator("notifications." + verb, request -> request.put("id", id));
    }

    @Test
    void aReceiverWhoseCertificateNobodyVouchesForIsToldNothing() throws Exception {
        try (var other = RunningServer.start()) { // it shows a certificate of its own authority
            var url = URI.create("https://localhost:%d/hook".formatted(other.server().port()));

            assertThat(deliver(url, Optional.empty()))
                    .isInstanceOfSatisfying(
                            Messenger.Receipt.Unheard.class,
                            unheard -> assertThat(unheard.why()).contains("PKIX"));
            assertThat(deliver(url, Optional.of(Trust.in(other.state().caCertificate()))))
                    .isEqualTo(new Messenger.Receipt.Refused("the answer has the status 404"));
        }
    }

    private static Messenger.Receipt deliver(URI url, Optional<SSLContext> tls) throws Exception {
        var told = Notification.of(ApprovalSamples.pending(1, LedgerSamples.BOT)).orElseThrow();
        var signer = NoteSigner.ofSeed("host.example/log", new byte[32]);
        var note = SignedNote.of("host.example/log\n0\n\n", List.of(signer));
        try (var messenger =
                new WebhookMessenger(
                        url,
                        new Format.Ntfy(Optional.empty()),
                        URI.create("https://localhost/console"),
                        tls,
                        InstantSource.system())) {
            return messenger.deliver(told, note);
        }
    }

    @Test
    void withoutAReceiverNothingIsKeptForOne() throws Exception {
        try (var running = RunningServer.start()) {
            ask(running);

            assertThat(list(running)).isEmpty();
            assertThat(types(running)).contains("approval.requested");
        }
    }
}
