package io.systemmanager.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
    private static final Limits SMALL =
            new Limits(
                    1000,
                    2048,
                    64,
                    256,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5));
    private static final Executor CLIENTS = command -> Thread.ofVirtual().start(command);
    private static Listener listener;
    private static int port;

    @BeforeAll
    static void listen() {
        listener = PlainListener.start(plan(SMALL, ListenerTest::routes));
        port = listener.port();
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    static ListenerPlan plan(Limits limits, Routes... parts) {
        return new ListenerPlan(
                ListenAddress.anyLoopbackPort(),
                limits,
                ServerNames.with(Set.of("Ops.Example")),
                () -> "id-1",
                List.of(parts));
    }

    private static List<Route> routes() {
        return List.of(
                Route.of(Verb.GET, "/livez", Access.ANONYMOUS, context -> context.result("ok")),
                Route.of(Verb.POST, "/echo", Access.AGENT, ListenerTest::echo),
                Route.refusing(Verb.GET, "/echo", Access.AGENT, context -> context.status(405)),
                Route.of(
                        Verb.GET,
                        "/things/{id}",
                        Access.OPERATOR,
                        context -> context.result(context.pathParam("id"))),
                Route.of(
                        Verb.GET,
                        "/slow",
                        Access.ANONYMOUS,
                        context -> {
                            // Not a multiple of the idle time: Jetty fails a write that begins in
                            // the
                            // very moment in which its idle timer fires.
                            Thread.sleep(2500);
                            context.result("slept");
                        }),
                Route.of(
                        Verb.GET,
                        "/broken",
                        Access.ANONYMOUS,
                        _ -> {
                            throw new IllegalStateException("secret detail /etc/shadow");
                        }));
    }

    private static void echo(Context context) throws IOException {
        switch (RequestBody.read(context)) {
            case RequestBody.Complete(var bytes) ->
                    context.result(StandardCharsets.UTF_8.decode(bytes).toString());
            case RequestBody.TooLarge() -> Problem.of(413, "id-e").answer(context);
            case RequestBody.TooSlow() -> Problem.of(408, "id-e").answer(context);
        }
    }

    @Test
    void aKnownRouteAnswersWithTheSecurityHeadersAndNoVersion() throws IOException {
        var answer = RawHttp.get(port, "/livez");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .endsWith("ok")
                .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store")
                .doesNotContainIgnoringCase("server:", "jetty", "javalin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/livez/",
                "/.well-known/openid-configuration",
                "/echo/.well-known/oauth-authorization-server"
            })
    void anUnknownPathIsAPlainNotFound(String path) throws IOException {
        assertProblem(RawHttp.get(port, path), 404, "no_such_path");
    }

    @ParameterizedTest
    @CsvSource({"PUT,POST", "DELETE,POST", "HEAD,POST", "TRACE,POST", "BREW,POST"})
    void aKnownPathNamesTheVerbsItAnswers(String verb, String allowed) throws IOException {
        var answer = RawHttp.exchange(port, RawHttp.head(verb, "/echo", port));
        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: " + allowed + "\r\n");
    }

    @Test
    void aSegmentCanBeAParameter() throws IOException {
        assertThat(RawHttp.get(port, "/things/42")).endsWith("42");
        assertProblem(RawHttp.get(port, "/things/42/more"), 404, "no_such_path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example.com",
                "Host: localhost.evil.example",
                "Origin: http://evil.example.com",
                "Origin: null",
                "Origin: http://ops.example",
                "Origin: https://ops.example",
                "Origin: http://localhost@evil.example",
            })
    void aForeignHostOrOriginIsRefused(String header) throws IOException {
        assertProblem(RawHttp.get(port, "/livez", header), 403, "host_refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: LOCALHOST:1",
                "Host: [::1]:8443",
                "Host: ops.example:8443",
                "Origin: http://localhost:3000",
                "Origin: https://127.0.0.1",
            })
    void itsOwnNamesAreServed(String header) throws IOException {
        assertThat(RawHttp.get(port, "/livez", header)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aConfiguredNameIsItsOwnOriginAndNoOthers() throws IOException {
        assertThat(
                        RawHttp.get(
                                port,
                                "/livez",
                                "Host: ops.example:8443",
                                "Origin: https://ops.example:8443"))
                .startsWith("HTTP/1.1 200 ");
        assertProblem(
                RawHttp.get(
                        port,
                        "/livez",
                        "Host: ops.example:8443",
                        "Origin: https://ops.example:9999"),
                403,
                "host_refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%2e%2e/livez", "/livez%2f", "/a;/../livez", "/livez%00"})
    void anAmbiguousPathNeverReachesARoute(String path) throws IOException {
        assertThat(RawHttp.get(port, path)).containsPattern("^HTTP/1.1 40[04] ");
    }

    @Test
    void whatIsNotHttpGetsAProblemAndNoPage() throws IOException {
        assertProblem(RawHttp.exchange(port, "nonsense\r\n\r\n"), 400, "bad_request");
        var long1 = RawHttp.get(port, "/livez", "X-Long: " + "x".repeat(5000));
        assertProblem(long1, 431, "headers_too_large");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAnnouncedOrNot() throws IOException {
        var body = "x".repeat(1001);
        var announced = RawHttp.head("POST", "/echo", port, "Content-Length: 1001").concat(body);
        assertProblem(RawHttp.exchange(port, announced), 413, "request_too_large");
        var chunked =
                RawHttp.head("POST", "/echo", port, "Transfer-Encoding: chunked")
                        .concat("3e9\r\n" + body + "\r\n0\r\n\r\n");
        assertProblem(RawHttp.exchange(port, chunked), 413, "request_too_large");
    }

    @Test
    void aBodyAtTheLimitIsRead() throws IOException {
        var body = "x".repeat(1000);
        var request = RawHttp.head("POST", "/echo", port, "Content-Length: 1000") + body;
        assertThat(RawHttp.exchange(port, request)).startsWith("HTTP/1.1 200 ").endsWith(body);
    }

    @Test
    void halfARequestIsClosedAfterTheIdleTime() throws IOException {
        assertThat(RawHttp.exchange(port, "GET /livez HTT")).doesNotContain(" 200 ");
        assertThat(RawHttp.exchange(port, "")).isEmpty();
    }

    @Test
    void aRequestHeadThatTricklesIsCut() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var head = "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(500);
            assertThatThrownBy(() -> trickle(socket, head)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatTricklesIsCut() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var head = RawHttp.head("POST", "/echo", port, "Content-Length: 900");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> trickle(socket, "x".repeat(900)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatNeverComesIsTimedOut() throws IOException {
        var head = RawHttp.head("POST", "/echo", port, "Content-Length: 900");
        assertProblem(RawHttp.exchange(port, head), 408, "request_timeout");
    }

    private static void trickle(Socket socket, String text) throws Exception {
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            socket.getOutputStream().write(b);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void aHandlerMayWorkLongerThanTheIdleTime() throws IOException {
        assertThat(RawHttp.get(port, "/slow")).startsWith("HTTP/1.1 200 ").endsWith("slept");
    }

    @Test
    void aBrokenHandlerTellsNothingButAnId() throws IOException {
        var answer = RawHttp.get(port, "/broken");
        assertProblem(answer, 500, "internal");
        assertThat(answer).doesNotContain("secret", "shadow", "Exception");
    }

    @Test
    void plainHttpIsRefusedOffLoopback() {
        var open =
                new ListenerPlan(
                        new ListenAddress("0.0.0.0", 0),
                        SMALL,
                        ServerNames.loopbackOnly(),
                        () -> "id",
                        List.of());
        assertThatThrownBy(() -> PlainListener.start(open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void anAddressInUseIsSaidSo() {
        var taken =
                new ListenerPlan(
                        new ListenAddress("127.0.0.1", port),
                        SMALL,
                        ServerNames.loopbackOnly(),
                        () -> "id",
                        List.of());
        assertThatThrownBy(() -> PlainListener.start(taken))
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void everyRouteCanBeEnumeratedWithItsAccess() {
        assertThat(listener.routes())
                .extracting(Route::path, Route::access)
                .contains(
                        org.assertj.core.api.Assertions.tuple("/echo", Access.AGENT),
                        org.assertj.core.api.Assertions.tuple("/livez", Access.ANONYMOUS));
        assertThatThrownBy(() -> plan(SMALL, ListenerTest::routes, ListenerTest::routes))
                .hasMessageContaining("two routes for GET /livez");
    }

    @Test
    void closingLetsRequestsInWorkEndAndTellsStreams() throws Exception {
        var inWork = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        Routes work =
                () ->
                        List.of(
                                Route.of(
                                        Verb.GET,
                                        "/call",
                                        Access.ANONYMOUS,
                                        context -> {
                                            inWork.countDown();
                                            go.await();
                                            context.result("finished");
                                        }),
                                Route.of(
                                        Verb.GET,
                                        "/stream",
                                        Access.ANONYMOUS,
                                        context -> {
                                            inWork.countDown();
                                            Draining.of(context).await(Duration.ofMinutes(5));
                                            Thread.sleep(1000); // longer than a stop that cuts
                                            go.countDown();
                                            context.result("last words");
                                        }));
        var closing = PlainListener.start(plan(Limits.standard(), work));
        int itsPort = closing.port();
        var call = CompletableFuture.supplyAsync(() -> get(itsPort, "/call"), CLIENTS);
        var stream = CompletableFuture.supplyAsync(() -> get(itsPort, "/stream"), CLIENTS);
        inWork.await();
        closing.close();
        assertThat(call.get()).startsWith("HTTP/1.1 200 ").endsWith("finished");
        assertThat(stream.get()).endsWith("last words");
        assertThatThrownBy(() -> RawHttp.get(itsPort, "/call")).isInstanceOf(IOException.class);
    }

    @Test
    void closingCutsWhatOutlivesTheTimeToDrainAndThrowsNothing() throws Exception {
        var inWork = new CountDownLatch(1);
        Routes work =
                () ->
                        List.of(
                                Route.of(
                                        Verb.GET,
                                        "/call",
                                        Access.ANONYMOUS,
                                        _ -> {
                                            inWork.countDown();
                                            new CountDownLatch(1).await();
                                        }));
        var closing = PlainListener.start(plan(shortDrain(), work));
        int itsPort = closing.port();
        var call = CompletableFuture.supplyAsync(() -> get(itsPort, "/call"), CLIENTS);
        inWork.await();
        closing.close();
        assertThat(call.handle((answer, _) -> answer == null ? "" : answer).get())
                .doesNotContain(" 200 ");
    }

    private static Limits shortDrain() {
        return new Limits(
                1000,
                2048,
                64,
                256,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMillis(300));
    }

    private static String get(int port, String path) {
        try {
            return RawHttp.get(port, path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertProblem(String answer, int status, String code) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json")
                .doesNotContainIgnoringCase("<html", "jetty");
        var body = new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("cause").asText()).isNotEmpty();
        assertThat(body.path("next_step").asText()).isNotEmpty();
        assertThat(body.path("correlation_id").asText()).startsWith("id-");
    }
}
