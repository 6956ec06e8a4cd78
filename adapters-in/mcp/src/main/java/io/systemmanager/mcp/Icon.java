package io.systemmanager.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The picture of this server. */
public final class Icon {

    private Icon() {}

    /** It as a {@code data:} URI of SVG. */
    public static String dataUri() {
        try (var in = Icon.class.getResourceAsStream("icon.svg")) {
            if (in == null) {
                throw new IllegalStateException("no icon");
            }
            return "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
