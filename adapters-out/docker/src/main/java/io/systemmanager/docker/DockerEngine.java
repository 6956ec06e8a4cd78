package io.systemmanager.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.text.VisibleText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Docker Engine, 20.10 or newer. Nothing is connected until something is asked, and each call
 * connects anew, so an engine that was away is found again by itself.
 *
 * <p>The API version is agreed at the first call and again after the engine was away: the newest
 * that both sides know. Nothing is read from the environment or from files of the user. What the
 * engine says in its refusals goes to the log (WARN) and never to a caller. Thread-safe.
 */
public final class DockerEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DockerEngine.class);
    private static final int LOGGED_CHARS = 500;
    private static final Duration TCP_SILENCE = Duration.ofSeconds(60);

    private final URI host;
    private final DockerHttpClient http;
    private final ScheduledExecutorService timer;
    private volatile @Nullable ApiVersion agreed;

    private DockerEngine(URI host) {
        this.host = host;
        this.http =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(host)
                        .connectionTimeout(TCP_SILENCE)
                        .responseTimeout(TCP_SILENCE)
                        .build();
        this.timer = timer();
    }

    /**
     * The engine that listens there; answers at once, whether or not it is there.
     *
     * @param host {@code unix:///path/to/socket}; {@code tcp://} is for tests, since its deadlines
     *     hold on virtual threads only
     */
    public static DockerEngine at(URI host) {
        if (!Set.of("unix", "tcp").contains(String.valueOf(host.getScheme()))) {
            throw new IllegalArgumentException("the engine's address begins with unix://");
        }
        return new DockerEngine(host);
    }

    private static ScheduledExecutorService timer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("docker-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true); // else each call leaves its alarm until it is due
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** Answers with what the question finds, or with the fault that kept it from finding it. */
    <T> Reading<T> ask(Duration within, Function<EngineApi, T> question) {
        try {
            return Reading.of(question.apply(connect(Deadline.in(within))));
        } catch (EngineTrouble e) {
            return new Reading.Missed<>(faultOf(e));
        } catch (RuntimeException e) {
            LOG.warn("the engine answered in a way that this server does not understand", e);
            return new Reading.Missed<>(Fault.of(FaultCode.ENGINE_ERROR));
        }
    }

    /** The API until the deadline, in the agreed version. */
    EngineApi connect(Deadline deadline) {
        requireSocket();
        var client = new DeadlineHttpClient(http, timer, deadline);
        var version = agreed;
        if (version == null) {
            var answer = new EngineApi(client, "", deadline).get("/version");
            version =
                    ApiVersion.agreed(
                            ApiVersion.of(answer.path("MinAPIVersion").asText()),
                            ApiVersion.of(answer.path("ApiVersion").asText()));
            agreed = version;
            LOG.debug("speaking API {} with the engine", version);
        }
        return new EngineApi(client, "/v" + version, deadline);
    }

    /** What a caller is told; logs the rest, and forgets the version if the engine went away. */
    Fault faultOf(EngineTrouble trouble) {
        if (trouble.kind() != EngineTrouble.Kind.REFUSED || trouble.is(400)) {
            agreed = null; // the next call may meet another engine
        }
        var said = VisibleText.line(String.valueOf(trouble.getMessage()), LOGGED_CHARS);
        if (trouble.is(404)) {
            LOG.debug("engine: {}: {}", trouble.kind(), said);
        } else {
            LOG.warn("engine: {}: {}", trouble.kind(), said);
        }
        return trouble.fault();
    }

    /**
     * Told apart here: the client below has the same exception for these and a broken connection.
     */
    private void requireSocket() {
        if (host.getScheme().equals("unix")) {
            var socket = Path.of(host.getPath());
            if (!Files.exists(socket)) {
                throw EngineTrouble.of(EngineTrouble.Kind.ABSENT, "no socket");
            }
            if (!Files.isWritable(socket)) {
                throw EngineTrouble.of(EngineTrouble.Kind.FORBIDDEN, "may not open the socket");
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            http.close();
        } catch (IOException e) {
            LOG.debug("closing the engine's client", e);
        }
    }
}
