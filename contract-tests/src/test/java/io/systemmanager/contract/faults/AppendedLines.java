package io.systemmanager.contract.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file to which whole lines are appended, each by one call, so that a kill tears none. */
final class AppendedLines implements AutoCloseable {
    private final FileChannel channel;

    AppendedLines(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void add(String line) {
        try {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the disk has what was added before. */
    void sync() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> read(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What a file has more than when it was read last. */
    static final class Growth {
        private final Path file;
        private long read;

        Growth(Path file) {
            this.file = file;
        }

        /** The whole lines that are new; empty when the file is not there. */
        List<String> next() throws IOException {
            if (!Files.exists(file)) {
                return List.of();
            }
            try (var channel = FileChannel.open(file)) {
                var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - read));
                while (bytes.hasRemaining() && channel.read(bytes, read + bytes.position()) >= 0) {}
                var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
                var whole = text.substring(0, text.lastIndexOf('\n') + 1);
                read += whole.getBytes(StandardCharsets.UTF_8).length;
                return whole.lines().toList();
            }
        }
    }
}
