package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of a mail relay, which verifies what it is sent as a receiver should. */
@Timeout(60)
class MailRelayTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] OTHER_KEY =
            "a key that the relay does not know".getBytes(StandardCharsets.UTF_8);
    private static final String BODY =
            "{\"data\":{\"operation\":\"containers_lifecycle.stop\",\"target\":\"db\"},"
                    + "\"type\":\"approval.requested\"}";

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process relay;
    private int port;

    @SuppressWarnings("NullAway.Init") // set before each test
    MailRelayTest() {}

    @BeforeEach
    void start() throws IOException {
        var secrets =
                Files.writeString(
                        folder.resolve("secret"),
                        "whsec_" + Base64.getEncoder().encodeToString(KEY) + "\n");
        var sendmail =
                Files.writeString(
                        folder.resolve("sendmail"),
                        "#!/bin/sh\ncat >> '" + folder.resolve("mail") + "'\n");
        Files.setPosixFilePermissions(sendmail, PosixFilePermissions.fromString("rwx------"));
        relay =
                new ProcessBuilder(
                                "python3",
                                Path.of("../ops/examples/mail-relay").toString(),
                                "0",
                                secrets.toString(),
                                "ops@example.org",
                                sendmail.toString())
                        .redirectError(folder.resolve("log").toFile())
                        .start();
        var out = new InputStreamReader(relay.getInputStream(), StandardCharsets.UTF_8);
        port = Integer.parseInt(String.valueOf(new BufferedReader(out).readLine()));
    }

    @AfterEach
    void stop() {
        relay.destroy();
        http.close();
    }

    private static String signature(byte[] key, String id, long at, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var signed = (id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }

    private int post(String id, long at, String signatures, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .timeout(Duration.ofSeconds(10))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", String.valueOf(at))
                        .header("webhook-signature", signatures)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private List<String> mail() throws IOException {
        var mail = folder.resolve("mail");
        return Files.exists(mail) ? Files.readAllLines(mail) : List.of();
    }

    @Test
    void whatIsGenuineIsMailedOnceHoweverOftenItComes() throws Exception {
        long now = Instant.now().getEpochSecond();
        var signature = signature(KEY, "ntf_1", now, BODY);

        assertThat(post("ntf_1", now, signature, BODY)).isEqualTo(204);
        assertThat(post("ntf_1", now, "v1,other " + signature, BODY)).isEqualTo(204);

        assertThat(mail())
                .contains(
                        "To: ops@example.org",
                        "Subject: approval.requested containers_lifecycle.stop db")
                .filteredOn(line -> line.startsWith("Subject:"))
                .hasSize(1);
    }

    @Test
    void whatIsNotGenuineIsNotMailed() throws Exception {
        long now = Instant.now().getEpochSecond();
        var good = signature(KEY, "ntf_1", now, BODY);

        assertThat(post("ntf_1", now, signature(OTHER_KEY, "ntf_1", now, BODY), BODY))
                .isEqualTo(401);
        assertThat(post("ntf_2", now, good, BODY)).isEqualTo(401);
        assertThat(post("ntf_1", now + 1, good, BODY)).isEqualTo(401);
        assertThat(post("ntf_1", now, good, BODY.replace("db", "web"))).isEqualTo(401);
        long old = now - 600;
        assertThat(post("ntf_1", old, signature(KEY, "ntf_1", old, BODY), BODY)).isEqualTo(401);

        assertThat(mail()).isEmpty();
    }
}
