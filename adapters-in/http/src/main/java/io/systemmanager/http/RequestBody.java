package io.systemmanager.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/** The bytes of a request body, or why there are none. */
public sealed interface RequestBody {

    /** All of it arrived. */
    record Complete(ByteBuffer bytes) implements RequestBody {}

    /** It is longer than the listener's limit. */
    record TooLarge() implements RequestBody {}

    /** It trickles: the time for a body to arrive is over. */
    record TooSlow() implements RequestBody {}

    /**
     * Reads the body within the limits of the listener that received the request, whether its
     * length was announced or not. Blocks.
     *
     * @throws IOException when the client is gone
     */
    static RequestBody read(Context context) throws IOException {
        if (!(context.req().getAttribute(Gatekeeper.LIMITS) instanceof Limits limits)) {
            throw new IllegalStateException("the request did not come through a Listener");
        }
        try {
            return read(context.req().getInputStream(), context.req().getContentLength(), limits);
        } catch (HttpException.RuntimeException refused) {
            if (refused.getCode() == 413) { // SizeLimitHandler counts along and may be first
                return new TooLarge();
            }
            throw refused;
        } catch (IOException broken) {
            if (broken.getCause() instanceof TimeoutException) {
                return new TooSlow();
            }
            throw new EofException(broken); // which Listener takes for a client that left
        }
    }

    private static RequestBody read(InputStream in, int announced, Limits limits)
            throws IOException {
        long deadline = System.nanoTime() + limits.arrival().toNanos();
        int most = 16 * 1024; // is made ready before any of it is there
        // One more than announced, so that the end shows without growing.
        var buffer = new byte[announced < 0 || announced > most ? most : announced + 1];
        int length = 0;
        for (int n = in.read(buffer, 0, buffer.length); n >= 0; ) {
            length += n;
            if (length > limits.requestBytes()) {
                return new TooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                return new TooSlow();
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
            n = in.read(buffer, length, buffer.length - length);
        }
        return new Complete(ByteBuffer.wrap(buffer, 0, length));
    }
}
