package io.systemmanager.ops.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink.Receipt;
import io.systemmanager.host.anchor.SyslogAnchor;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a receiver that speaks TLS and reads frames as RFC 5425 writes them. */
class SyslogAnchorTest {
    private static final LogKeys KEYS =
            LogKeys.of(LogKeys.origin("node7.example.org", 1), new byte[32], new byte[32]);
    private static final SignedNote NOTE =
            KEYS.sign(new Checkpoint(KEYS.origin(), 7, Hash.ofLeaf(new byte[1])));
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.250Z"));

    @TempDir Path folder;
    private StateFolder state;
    private SSLServerSocket receiver;

    @BeforeEach
    void listen() throws Exception {
        state = new StateFolder(folder);
        FirstStart.files(state, "localhost");
        receiver =
                (SSLServerSocket)
                        context()
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getByName("localhost"));
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    private SSLContext context() throws Exception {
        var chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(Files.newInputStream(state.serverCertificate()))
                        .toArray(Certificate[]::new);
        var pem = Files.readString(state.serverKey()).replaceAll("-----.*-----|\\s", "");
        var key =
                KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("receiver", key, new char[0], chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private CompletableFuture<String> oneFrame() {
        return CompletableFuture.supplyAsync(() -> {
            try (var peer = receiver.accept()) {
                return frame(peer.getInputStream());
            } catch (IOException e) {
                return "broke off: " + e.getMessage();
            }
        });
    }

    private static String frame(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
            assertThat(c).isBetween((int) '0', (int) '9');
            length = length * 10 + c - '0';
        }
        var message = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        assertThat(in.read()).as("the sender ends in good order").isEqualTo(-1);
        return message;
    }

    private SyslogAnchor anchor(String host, Optional<Path> authority) {
        return new SyslogAnchor(host, receiver.getLocalPort(), authority, NOON);
    }

    @Test
    void theReceiverGetsTheNoteInOneFrame() throws Exception {
        var heard = oneFrame();
        var anchor = anchor("localhost", Optional.of(state.caCertificate()));

        assertThat(anchor.show(NOTE)).isEqualTo(new Receipt.Accepted());
        var message = heard.get(10, TimeUnit.SECONDS);
        assertThat(message)
                .startsWith(
                        "<109>1 2026-03-01T12:00:00.250Z node7.example.org systemmanager - CHECKPOINT"
                                + " - origin="
                                + KEYS.origin()
                                + " size=7 root=");
        var encoded = message.substring(message.indexOf("note=") + 5);
        var note = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        assertThat(SignedNote.parse(note)).contains(NOTE);
    }

    @Test
    void aReceiverThatNobodyVouchesForGetsNothing() throws Exception {
        var heard = oneFrame();

        assertThat(anchor("localhost", Optional.empty()).show(NOTE))
                .isInstanceOf(Receipt.Failed.class);
        assertThat(heard.get(10, TimeUnit.SECONDS)).doesNotContain("CHECKPOINT");
    }

    @Test
    void aReceiverWithAnothersNameGetsNothing() throws Exception {
        var heard = oneFrame();
        var anchor =
                new SyslogAnchor(
                        "127.0.0.2",
                        receiver.getLocalPort(),
                        Optional.of(state.caCertificate()),
                        NOON);

        assertThat(anchor.show(NOTE)).isInstanceOf(Receipt.Failed.class);
        receiver.close();
        assertThat(heard.get(10, TimeUnit.SECONDS)).doesNotContain("CHECKPOINT");
    }

    @Test
    void whereNobodyListensItFails() throws Exception {
        receiver.close();
        assertThat(anchor("localhost", Optional.of(state.caCertificate())).show(NOTE))
                .isInstanceOf(Receipt.Failed.class);
    }
}
