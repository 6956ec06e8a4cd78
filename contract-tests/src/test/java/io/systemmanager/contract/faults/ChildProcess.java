package io.systemmanager.contract.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sqlite.util.OSInfo;

/** A process of our own that may be killed at any moment. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a Java program with this one's class path.
     *
     * @param scratch where it may leave files
     */
    static ChildProcess java(
            Path scratch, Class<?> main, Map<String, String> env, List<String> arguments)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Xmx128m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + scratch,
                                "-Dorg.sqlite.lib.path=" + native_(scratch),
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(env);
        builder.redirectError(scratch.resolve("stderr.txt").toFile());
        return new ChildProcess(builder.start());
    }

    /** Unpacked once: a process that is killed never removes what it unpacked. */
    private static Path native_(Path scratch) throws IOException {
        var name = "libsqlitejdbc.so";
        var place = scratch.resolve(name);
        if (!Files.exists(place)) {
            var resource =
                    "/org/sqlite/native/"
                            + OSInfo.getNativeLibFolderPathForCurrentOS()
                            + "/"
                            + name;
            try (InputStream library = OSInfo.class.getResourceAsStream(resource)) {
                Files.copy(Objects.requireNonNull(library), place);
            }
        }
        return scratch;
    }

    /** The next line that it prints; empty when it has ended. */
    Optional<String> line() throws IOException {
        return Optional.ofNullable(lines.readLine());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as nothing can be prepared for: SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Waits for its end by itself; answers its exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
