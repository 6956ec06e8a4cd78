package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The last state of each log that an operator verified, in a file of theirs: a line of name, size
 * and root each. A ledger that was put back in time is caught by it.
 */
record Pin(Path file) {

    /** Where the XDG base directories say. */
    static Pin standard(Map<String, String> environment) {
        var xdg = environment.get("XDG_CONFIG_HOME");
        var base =
                xdg != null && xdg.startsWith("/")
                        ? Path.of(xdg)
                        : Path.of(environment.getOrDefault("HOME", "/root"), ".config");
        return new Pin(base.resolve("systemmanager/known_checkpoint"));
    }

    /**
     * What was verified last of that log.
     *
     * @throws IOException when the file is there and does not read
     */
    Optional<Checkpoint> known(String origin) throws IOException {
        for (var line : lines()) {
            if (line.startsWith(origin + " ")) {
                return Optional.of(
                        checkpoint(line)
                                .orElseThrow(
                                        () -> new IOException(file + " was damaged: " + line)));
            }
        }
        return Optional.empty();
    }

    /** Keeps it in place of the one before. */
    void keep(Checkpoint checkpoint) throws IOException {
        var lines = new ArrayList<>(lines());
        lines.removeIf(line -> line.startsWith(checkpoint.origin() + " "));
        lines.add(checkpoint.origin() + " " + checkpoint.size() + " " + checkpoint.root().base64());
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static Optional<Checkpoint> checkpoint(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 3 || Hash.ofBase64(parts[2]).isEmpty()) {
            return Optional.empty();
        }
        return Checkpoint.parse(String.join("\n", parts) + "\n");
    }
}
