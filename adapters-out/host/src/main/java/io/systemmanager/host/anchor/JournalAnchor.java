package io.systemmanager.host.anchor;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends notes to systemd's journal over its native protocol: one datagram of fields. The journal
 * gives no receipt, so accepted means that its socket took the datagram. Thread-safe.
 */
public record JournalAnchor(Path socket) implements AnchorSink {
    /** Where journald listens. */
    public static final Path STANDARD = Path.of("/run/systemd/journal/socket");

    private static final String NOTICE = "5";

    @Override
    public String name() {
        return "journald";
    }

    @Override
    public Receipt show(SignedNote note) {
        var checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.isEmpty()) {
            return new Receipt.Refused("no checkpoint");
        }
        try {
            UnixDatagram.send(socket, datagram(note, checkpoint.get()));
            return new Receipt.Accepted();
        } catch (IOException e) {
            return new Receipt.Failed(String.valueOf(e.getMessage()));
        }
    }

    /** The journal can be read by {@code journalctl}, and not by this process. */
    @Override
    public Optional<SignedNote> last(String origin) {
        return Optional.empty();
    }

    private static byte[] datagram(SignedNote note, Checkpoint at) {
        var out = new ByteArrayOutputStream();
        line(
                out,
                "MESSAGE",
                "checkpoint of %s: %d entries, root %s"
                        .formatted(at.origin(), at.size(), at.root().base64()));
        line(out, "PRIORITY", NOTICE);
        line(out, "SYSLOG_IDENTIFIER", "systemmanager");
        line(out, "SYSTEMMANAGER_ORIGIN", at.origin());
        line(out, "SYSTEMMANAGER_SIZE", Long.toString(at.size()));
        line(out, "SYSTEMMANAGER_ROOT", at.root().base64());
        lines(out, "SYSTEMMANAGER_NOTE", note.encoded());
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, String field, String value) {
        out.writeBytes((field + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A value with line feeds goes with its length: systemd, "Native Journal Protocol". */
    private static void lines(ByteArrayOutputStream out, String field, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeBytes((field + "\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(bytes.length)
                        .array());
        out.writeBytes(bytes);
        out.write('\n');
    }
}
