package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The command's end of the {@link OperatorSocket}. */
public final class OperatorClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OperatorClient() {}

    /**
     * Asks the running server.
     *
     * @throws IOException when no server listens there
     */
    public static JsonNode ask(Path socket, ObjectNode request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var line = MAPPER.writeValueAsString(request) + "\n";
            Channels.newOutputStream(channel).write(line.getBytes(StandardCharsets.UTF_8));
            return MAPPER.readTree(Channels.newInputStream(channel).readAllBytes());
        }
    }

    /** Whether a server listens there. */
    public static boolean serverListens(Path socket) {
        try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException absent) {
            return false;
        }
    }
}
