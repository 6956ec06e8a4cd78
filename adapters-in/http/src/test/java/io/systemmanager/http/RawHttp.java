package io.systemmanager.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends bytes that no HTTP client would, over plain loopback, and reads until the server closes.
 */
final class RawHttp {

    private RawHttp() {}

    static String exchange(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static String get(int port, String path, String... headers) throws IOException {
        return exchange(port, head("GET", path, port, headers));
    }

    static String head(String verb, String path, int port, String... headers) {
        var host = "Host: 127.0.0.1:" + port + "\r\n";
        var more = new StringBuilder();
        for (var header : headers) {
            if (header.startsWith("Host:")) {
                host = "";
            }
            more.append(header).append("\r\n");
        }
        return verb + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + more + "\r\n";
    }
}
