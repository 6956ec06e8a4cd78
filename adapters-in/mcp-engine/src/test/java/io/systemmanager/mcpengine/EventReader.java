package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream of events as a client does. */
final class EventReader implements AutoCloseable {
    /** The id of the event read last. */
    String lastId = "";

    private final BufferedReader lines;
    private final HttpResponse<InputStream> response;

    EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static EventReader open(Fixture server, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return new EventReader(
                server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    /** The next message, past comments and events that say nothing; empty at the end. */
    Optional<ObjectNode> next() {
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                }
                if (line.startsWith("data: {")) {
                    return Optional.of(FixtureTools.tree(line.substring(6)));
                }
            }
            return Optional.empty();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    ObjectNode must() {
        return next().orElseThrow(() -> new AssertionError("the stream ended"));
    }

    /** All that is left, to the end. */
    List<ObjectNode> rest() {
        var rest = new ArrayList<ObjectNode>();
        for (var next = next(); next.isPresent(); next = next()) {
            rest.add(next.get());
        }
        return rest;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
