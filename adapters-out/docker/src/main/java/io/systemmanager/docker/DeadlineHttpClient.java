package io.systemmanager.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Gives every call of another client a deadline, from connecting to the last byte of the answer.
 *
 * <p>The client below ignores time-outs on Unix sockets, so the calling thread is interrupted at
 * the deadline; the interrupt is taken back when the answer is closed. All reading happens on the
 * calling thread, so nothing is left behind. Each request opens a connection of its own: a pooled
 * one could be stale after the engine was restarted, and the first change would fail on it.
 */
final class DeadlineHttpClient implements DockerHttpClient {
    private static final Duration QUEUE_RETRY = Duration.ofMillis(20);

    private final DockerHttpClient client;
    private final ScheduledExecutorService timer;
    private final Deadline deadline;

    DeadlineHttpClient(DockerHttpClient client, ScheduledExecutorService timer, Deadline deadline) {
        this.client = client;
        this.timer = timer;
        this.deadline = deadline;
    }

    @Override
    public Response execute(Request request) {
        if (deadline.passed()) {
            throw EngineTrouble.of(EngineTrouble.Kind.TOO_LATE, "no time left");
        }
        var fresh = Request.builder().from(request).putHeader("Connection", "close").build();
        var watch = InterruptWatch.armed(timer, deadline);
        boolean answered = false;
        try {
            var response = new WatchedResponse(send(fresh), watch);
            answered = true;
            return response;
        } catch (EngineTrouble e) {
            throw e;
        } catch (RuntimeException e) {
            throw watch.fired() ? EngineTrouble.of(EngineTrouble.Kind.SILENT, e) : e;
        } finally {
            if (!answered) {
                watch.disarm();
            }
        }
    }

    private Response send(Request request) {
        while (true) {
            try {
                return client.execute(request);
            } catch (RuntimeException e) {
                if (!acceptQueueFull(e)) {
                    throw e;
                }
                if (!deadline.pause(QUEUE_RETRY) || deadline.passed()) {
                    throw EngineTrouble.of(EngineTrouble.Kind.TOO_LATE, e);
                }
            }
        }
    }

    /** EAGAIN from connect, which only virtual threads see: others block until there is room. */
    private static boolean acceptQueueFull(RuntimeException e) {
        return e.getCause() instanceof SocketException cause
                && String.valueOf(cause.getMessage()).contains("temporarily unavailable");
    }

    /** The client below belongs to the engine, which closes it. */
    @Override
    public void close() {}

    private static final class WatchedResponse implements Response {
        private final Response response;
        private final InterruptWatch watch;

        WatchedResponse(Response response, InterruptWatch watch) {
            this.response = response;
            this.watch = watch;
        }

        @Override
        public int getStatusCode() {
            return response.getStatusCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            return response.getHeaders();
        }

        @Override
        public InputStream getBody() {
            return new WatchedBody(response.getBody(), watch);
        }

        @Override
        public void close() {
            try {
                response.close();
            } finally {
                watch.disarm();
            }
        }
    }

    /** Tells the deadline from other ends of a stream. */
    private static final class WatchedBody extends FilterInputStream {
        private final InterruptWatch watch;

        WatchedBody(InputStream body, InterruptWatch watch) {
            super(body);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw explained(e);
            }
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            try {
                return super.read(into, from, count);
            } catch (IOException e) {
                throw explained(e);
            }
        }

        /** Closing would read a chunked body to its end; the response closes the connection. */
        @Override
        public void close() {}

        private IOException explained(IOException e) {
            if (watch.fired()) {
                throw EngineTrouble.of(EngineTrouble.Kind.SILENT, e);
            }
            return e;
        }
    }
}
