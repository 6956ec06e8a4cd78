package io.systemmanager.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import io.systemmanager.domain.container.ContainerId;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * The Engine API (its {@code swagger.yaml}, v1.41) for the length of one call. Everything happens
 * on the calling thread; every method throws {@link EngineTrouble} and nothing else that the engine
 * could cause.
 *
 * @param prefix the version's part of each path; empty for what is asked before one is agreed
 * @param deadline when the whole call must be over
 */
record EngineApi(DockerHttpClient http, String prefix, Deadline deadline) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far beyond what a thousand containers need; keeps a mad engine from filling the heap. */
    private static final int ANSWER_BYTES = 64 << 20;

    private static final int MESSAGE_BYTES = 4096;

    /** Reads a body while it comes. */
    @FunctionalInterface
    interface BodyReader {
        void read(InputStream body) throws IOException;
    }

    /** A JSON answer. */
    JsonNode get(String path) {
        var root = new JsonNode[1];
        stream(path, body -> root[0] = JSON.readTree(new LimitedStream(body, ANSWER_BYTES)));
        if (!root[0].isContainerNode()) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "neither object nor array");
        }
        return root[0];
    }

    /** What the engine knows of one container. */
    Inspection inspect(ContainerId id) {
        return Inspection.of(get("/containers/" + id.value() + "/json"));
    }

    /** Gives an order; "not modified" is as good as done. */
    void post(String path) {
        try (var response = http.execute(request("POST", path))) {
            if (response.getStatusCode() != 304) {
                requireSuccess(response);
            }
        } catch (EngineTrouble e) {
            throw e;
        } catch (RuntimeException e) {
            throw unsent(e) ? absent(e) : EngineTrouble.of(EngineTrouble.Kind.BROKEN, e);
        }
    }

    /** Hands the body of a successful answer over while it comes. */
    void stream(String path, BodyReader reader) {
        try (var response = http.execute(request("GET", path))) {
            requireSuccess(response);
            reader.read(response.getBody());
        } catch (EngineTrouble e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, e);
        } catch (IOException e) {
            throw EngineTrouble.of(EngineTrouble.Kind.BROKEN, e);
        } catch (RuntimeException e) {
            if (!(e.getCause() instanceof IOException)) {
                throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, e);
            }
            throw unsent(e) ? absent(e) : EngineTrouble.of(EngineTrouble.Kind.BROKEN, e);
        }
    }

    private DockerHttpClient.Request request(String method, String path) {
        return DockerHttpClient.Request.builder()
                .method(method)
                .path(prefix + path)
                .putHeader("Accept", "application/json")
                .build();
    }

    private static void requireSuccess(DockerHttpClient.Response response) {
        int status = response.getStatusCode();
        if (status >= 200 && status <= 299) {
            return;
        }
        var message = "no message";
        try {
            var start = response.getBody().readNBytes(MESSAGE_BYTES);
            message = new String(start, StandardCharsets.UTF_8);
        } catch (IOException | EngineTrouble e) {
            message = "no message: " + e.getMessage(); // the status alone says no
        }
        throw EngineTrouble.refused(status, status + " " + message);
    }

    private static boolean unsent(RuntimeException e) {
        return e.getCause() instanceof ConnectException
                || e.getCause() instanceof UnknownHostException;
    }

    private static EngineTrouble absent(RuntimeException e) {
        return EngineTrouble.of(EngineTrouble.Kind.ABSENT, e);
    }
}
