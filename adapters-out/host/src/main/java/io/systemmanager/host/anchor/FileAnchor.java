package io.systemmanager.host.anchor;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Appends notes to a file and syncs it, a blank line after each. It is worth something where the
 * server's account cannot take back what it wrote: on another machine, or with the file system's
 * append-only mark. Thread-safe.
 */
public record FileAnchor(Path file) implements AnchorSink {
    private static final int TAIL = 64 * 1024; // holds a hundred notes
    private static final String END = "\n\n";

    @Override
    public String name() {
        return "file:" + file;
    }

    @Override
    public synchronized Receipt show(SignedNote note) {
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-r-----")))) {
            // What an earlier end cut off stays by itself.
            var torn = channel.size() == 0 || tail().endsWith(END) ? "" : END;
            var text = torn + note.encoded() + "\n";
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return new Receipt.Accepted();
        } catch (IOException e) {
            return new Receipt.Failed("the file cannot be written: " + e.getMessage());
        }
    }

    @Override
    public Optional<SignedNote> last(String origin) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            var blocks = tail().split(END, -1);
            for (int i = blocks.length - 1; i > 0; i--) {
                var note = SignedNote.parse(blocks[i - 1] + END + blocks[i] + "\n");
                if (note.filter(each -> isOf(each, origin)).isPresent()) {
                    return note;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new LedgerUnavailable("an anchor cannot be read: " + name(), e);
        }
    }

    private static boolean isOf(SignedNote note, String origin) {
        return Checkpoint.parse(note.text()).filter(at -> at.origin().equals(origin)).isPresent();
    }

    private String tail() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            var bytes = ByteBuffer.allocate((int) Math.min(size, TAIL));
            channel.position(size - bytes.capacity());
            boolean more = true;
            while (more && bytes.hasRemaining()) {
                more = channel.read(bytes) >= 0;
            }
            return new String(
                    Arrays.copyOf(bytes.array(), bytes.position()), StandardCharsets.UTF_8);
        }
    }
}
