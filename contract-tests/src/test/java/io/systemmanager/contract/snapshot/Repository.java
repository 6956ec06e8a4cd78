package io.systemmanager.contract.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The source tree in which the tests run. */
public final class Repository {
    private static final Pattern POM_VERSION =
            Pattern.compile("<artifactId>systemmanager</artifactId>\\s*<version>([^<]+)</version>");

    private Repository() {}

    /** A file or folder of the tree, named from its root. */
    public static Path at(String path) {
        return root().resolve(path);
    }

    /** The text of a file; empty when there is none. */
    public static Optional<String> text(String path) {
        try {
            return Files.exists(at(path))
                    ? Optional.of(Files.readString(at(path)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of the tree; only called when a developer asked for it. */
    public static void write(String path, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(at(path).getParent()));
            Files.writeString(at(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a developer asked to renew what is committed: {@code -Dsystemmanager.write=true}. */
    public static boolean renewing() {
        return Boolean.getBoolean("systemmanager.write");
    }

    /** The version in the parent pom. */
    public static String version() {
        var matcher = POM_VERSION.matcher(text("pom.xml").orElseThrow());
        if (!matcher.find()) {
            throw new IllegalStateException("the parent pom has no version");
        }
        return matcher.group(1);
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("contract-tests"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not inside the source tree");
        }
        return folder;
    }
}
