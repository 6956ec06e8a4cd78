package io.systemmanager.contract.engine;

import java.time.Duration;

/**
 * How much a drill does: a tenth in every build, all of it where {@code SYSTEMMANAGER_DRILLS} is
 * {@code full}, as {@code ops/bench drills} sets it.
 */
final class Scale {
    private static final boolean FULL = "full".equals(System.getenv("SYSTEMMANAGER_DRILLS"));

    private Scale() {}

    /** Connect, call, drop: that often in each generation of the protocol. */
    static int cycles() {
        return FULL ? 1_000 : 100;
    }

    /** How long the fuzz test sends. */
    static Duration fuzzing() {
        return FULL ? Duration.ofMinutes(10) : Duration.ofSeconds(10);
    }

    /** A line for the report. */
    static void report(String line) {
        System.out.println("drill: " + line);
    }
}
