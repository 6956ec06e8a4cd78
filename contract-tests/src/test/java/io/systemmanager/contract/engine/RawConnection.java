package io.systemmanager.contract.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * One connection that speaks HTTP/1.1, byte for byte, so that a test can send what no client would
 * and leave when no client would. Not safe for several threads.
 */
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * The first part of an answer.
     *
     * @param headers names in lower case; of a repeated one the last
     */
    record Head(int status, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean isStream() {
            return header("content-type").startsWith("text/event-stream");
        }
    }

    /**
     * Connects to a port of this machine.
     *
     * @param patience how long a read waits before it fails
     */
    static RawConnection open(SocketFactory sockets, int port, Duration patience)
            throws IOException {
        var socket = sockets.createSocket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) patience.toMillis());
            socket.setSoTimeout((int) patience.toMillis());
            return new RawConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** How long a read waits from now on. */
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Nothing more will be sent; over TLS that is told to the peer as well. */
    void sentAll() throws IOException {
        socket.shutdownOutput();
    }

    Head readHead() throws IOException {
        var status = readLine(in);
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an answer: " + status);
        }
        var headers = new LinkedHashMap<String, String>();
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(status.substring(9, 12)), headers);
    }

    /** The body of the answer whose head was just read; ends where the answer ends. */
    InputStream body(Head head) {
        if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return new ChunkedBody(in);
        }
        var length = head.header("content-length");
        if (length.isEmpty() && head.header("connection").equals("close")) {
            return in;
        }
        return new ChunkedBody.Bounded(in, length.isEmpty() ? 0 : Long.parseLong(length));
    }

    String readWhole(Head head) throws IOException {
        return new String(body(head).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A line without its end. */
    static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended after '" + line + "'");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    /** Leaves without a word: the peer gets a reset and no end of TLS. */
    void cut() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
