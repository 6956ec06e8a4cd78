package io.systemmanager.ops.operators;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix socket on which the command reaches a running server: one line of JSON in, one out. Only
 * the server's own user can open it, and each request must carry the operator's secret besides,
 * because an agent may run under the same user.
 */
public final class OperatorSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST = 16_384;
    private static final int AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path path;
    private final OperatorDesk desk;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(AT_ONCE);

    private OperatorSocket(Path path, OperatorDesk desk, ServerSocketChannel server) {
        this.path = path;
        this.desk = desk;
        this.server = server;
    }

    /** Opens the socket; it serves when this returns. The ledger's lock makes sure we are alone. */
    public static OperatorSocket open(Path path, OperatorDesk desk) throws IOException {
        Files.deleteIfExists(path);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        var socket = new OperatorSocket(path, desk, server);
        Thread.ofVirtual().name("operator-socket").start(socket::accept);
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var peer = server.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(peer));
                } else {
                    peer.close();
                }
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException e) {
                LOG.warn("an operator could not be heard", e);
            }
        }
    }

    private void serve(SocketChannel peer) {
        var late = cutAfter(peer);
        try (peer) {
            var line = line(new BufferedInputStream(Channels.newInputStream(peer)));
            if (line.isEmpty()) {
                return; // somebody only looked whether a server listens
            }
            var answer = MAPPER.writeValueAsString(answer(line)) + "\n";
            Channels.newOutputStream(peer).write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("an operator left early", e);
        } finally {
            late.interrupt();
            places.release();
        }
    }

    private JsonNode answer(String line) {
        try {
            return desk.answer(MAPPER.readTree(line));
        } catch (JsonProcessingException malformed) {
            return OperatorDesk.refused("the request is no JSON");
        } catch (LedgerUnavailable unrecorded) {
            var fault = unrecorded.fault();
            return OperatorDesk.refused(fault.cause() + " " + fault.code().nextStep());
        } catch (RuntimeException broken) {
            LOG.error("an operator's request broke", broken);
            return OperatorDesk.refused("something is broken inside the server; see its log");
        }
    }

    /** Closing the channel ends a read that waits; a Unix socket has no time-out of its own. */
    private static Thread cutAfter(SocketChannel peer) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        Thread.sleep(PATIENCE);
                        peer.close();
                    } catch (InterruptedException done) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        LOG.debug("a silent operator could not be cut off", e);
                    }
                });
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (bytes.size() >= LONGEST) {
                throw new IOException("the request is too long");
            }
            bytes.write(c);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
