package io.systemmanager.ops;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program that runs. */
final class ThisProgram {
    private ThisProgram() {}

    /** The folder of its code: that of the archive, or of the classes. */
    static Path folder() {
        try {
            var code =
                    Path.of(
                            ThisProgram.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return Files.isDirectory(code) ? code : code.resolveSibling("").toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program does not lie in a file system", e);
        }
    }
}
