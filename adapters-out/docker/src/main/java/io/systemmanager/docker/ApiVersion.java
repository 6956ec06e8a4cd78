package io.systemmanager.docker;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A version of the Engine API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** What Engine 20.10 speaks: the oldest that this adapter is written and tested for. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** The newest whose answers this adapter knows; every engine up to 29 serves it. */
    static final ApiVersion NEWEST = new ApiVersion(1, 44);

    private static final Pattern FORM = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}");

    static ApiVersion of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "no API version in the answer");
        }
        int dot = text.indexOf('.');
        return new ApiVersion(
                Integer.parseInt(text.substring(0, dot)),
                Integer.parseInt(text.substring(dot + 1)));
    }

    /** The version to speak with an engine that serves those from one to the other. */
    static ApiVersion agreed(ApiVersion least, ApiVersion most) {
        var version = most.compareTo(NEWEST) < 0 ? most : NEWEST;
        if (version.compareTo(OLDEST) < 0 || version.compareTo(least) < 0) {
            throw EngineTrouble.of(
                    EngineTrouble.Kind.INCOMPATIBLE,
                    "the engine serves API %s to %s".formatted(least, most));
        }
        return version;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return Comparator.comparingInt(ApiVersion::major)
                .thenComparingInt(ApiVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
