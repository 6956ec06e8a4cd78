package io.systemmanager.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets the rest of a body arrive after a request was answered before it was read, and throws it
 * away. An exchange that ends sooner is reset, and a client that is still sending then learns of
 * the reset and not of the answer (RFC 9112 section 9.6, RFC 9113 section 8.1). Holds no thread;
 * whoever goes on for more than {@link #MOST_BYTES} or {@link #LONGEST_NANOS} is cut, and silence
 * ends with the connector's idle time.
 */
final class Lingering extends Handler.Wrapper {
    private static final int MOST_BYTES = 1 << 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() == 0 || request.getHeaders().contains(HttpHeader.EXPECT)) {
            return super.handle(request, response, callback); // nothing is on its way
        }
        return super.handle(
                new Unhurried(request),
                response,
                Callback.from(() -> new Rest(request, callback).take(), callback::failed));
    }

    /** Whoever ends the exchange believes its body to be taken care of: it is, here. */
    private static final class Unhurried extends Request.Wrapper {
        Unhurried(Request request) {
            super(request);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }

    /** What is still to come of one request. */
    private static final class Rest {
        private final Request request;
        private final Callback callback;
        private final long since = System.nanoTime();
        private long taken;

        Rest(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        void take() {
            boolean more = true;
            while (more) {
                var chunk = request.read();
                if (chunk == null) {
                    request.demand(this::take);
                    return;
                }
                taken += chunk.remaining();
                chunk.release();
                more =
                        !chunk.isLast()
                                && !Content.Chunk.isFailure(chunk)
                                && taken <= MOST_BYTES
                                && System.nanoTime() - since < LONGEST_NANOS;
            }
            callback.succeeded();
        }
    }
}
