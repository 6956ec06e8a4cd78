package io.systemmanager.contract.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.docker.DockerEngine;
import io.systemmanager.domain.container.ContainerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The real engine that {@code SYSTEMMANAGER_TEST_DOCKER} names, spoken to without the adapter under
 * test: HTTP/1.0 by hand, one connection a request. Removes what it made when it is closed.
 */
public final class TestEngine implements AutoCloseable {
    public static final String IMAGE = "systemmanager-test:busybox";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VARIABLE = "SYSTEMMANAGER_TEST_DOCKER";
    private static final Duration STEP = Duration.ofMillis(50);

    private final URI host;
    private final List<ContainerId> made = new ArrayList<>();

    /** What to delete besides, after the containers. */
    private final Deque<String> undo = new ArrayDeque<>();

    private TestEngine(URI host) {
        this.host = host;
    }

    /** The engine of this test run; fails when there is none. */
    public static TestEngine open() {
        var address = System.getenv(VARIABLE);
        if (address == null) {
            throw new AssertionError(
                    VARIABLE + " must name the socket of a Docker Engine made for tests");
        }
        return new TestEngine(URI.create(address));
    }

    /** The adapter's view of the same engine. */
    public DockerEngine adapter() {
        return DockerEngine.at(host);
    }

    public Path socket() {
        return Path.of(host.getPath());
    }

    /** Makes a container without network from the test image; it is not started. */
    public ContainerId create(
            String name,
            List<String> command,
            Map<String, String> labels,
            List<String> env,
            Map<String, Object> more) {
        remove(name);
        var body = new LinkedHashMap<String, Object>(more);
        body.putIfAbsent("Image", IMAGE);
        body.put("Cmd", command);
        body.put("Labels", labels);
        body.put("Env", env);
        body.putIfAbsent("HostConfig", Map.of("NetworkMode", "none"));
        var answer = json(call("POST", "/containers/create?name=" + name, write(body)));
        var id = new ContainerId(answer.path("Id").asText());
        made.add(id);
        return id;
    }

    /** Makes another image out of a container; answers its name. */
    public String image(ContainerId of, String tag) {
        var name = "systemmanager-test:" + tag;
        call(
                "POST",
                "/commit?container=" + of.value() + "&repo=systemmanager-test&tag=" + tag,
                "{}");
        undo.addFirst("/images/" + name + "?force=true");
        return name;
    }

    /** Makes a volume of the local driver that binds a folder. */
    public void volume(String name, Path folder) {
        var options = Map.of("type", "none", "o", "bind", "device", folder.toString());
        call("POST", "/volumes/create", write(Map.of("Name", name, "DriverOpts", options)));
        undo.addFirst("/volumes/" + name + "?force=true");
    }

    public void start(ContainerId id) {
        call("POST", "/containers/" + id.value() + "/start", "");
    }

    public void stop(ContainerId id) {
        call("POST", "/containers/" + id.value() + "/stop?t=2", "");
    }

    public void pause(ContainerId id) {
        call("POST", "/containers/" + id.value() + "/pause", "");
    }

    /** Removes it, running or not; it may be gone already. */
    public void remove(String nameOrId) {
        var answer = send("DELETE", "/containers/" + nameOrId + "?force=true&v=true", "");
        if (answer.status() == 409) { // another removal is under way
            await(() -> send("GET", "/containers/" + nameOrId + "/json", "").status() == 404);
        }
    }

    public JsonNode inspect(String nameOrId) {
        return json(call("GET", "/containers/" + nameOrId + "/json", ""));
    }

    /** The newest version of the API that it serves, but at most the newest that we speak. */
    public String apiVersion() {
        var newest = json(call("GET", "/version", "")).path("ApiVersion").asText();
        return Integer.parseInt(newest.substring(2)) > 44 ? "1.44" : newest;
    }

    /** How many lines the container has printed, on both outputs. */
    public long lines(ContainerId id) {
        var log = call("GET", "/containers/" + id.value() + "/logs?stdout=1&stderr=1", "");
        return log.chars().filter(c -> c == '\n').count();
    }

    /** Waits until it is so; fails when it has not come after 20 s. */
    public static void await(BooleanSupplier condition) {
        await(Duration.ofSeconds(20), condition);
    }

    /** Waits until it is so; fails when it does not come in time. */
    public static void await(Duration atMost, BooleanSupplier condition) {
        for (long i = 0; i < atMost.dividedBy(STEP); i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        throw new AssertionError("it did not come to be");
    }

    @Override
    public void close() {
        made.forEach(id -> remove(id.value()));
        undo.forEach(each -> send("DELETE", each, ""));
    }

    private record Answer(int status, String body) {}

    private String call(String method, String path, String body) {
        var answer = send(method, path, body);
        if (answer.status() >= 400) {
            throw new AssertionError(method + " " + path + ": " + answer);
        }
        return answer.body();
    }

    private Answer send(String method, String path, String body) {
        var bytes = body.getBytes(UTF_8);
        var head =
                "%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, path, bytes.length);
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            var out = Channels.newOutputStream(channel);
            out.write(head.getBytes(UTF_8));
            out.write(bytes);
            var text = new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
