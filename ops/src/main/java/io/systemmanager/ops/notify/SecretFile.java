package io.systemmanager.ops.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file whose lines are secrets. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final long LONGEST = 4_096;

    private SecretFile() {}

    /** The credential of that name that systemd gave this process. */
    static Optional<Path> credential(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::exists);
    }

    /**
     * The lines of a file that only its owner may read.
     *
     * @throws IOException as {@link #lines} does, and when others may read it
     */
    static List<String> linesOfOwner(Path file) throws IOException {
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " is a secret, so only its owner may read it (0600)");
        }
        return lines(file);
    }

    /**
     * Its lines that are not blank. Whoever may read it is not looked at: systemd guards its
     * credentials by their folder, and grants its unit's user by a list that reads as group rights.
     *
     * @throws IOException when it cannot be read; the message holds no line
     */
    static List<String> lines(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " is too long for a file of secrets");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
