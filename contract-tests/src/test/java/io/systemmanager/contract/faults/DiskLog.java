package io.systemmanager.contract.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what contract-tests/faults/disk.c has logged. */
final class DiskLog {
    private DiskLog() {}

    /** What happened to a file. */
    sealed interface Event {
        /** Its name without the folder. */
        String file();

        record Write(String file, long offset, ByteBuffer data) implements Event {
            /** As text, for files of lines. */
            String text() {
                return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
            }
        }

        record Truncate(String file, long length) implements Event {}

        record Sync(String file) implements Event {}

        record Remove(String file) implements Event {}
    }

    static List<Event> read(Path log) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.nativeOrder());
        var events = new ArrayList<Event>();
        while (bytes.hasRemaining()) {
            char kind = (char) bytes.get();
            var name = new byte[Byte.toUnsignedInt(bytes.get())];
            bytes.get(name);
            var file = new String(name, StandardCharsets.UTF_8);
            long offset = bytes.getLong();
            int length = Math.toIntExact(bytes.getLong());
            var data = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            events.add(
                    switch (kind) {
                        case 'w' -> new Event.Write(file, offset, data);
                        case 't' -> new Event.Truncate(file, offset);
                        case 's' -> new Event.Sync(file);
                        case 'u' -> new Event.Remove(file);
                        default -> throw new IOException("no such event: " + kind);
                    });
        }
        return events;
    }
}
