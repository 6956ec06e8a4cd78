package io.systemmanager.webhook;

import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.port.Messenger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Posts notifications to one URL, which comes from the settings and from nowhere else: 2 s to
 * connect and 10 s for all of it, no redirects, the certificate checked; of an answer the status
 * alone is looked at, and its body is not read. Thread-safe.
 */
public final class WebhookMessenger implements Messenger, AutoCloseable {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI url;
    private final Format format;
    private final URI console;
    private final InstantSource clock;

    /**
     * @param url where to; {@link #fault} finds nothing wrong with it
     * @param console where people reach the console, without a slash at the end
     * @param tls knows whom to trust; empty for whom the platform trusts
     */
    public WebhookMessenger(
            URI url, Format format, URI console, Optional<SSLContext> tls, InstantSource clock) {
        fault(url)
                .ifPresent(fault -> {
                    throw new IllegalArgumentException("the receiver's URL: " + fault);
                });
        this.url = url;
        this.format = format;
        this.console = console;
        this.clock = clock;
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * What is wrong with a receiver's URL; empty when nothing is. Without TLS anybody on the way
     * could read and hold back what people are told, so that is for this machine only.
     */
    public static Optional<String> fault(URI url) {
        var host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("it reads https://NAME[:PORT]/PATH");
        }
        return switch (String.valueOf(url.getScheme())) {
            case "https" -> Optional.empty();
            case "http" ->
                    LOOPBACK.contains(host)
                            ? Optional.empty()
                            : Optional.of("http is for loopback addresses only; use https");
            default -> Optional.of("it begins with https://");
        };
    }

    @Override
    public Receipt deliver(Notification notification, SignedNote checkpoint) {
        var answer = http.sendAsync(request(notification, checkpoint), _ -> new UnreadBody());
        try {
            return receipt(answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Receipt.Unheard("no answer within " + WHOLE.toSeconds() + " s");
        } catch (ExecutionException broken) {
            return new Receipt.Unheard(String.valueOf(broken.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Receipt.Unheard("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private HttpRequest request(Notification notification, SignedNote checkpoint) {
        var now = clock.instant().getEpochSecond();
        var message = Message.of(notification, checkpoint, format, console, now);
        var request = HttpRequest.newBuilder(url).header("User-Agent", "SystemManager");
        message.headers().forEach(request::header);
        return request.POST(BodyPublishers.ofString(message.body())).build();
    }

    private static Receipt receipt(int status) {
        return status >= 200 && status < 300
                ? new Receipt.Accepted()
                : new Receipt.Refused("the answer has the status " + status);
    }
}
