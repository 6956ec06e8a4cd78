package io.systemmanager.oauth;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Asks the authorization server over HTTP: 5 s for all of it, at most 256 KiB, no redirects.
 * Thread-safe.
 */
final class AuthorizationHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 256 * 1024;

    private final HttpClient http;

    /**
     * @param tls knows whom to trust; empty for whom the platform trusts
     */
    AuthorizationHttp(Optional<SSLContext> tls) {
        var builder =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** What came of a request. */
    sealed interface Exchange {
        /** An answer, whatever it says. */
        record Answered(int status, String body) implements Exchange {}

        /** None; the reason is for the operator's log. */
        record Failed(String why) implements Exchange {}
    }

    /** A request to there, to be completed. */
    static HttpRequest.Builder to(URI url) {
        return HttpRequest.newBuilder(url).timeout(WHOLE);
    }

    Exchange send(HttpRequest request) {
        var answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            return answered(answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Exchange.Failed("no answer within " + WHOLE.toSeconds() + " s");
        } catch (ExecutionException broken) {
            return new Exchange.Failed(String.valueOf(broken.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Exchange.Failed("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private static Exchange answered(HttpResponse<String> answer) {
        return new Exchange.Answered(answer.statusCode(), answer.body());
    }
}
