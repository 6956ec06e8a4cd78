package io.systemmanager.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that keeps room on the ledger's disk. It is given up when the ledger cannot be written, so
 * that a full disk still takes the entry that says so. Thread-safe.
 */
final class Reserve {
    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final long bytes;
    private final LongSupplier free;
    private boolean cramped;

    /**
     * @param free how many bytes the disk has left for us
     */
    Reserve(Path file, long bytes, LongSupplier free) {
        this.file = file;
        this.bytes = bytes;
        this.free = free;
    }

    /** The bytes that are left on the disk of that folder; 0 where it does not say. */
    static LongSupplier freeOn(Path folder) {
        return () -> {
            try {
                return Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                return 0;
            }
        };
    }

    /**
     * Looks at the disk, and takes the room anew where it was given up and there is enough. True
     * while there is room for new work: less than twice the reserve ends that, three times begins
     * it again, so that it does not change with every entry.
     */
    synchronized boolean look() {
        long left = free.getAsLong();
        boolean held = isHeld();
        if (!held && left >= 3 * bytes) {
            held = take();
            left -= bytes;
        }
        cramped = !held || left < (cramped ? 3 : 2) * bytes;
        return !cramped;
    }

    /** Gives the room up. */
    synchronized void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the ledger's reserve of disk space cannot be given up", e);
        }
    }

    private boolean isHeld() {
        try {
            return Files.size(file) == bytes;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.warn("the ledger's reserve of disk space cannot be looked at", e);
            return false;
        }
    }

    private boolean take() {
        release();
        try {
            write();
            return true;
        } catch (IOException e) {
            LOG.warn("the ledger's reserve of disk space cannot be taken", e);
            release();
            return false;
        }
    }

    /** Writes it all, since a hole takes no room, nor do zeros where the disk compresses. */
    private void write() throws IOException {
        var noise = new SplittableRandom(bytes);
        var chunk = new byte[CHUNK];
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            for (long left = bytes; left > 0; ) {
                noise.nextBytes(chunk);
                var next = ByteBuffer.wrap(chunk, 0, (int) Math.min(left, CHUNK));
                left -= next.remaining();
                while (next.hasRemaining()) {
                    channel.write(next);
                }
            }
        }
    }
}
