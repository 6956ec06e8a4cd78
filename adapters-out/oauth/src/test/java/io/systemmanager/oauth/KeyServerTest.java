package io.systemmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyServerTest {
    private static final String SET = new JWKSet(Keys.ec("k")).toString(true);

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer http;
    private int status = 200;
    private String body = SET;
    private boolean stalls;

    @SuppressWarnings("NullAway.Init") // set before each test
    KeyServerTest() {}

    @BeforeEach
    void serve() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    boolean elsewhere = exchange.getRequestURI().getPath().equals("/elsewhere");
                    exchange.sendResponseHeaders(
                            elsewhere ? 200 : status, bytes.length + (stalls ? 1 : 0));
                    exchange.getResponseBody().write(bytes);
                    exchange.getResponseBody().flush();
                    if (stalls) {
                        awaitEnd();
                    }
                    exchange.close();
                });
        http.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        http.stop(0);
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KeySource.Fetched fetch() throws Exception {
        var url = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/keys");
        try (var client = new AuthorizationHttp(Optional.empty())) {
            var server = new KeyServer(url, client);
            return server.fetch();
        }
    }

    @Test
    void publishedKeysAreRead() throws Exception {
        assertThat(fetch())
                .isInstanceOfSatisfying(
                        KeySource.Fetched.Got.class,
                        got -> assertThat(got.keys().has("k")).isTrue());
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        status = 302;

        assertThat(fetch()).isEqualTo(failed("the answer has the status 302"));
    }

    @Test
    void anErrorIsNoKeySetWhateverItsBody() throws Exception {
        status = 500;

        assertThat(fetch()).isEqualTo(failed("the answer has the status 500"));
    }

    @Test
    void aBodyOfMoreThanTheLimitIsNotReadToItsEnd() throws Exception {
        body = SET.substring(0, SET.length() - 1) + ",\"x\":\"" + "a".repeat(256 * 1024) + "\"}";

        assertThat(fetch()).isInstanceOf(KeySource.Fetched.Failed.class);
    }

    @Test
    void aBodyThatDoesNotEndIsGivenUp() throws Exception {
        stalls = true;

        assertThat(fetch()).isEqualTo(failed("no answer within 5 s"));
    }

    private static KeySource.Fetched.Failed failed(String why) {
        return new KeySource.Fetched.Failed(why);
    }
}
