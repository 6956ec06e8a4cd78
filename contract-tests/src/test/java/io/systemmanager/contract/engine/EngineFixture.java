package io.systemmanager.contract.engine;

import io.systemmanager.contract.conformance.ConformanceServer;
import io.systemmanager.http.CertificateFiles;
import io.systemmanager.http.HttpsListener;
import io.systemmanager.http.Limits;
import io.systemmanager.http.ListenAddress;
import io.systemmanager.http.Listener;
import io.systemmanager.http.ListenerPlan;
import io.systemmanager.http.PlainListener;
import io.systemmanager.http.ServerNames;
import io.systemmanager.http.ServerTls;
import io.systemmanager.mcpengine.Announcer;
import io.systemmanager.mcpengine.Authentication;
import io.systemmanager.mcpengine.Credentials;
import io.systemmanager.mcpengine.EngineLimits;
import io.systemmanager.mcpengine.McpEndpoint;
import io.systemmanager.mcpengine.Offer;
import io.systemmanager.mcpengine.ServerIdentity;
import io.systemmanager.mcpengine.SessionLimits;
import io.systemmanager.ops.state.StateFolder;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A running engine with fixture tools and two known tokens, no product code in it. The one place
 * here that knows how an endpoint is put together.
 */
public final class EngineFixture implements AutoCloseable {
    /** A token, and the principal it stands for. */
    public static final String ALICE = "alice";

    /** Another one. */
    public static final String BOB = "bob";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PLENTY = 5_000;

    private final EngineTools tools;
    private final AtomicLong ids = new AtomicLong();
    private final Announcer announcer;
    private final McpEndpoint<String> endpoint;
    private final Listener listener;

    private EngineFixture(
            Optional<ServerTls> tls, Duration sessionIdle, Optional<Offer<String>> more) {
        tools = new EngineTools(more.map(Offer::tools));
        var offer = with(more.orElseGet(() -> Offer.of(tools)));
        announcer = offer.announcer();
        endpoint =
                new McpEndpoint<>(
                        ServerIdentity.of("fixture", "1.0"),
                        offer,
                        EngineFixture::authenticate,
                        limits(sessionIdle),
                        () -> "c" + ids.incrementAndGet(),
                        InstantSource.system(),
                        EngineFixture::random);
        listener =
                tls.map(files -> HttpsListener.start(plan(), files))
                        .orElseGet(() -> PlainListener.start(plan()));
    }

    /** On plain HTTP, with something of everything that the engine serves. */
    static EngineFixture full(Duration sessionIdle) {
        return new EngineFixture(
                Optional.empty(), sessionIdle, Optional.of(ConformanceServer.offer()));
    }

    /** On HTTPS, HTTP/2 and HTTP/1.1, with the certificate of that folder. */
    public static EngineFixture secure(StateFolder state, Duration sessionIdle) {
        var files = new CertificateFiles.Pem(state.serverCertificate(), state.serverKey());
        return new EngineFixture(Optional.of(ServerTls.load(files)), sessionIdle, Optional.empty());
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return listener.port();
    }

    /** Tells every client that listens. */
    void announceThatToolsChanged() {
        announcer.toolsChanged();
    }

    /** Sessions of the handshake revisions that live. */
    int openSessions() {
        return endpoint.openSessions();
    }

    /** Streams held without a call. */
    int openStreams() {
        return endpoint.openStreams();
    }

    /** Calls of tools in work. */
    int runningCalls() {
        return tools.running();
    }

    @Override
    public void close() {
        listener.close();
    }

    private Offer<String> with(Offer<String> more) {
        return new Offer<>(
                tools,
                more.resources(),
                more.prompts(),
                more.completions(),
                more.tasks(),
                true,
                more.structured(),
                more.announcer());
    }

    private static EngineLimits limits(Duration sessionIdle) {
        return new EngineLimits(
                PLENTY,
                PLENTY,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                PLENTY,
                new SessionLimits(PLENTY, PLENTY, sessionIdle, 1 << 20));
    }

    private ListenerPlan plan() {
        return new ListenerPlan(
                ListenAddress.anyLoopbackPort(),
                Limits.standard(),
                ServerNames.loopbackOnly(),
                () -> "l" + ids.incrementAndGet(),
                List.of(endpoint));
    }

    private static Authentication<String> authenticate(Credentials credentials) {
        var token = credentials.bearer().orElse("");
        return Set.of(ALICE, BOB).contains(token)
                ? new Authentication.Known<>(token, token, Optional.empty())
                : new Authentication.Refused<>(
                        401,
                        "invalid_token",
                        "The token is unknown.",
                        "Send a known one.",
                        Optional.of("Bearer error=\"invalid_token\""),
                        Optional.empty());
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
