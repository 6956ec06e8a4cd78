package io.systemmanager.host.anchor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Datagrams over Unix sockets, which the Java platform does not have, by the C library's own calls.
 * Linux only: the numbers are the kernel's on every architecture that Java runs on there.
 */
final class UnixDatagram {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;

    private static final int FAMILY = Short.BYTES;
    private static final int LONGEST_PATH = 107; // of 108, the last a NUL

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            call(
                    "socket",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle SEND_TO =
            call(
                    "sendto",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private UnixDatagram() {}

    /**
     * Sends one datagram without waiting.
     *
     * @throws IOException when the socket did not take all of it
     */
    static void send(Path to, byte[] bytes) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            int socket = (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            require(socket >= 0, state, "no socket");
            try {
                var address = address(arena, to);
                var data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
                long sent =
                        (long)
                                SEND_TO.invokeExact(
                                        state,
                                        socket,
                                        data,
                                        (long) bytes.length,
                                        MSG_DONTWAIT_NOSIGNAL,
                                        address,
                                        (int) address.byteSize());
                require(sent == bytes.length, state, "nobody takes it at " + to);
            } finally {
                int _ = (int) CLOSE.invokeExact(state, socket);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("the C library cannot be called", e);
        }
    }

    /** struct sockaddr_un: the family, the path and a NUL. */
    static MemorySegment address(Arena arena, Path path) throws IOException {
        var name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_PATH) {
            throw new IOException("the path of a socket is at most 107 bytes long");
        }
        var address = arena.allocate(FAMILY + name.length + 1L, FAMILY);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY, name.length);
        return address;
    }

    private static void require(boolean good, MemorySegment state, String what) throws IOException {
        if (!good) {
            throw new IOException(what + " (errno " + (int) ERRNO.get(state, 0L) + ")");
        }
    }

    @SuppressWarnings("restricted") // a native call: the program is started with native access
    private static MethodHandle call(String name, FunctionDescriptor form) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(),
                form,
                Linker.Option.captureCallState("errno"));
    }
}
