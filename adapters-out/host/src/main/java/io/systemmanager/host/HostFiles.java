package io.systemmanager.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The small text files below a root folder. What cannot be read is absent. */
record HostFiles(Path root) {

    /** The trimmed text of a file; empty when it is missing or unreadable. */
    Optional<String> text(String path) {
        try {
            // Bytes of another charset are no reason to see nothing at all.
            var bytes = Files.readAllBytes(root.resolve(path));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The lines of a file; none when it is missing or unreadable. */
    List<String> lines(String path) {
        return text(path).stream().flatMap(String::lines).toList();
    }

    /** The number that is a file's whole text; empty for words such as {@code max}. */
    OptionalLong number(String path) {
        var text = text(path);
        return text.isPresent() ? number(text.get(), 0) : OptionalLong.empty();
    }

    /** The number behind the first line's word; {@code MemTotal:} or {@code inactive_file}. */
    OptionalLong number(String path, String word) {
        for (var line : lines(path)) {
            if (line.startsWith(word + " ") || line.startsWith(word + "\t")) {
                return number(line, 1);
            }
        }
        return OptionalLong.empty();
    }

    boolean isThere(String path) {
        return Files.exists(root.resolve(path));
    }

    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }

    /** The n-th word of a line as a number; empty when there is none or it is no number. */
    static OptionalLong number(String line, int word) {
        var words = words(line);
        if (word >= words.size()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(words.get(word)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static List<String> words(String line) {
        return Arrays.asList(line.strip().split("\\s+", -1));
    }
}
