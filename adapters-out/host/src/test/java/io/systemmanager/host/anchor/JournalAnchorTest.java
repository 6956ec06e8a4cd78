package io.systemmanager.host.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.port.AnchorSink.Receipt;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a datagram socket that is read as the journal's native protocol says. */
class JournalAnchorTest {
    @TempDir Path folder;

    @SuppressWarnings("restricted") // as in what is tested
    private static MethodHandle call(String name, FunctionDescriptor form) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), form);
    }

    /** A socket that is bound, and what it got. */
    private static final class Receiver implements AutoCloseable {
        private static final MethodHandle SOCKET =
                call(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        private static final MethodHandle BIND =
                call(
                        "bind",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        private static final MethodHandle RECV =
                call(
                        "recv",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
        private static final MethodHandle CLOSE =
                call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private final int socket;

        Receiver(Path path) throws Throwable {
            socket = (int) SOCKET.invokeExact(1, 2, 0);
            try (var arena = Arena.ofConfined()) {
                var address = UnixDatagram.address(arena, path);
                int bound = (int) BIND.invokeExact(socket, address, (int) address.byteSize());
                assertThat(bound).isZero();
            }
        }

        byte[] datagram() throws Throwable {
            try (var arena = Arena.ofConfined()) {
                var room = arena.allocate(65_536);
                long got = (long) RECV.invokeExact(socket, room, 65_536L, 0);
                return room.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE);
            }
        }

        @Override
        public void close() {
            try {
                int _ = (int) CLOSE.invokeExact(socket);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Map<String, String> fields(byte[] datagram) {
        var fields = new HashMap<String, String>();
        var in = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var line = new StringBuilder();
            for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
                line.append(c);
            }
            int equals = line.indexOf("=");
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            } else {
                var value = new byte[(int) in.getLong()];
                in.get(value);
                assertThat(in.get()).isEqualTo((byte) '\n');
                fields.put(line.toString(), new String(value, StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Test
    void theJournalGetsTheNoteInFields() throws Throwable {
        var path = folder.resolve("socket");
        var keys = FileAnchorTest.keys("node7.example.org");
        var note = FileAnchorTest.note(keys, 7);
        try (var receiver = new Receiver(path)) {
            assertThat(new JournalAnchor(path).show(note)).isEqualTo(new Receipt.Accepted());

            assertThat(fields(receiver.datagram()))
                    .containsEntry("SYSLOG_IDENTIFIER", "systemmanager")
                    .containsEntry("PRIORITY", "5")
                    .containsEntry("SYSTEMMANAGER_ORIGIN", keys.origin())
                    .containsEntry("SYSTEMMANAGER_SIZE", "7")
                    .containsEntry("SYSTEMMANAGER_NOTE", note.encoded())
                    .containsKeys("MESSAGE", "SYSTEMMANAGER_ROOT");
        }
    }

    @Test
    void aJournalThatIsNotThereOrFullFailsAndDoesNotBlock() throws Throwable {
        var note = FileAnchorTest.note(FileAnchorTest.keys("node7.example.org"), 7);
        var path = folder.resolve("socket");
        assertThat(new JournalAnchor(path).show(note)).isInstanceOf(Receipt.Failed.class);
        assertThat(new JournalAnchor(Path.of("/" + "x".repeat(120))).show(note))
                .isInstanceOf(Receipt.Failed.class);
        try (var _ = new Receiver(path)) {
            var receipts = new Receipt[2_000];
            Arrays.setAll(receipts, _ -> new JournalAnchor(path).show(note));
            assertThat(receipts[0]).isEqualTo(new Receipt.Accepted());
            assertThat(receipts[receipts.length - 1]).isInstanceOf(Receipt.Failed.class);
        }
    }
}
