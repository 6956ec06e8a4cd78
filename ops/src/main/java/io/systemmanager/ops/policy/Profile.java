package io.systemmanager.ops.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The policies that come with the server, to be used as they are or copied and changed. */
public enum Profile {
    /** Reads and reversible changes are free; people approve the rest and what is protected. */
    LEAN,
    /** Reads are free; people approve every change. */
    STRICT,
    /** For machines that hold nothing of worth: all but the critical is free. */
    LAB;

    /** The name in settings: {@code lean}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The policy file, with its comments. */
    public byte[] bytes() {
        var resource = "/policies/" + wireName() + ".yaml";
        try (var in = Profile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
