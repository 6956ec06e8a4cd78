package io.systemmanager.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A Docker Engine on a Unix socket that answers as a test says, however wrong. */
final class FakeEngine implements AutoCloseable {

    /** What the fake does with a connection after it has read the request. */
    @FunctionalInterface
    interface Script {
        void play(Request request, Connection connection) throws IOException;
    }

    record Request(String method, String path) {}

    private record Rule(String path, Script script) {}

    private final Path socket;
    private final ServerSocketChannel server;
    private final Thread accepting;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

    FakeEngine(Path directory) {
        this.socket = directory.resolve("engine.sock");
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on(".*", json(404, "{\"message\":\"nothing here\"}"));
        on("/version", json(200, "{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}"));
        accepting = Thread.ofVirtual().start(this::accept);
    }

    static URI uri(Path socket) {
        return URI.create("unix://" + socket);
    }

    URI uri() {
        return uri(socket);
    }

    /** From now on, requests whose path matches are answered so; the newest rule wins. */
    FakeEngine on(String path, Script script) {
        rules.addFirst(new Rule(path, script));
        return this;
    }

    /** What came in, without the calls that only agree on a version. */
    List<Request> requests() {
        return requests.stream().filter(r -> !r.path().equals("/version")).toList();
    }

    long versionsAsked() {
        return requests.stream().filter(r -> r.path().equals("/version")).count();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                var channel = server.accept();
                connections.incrementAndGet();
                open.add(channel);
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    /** Goes on with the same connection, as an engine does, until the client closes it. */
    private void serve(SocketChannel channel) {
        try (channel) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(Channels.newInputStream(channel), UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                skipHeaders(in);
                var words = List.of(line.split(" "));
                var request = new Request(words.get(0), words.get(1));
                requests.add(request);
                script(request)
                        .play(request, new Connection(channel, Channels.newOutputStream(channel)));
            }
        } catch (IOException e) {
            // the client went away, which many tests make it do
        } finally {
            open.remove(channel);
        }
    }

    private static void skipHeaders(BufferedReader in) throws IOException {
        var header = in.readLine();
        while (header != null && !header.isEmpty()) {
            header = in.readLine();
        }
    }

    private Script script(Request request) {
        return rules.stream()
                .filter(rule -> request.path().matches(rule.path()))
                .findFirst()
                .orElseThrow()
                .script();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            accepting.join(); // until then the kernel may take one more connection for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var channel : open) {
            channel.close();
        }
    }

    /** A connection on which the request has been read. */
    record Connection(SocketChannel channel, OutputStream out) {

        void head(int status, String type) throws IOException {
            write(
                    "HTTP/1.1 %d X\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .formatted(status, type));
        }

        void chunk(byte[] bytes) throws IOException {
            write(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            write("\r\n");
        }

        void end() throws IOException {
            write("0\r\n\r\n");
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
        }

        /** Says nothing more, until the client gives up and closes the connection. */
        void hang() throws IOException {
            Channels.newInputStream(channel).readAllBytes();
        }
    }

    static Script json(int status, String body) {
        return (_, connection) -> {
            connection.head(status, "application/json");
            connection.chunk(body.getBytes(UTF_8));
            connection.end();
        };
    }

    static Script empty(int status) {
        return (_, connection) ->
                connection.write("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status));
    }

    /** The whole request is taken and nothing comes back. */
    static Script silence() {
        return (_, connection) -> connection.hang();
    }

    /** Headers, half an object, and then nothing. */
    static Script halfThenSilence() {
        return (_, connection) -> {
            connection.head(200, "application/json");
            connection.chunk("{\"Id\":\"".getBytes(UTF_8));
            connection.hang();
        };
    }

    static Script halfThenClosed() {
        return (_, connection) -> {
            connection.head(200, "application/json");
            connection.chunk("{\"Id\":\"".getBytes(UTF_8));
            connection.channel().close();
        };
    }

    static Script closed() {
        return (_, connection) -> connection.channel().close();
    }
}
