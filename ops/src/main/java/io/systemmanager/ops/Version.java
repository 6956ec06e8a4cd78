package io.systemmanager.ops;

import java.util.Optional;

/** Which SystemManager this is. */
public final class Version {
    private static final String CURRENT =
            Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private Version() {}

    /** The version of the distribution, or {@code development} when run from class files. */
    public static String current() {
        return CURRENT;
    }
}
