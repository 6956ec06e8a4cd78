package io.systemmanager.contract.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Lets what can only speak TCP reach a Unix socket, from this machine alone. */
final class LoopbackRelay implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;

    private LoopbackRelay(ServerSocketChannel server, Path socket) {
        this.server = server;
        this.socket = socket;
    }

    static LoopbackRelay to(Path socket) {
        try {
            var server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var relay = new LoopbackRelay(server, socket);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var near = server.accept();
                var far = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Thread.ofVirtual().start(() -> copy(near, far));
                Thread.ofVirtual().start(() -> copy(far, near));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    /** Until one side ends, which then ends the other. */
    private static void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // one side went away
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
