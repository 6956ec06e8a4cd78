package io.systemmanager.contract.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that is sent in chunks (RFC 9112 §7.1); trailers are not expected. */
final class ChunkedBody extends InputStream {
    private static final int UNKNOWN = -1;
    private final InputStream in;
    private long left = UNKNOWN;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    /** The next so many bytes of a stream; fewer are an error. */
    static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            int b = super.read();
            if (b < 0) {
                throw new IOException("the answer is shorter than it said");
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return readSingly(this, bytes, offset, length);
        }
    }

    @Override
    public int read() throws IOException {
        if (left == UNKNOWN) {
            left = Long.parseLong(RawConnection.readLine(in), 16);
            if (left == 0) {
                RawConnection.readLine(in);
            }
        }
        if (left == 0) {
            return -1;
        }
        int b = in.read();
        if (b < 0) {
            throw new IOException("the answer ended in a chunk");
        }
        if (--left == 0) {
            RawConnection.readLine(in);
            left = UNKNOWN;
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return readSingly(this, bytes, offset, length);
    }

    /** Byte by byte, so that an error in the middle of a chunk is not taken for its end. */
    private static int readSingly(InputStream in, byte[] bytes, int offset, int length)
            throws IOException {
        int count = 0;
        while (count < length) {
            int b = in.read();
            if (b < 0) {
                return count == 0 ? -1 : count;
            }
            bytes[offset + count++] = (byte) b;
        }
        return count;
    }
}
