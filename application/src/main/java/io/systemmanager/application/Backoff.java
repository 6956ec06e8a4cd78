package io.systemmanager.application;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something is tried again: three times as long after each failure, from 5
 * seconds on, and each time up to a quarter more or less, so that what failed together does not
 * come back together.
 */
final class Backoff {

    /** How often something is tried; the last try is less than 18 hours after the first. */
    static final int MOST_TRIES = 10;

    private static final long FIRST_MILLIS = 5_000;
    private static final double FACTOR = 3;
    private static final double SPREAD = 0.25;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The pause after a failure.
     *
     * @param tries how many failed so far, 1 or more
     */
    Duration after(int tries) {
        double millis = FIRST_MILLIS * Math.pow(FACTOR, tries - 1.0);
        return Duration.ofMillis(Math.round(millis * random.nextDouble(1 - SPREAD, 1 + SPREAD)));
    }
}
