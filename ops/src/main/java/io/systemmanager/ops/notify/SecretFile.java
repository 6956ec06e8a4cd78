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
     * Its lines that are not blank.
     *
     * @throws IOException when it cannot be read, or others may; the message holds no line
     */
    static List<String> lines(Path file) throws IOException {
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " is a secret, so only its owner may read it (0600)");
        }
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
