package io.systemmanager.ops;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/** The machine that the server runs on. */
public final class ThisHost {
    private ThisHost() {}

    /** Where its files begin. */
    public static Path root() {
        return FileSystems.getDefault().getRootDirectories().iterator().next();
    }
}
