package io.systemmanager.contract.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of our own, mounted in a folder of the test; needs root. */
final class Mounted implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final Path folder;
    private final List<String> mount;

    private Mounted(Path folder, List<String> mount) throws IOException {
        this.folder = folder;
        this.mount = mount;
        Files.createDirectories(folder);
        run(mount);
    }

    static Mounted tmpfs(Path below, int mebibytes) throws IOException {
        var folder = below.resolve("tmpfs");
        var size = "size=%dm,mode=0700".formatted(mebibytes);
        return new Mounted(
                folder, List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()));
    }

    /** An ext4 in a file, mounted over a loop device; an error of the file system stops writing. */
    static Mounted ext4(Path below, int mebibytes) throws IOException {
        var image = below.resolve("ext4.image");
        var folder = below.resolve("ext4");
        try (var channel =
                FileChannel.open(image, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), (long) mebibytes * MIB - 1);
        }
        run(List.of("mkfs.ext4", "-q", "-m", "0", image.toString()));
        return new Mounted(
                folder,
                List.of(
                        "mount",
                        "-o",
                        "loop,errors=remount-ro",
                        image.toString(),
                        folder.toString()));
    }

    Path folder() {
        return folder;
    }

    /** Takes all room but a few bytes. */
    void fill() throws IOException {
        var block = ByteBuffer.allocate(MIB);
        try (var filler =
                FileChannel.open(
                        folder.resolve("filler"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            for (int size = MIB; size >= 512; ) {
                block.clear().limit(size);
                try {
                    filler.write(block);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    /** Gives the room back. */
    void makeRoom() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    /** An error in the file system, upon which the kernel makes it read-only under everybody. */
    void breakDown() throws IOException {
        var device = run(List.of("findmnt", "-n", "-o", "SOURCE", folder.toString())).strip();
        Files.writeString(
                Path.of("/sys/fs/ext4", device.replace("/dev/", ""), "trigger_fs_error"), "drill");
    }

    /** Takes it away, has it checked, and mounts it again. */
    void repair() throws IOException {
        run(List.of("umount", folder.toString()));
        var image = folder.resolveSibling("ext4.image").toString();
        run(List.of("e2fsck", "-p", image), 1); // 1: something was corrected
        run(mount);
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", folder.toString()));
    }

    private static String run(List<String> command) throws IOException {
        return run(command, 0);
    }

    private static String run(List<String> command, int highestGoodCode) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() > highestGoodCode) {
            throw new AssertionError(command + ": " + said);
        }
        return said;
    }
}
