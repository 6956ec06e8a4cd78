package io.systemmanager.contract.faults;

import java.nio.file.Path;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How much a drill does: a tenth in the lane, all of it where {@code SYSTEMMANAGER_DRILLS} is
 * {@code full}, as {@code ops/bench drills} sets it.
 */
final class Drill {
    private static final boolean FULL = "full".equals(System.getenv("SYSTEMMANAGER_DRILLS"));

    private Drill() {}

    static int share(int all) {
        return FULL ? all : Math.max(25, all / 10);
    }

    /** The same sequence in every run. */
    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** The library that {@code ops/test --faults} has made of contract-tests/faults/disk.c. */
    static Path disk() {
        return Path.of(
                Objects.requireNonNull(
                        System.getenv("SYSTEMMANAGER_DISK_LIBRARY"),
                        "run this with ops/test --faults, which builds contract-tests/faults"));
    }

    /** A line for the report. */
    static void report(String line) {
        System.out.println("drill: " + line);
    }
}
