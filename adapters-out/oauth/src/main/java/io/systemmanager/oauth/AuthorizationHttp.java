package io.systemmanager.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
     * @param authority PEM file with the authorities to trust; empty for those of the platform
     * @throws GeneralSecurityException when the file holds no certificate
     */
    AuthorizationHttp(Optional<Path> authority) throws IOException, GeneralSecurityException {
        var builder =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (authority.isPresent()) {
            builder.sslContext(trusting(authority.get()));
        }
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

    private static SSLContext trusting(Path authority)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        try (var in = Files.newInputStream(authority)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
        }
        if (number == 0) {
            throw new CertificateException("there is no certificate in it");
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
