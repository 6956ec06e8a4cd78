package io.systemmanager.docker;

import io.systemmanager.domain.container.LogWindow;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes a log on while it comes, in one buffer whatever the size of its frames (Engine API,
 * "Stream format" of ContainerAttach): eight bytes of header, which are the stream's number, three
 * zeros and a big-endian length, then the payload. A container with a terminal has no frames.
 *
 * <p>One frame is one entry of the log; a line of more than 16 KiB is several entries.
 */
final class LogFrames {
    private static final int BUFFER = 16 * 1024;
    private static final int HEADER = 8;
    private static final int OUTPUTS = 2;

    /** The most that the engine puts into one entry, but for drivers with larger buffers. */
    private static final int ENTRY_BYTES = 16 * 1024;

    private final LogWindow.Feed[] outputs = new LogWindow.Feed[OUTPUTS];
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    private long payloadLeft;
    private int output;
    private long entries;
    private long bytes;

    LogFrames(LogWindow window) {
        for (int i = 0; i < OUTPUTS; i++) {
            outputs[i] = window.feed();
        }
    }

    /** How many entries have come at most; exact for a log with frames. */
    long entries() {
        return entries;
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes;
    }

    void readFramed(InputStream body) throws IOException {
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            bytes += n;
            int at = 0;
            while (at < n) {
                at += payloadLeft > 0 ? payload(at, n) : header(at, n);
            }
        }
        if (payloadLeft > 0 || headerBytes > 0) {
            throw new IOException("the log ends inside a frame");
        }
    }

    void readRaw(InputStream body) throws IOException {
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            bytes += n;
            outputs[0].add(buffer, 0, n);
            for (int i = 0; i < n; i++) {
                entries += buffer[i] == '\n' ? 1 : 0;
            }
        }
        entries += bytes / ENTRY_BYTES + 1;
    }

    private int payload(int from, int end) {
        int count = (int) Math.min(payloadLeft, end - from);
        outputs[output].add(buffer, from, count);
        payloadLeft -= count;
        return count;
    }

    private int header(int from, int end) {
        int count = Math.min(HEADER - headerBytes, end - from);
        System.arraycopy(buffer, from, header, headerBytes, count);
        headerBytes += count;
        if (headerBytes == HEADER) {
            startFrame();
        }
        return count;
    }

    private void startFrame() {
        headerBytes = 0;
        if (header[0] < 0 || header[0] > OUTPUTS || (header[1] | header[2] | header[3]) != 0) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "the log has no frames");
        }
        output = header[0] == OUTPUTS ? 1 : 0;
        for (int i = 4; i < HEADER; i++) {
            payloadLeft = (payloadLeft << 8) | (header[i] & 0xff);
        }
        entries++;
    }
}
