package io.systemmanager.ops.state;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalInt;

/**
 * Where the server of a state folder listens for agents: its port, in the folder while it does, so
 * that a command on this host finds it. A server that was killed leaves it behind: nothing then
 * listens there.
 */
public final class AgentEndpoint implements AutoCloseable {
    private final StateFolder folder;

    private AgentEndpoint(StateFolder folder) {
        this.folder = folder;
    }

    /** Says it from now until this is closed. */
    public static AgentEndpoint tell(StateFolder folder, int port) throws IOException {
        StateFolder.writePrivate(folder.agentPort(), port + "\n");
        return new AgentEndpoint(folder);
    }

    /**
     * What a server said last; empty when none runs.
     *
     * @throws IOException when the file cannot be read or holds something else
     */
    public static OptionalInt portIn(StateFolder folder) throws IOException {
        var file = folder.agentPort();
        if (Files.notExists(file)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (NumberFormatException e) {
            throw new IOException(file + " holds no port", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.agentPort());
    }
}
