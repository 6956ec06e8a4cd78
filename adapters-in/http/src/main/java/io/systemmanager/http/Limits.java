package io.systemmanager.http;

import java.time.Duration;

/**
 * What a client may take of a listener.
 *
 * @param requestBytes longest request body
 * @param headerBytes longest request line and header block together
 * @param connections open TCP connections; more wait in the kernel's queue
 * @param requests requests in work at once, held streams among them; more wait
 * @param idle silence after which a connection is closed; streams must write three times as often
 * @param arrival time for the first request of a connection, and again for each body, to arrive
 * @param drain how long {@link Listener#close} waits for requests in work
 */
public record Limits(
        int requestBytes,
        int headerBytes,
        int connections,
        int requests,
        Duration idle,
        Duration arrival,
        Duration drain) {
    public Limits {
        if (requestBytes < 1 || headerBytes < 1024 || connections < 1 || requests < 16) {
            throw new IllegalArgumentException("a limit is too small to serve anyone");
        }
        if (!positive(idle) || !positive(arrival) || !positive(drain)) {
            throw new IllegalArgumentException("a time limit must be positive");
        }
    }

    /** 1 MiB bodies, 16 KiB headers, 4096 connections, 30 s of silence, 10 s to drain. */
    public static Limits standard() {
        return new Limits(
                1 << 20,
                16_384,
                4_096,
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }

    /** The same with another longest body. */
    public Limits withRequestBytes(int most) {
        return new Limits(most, headerBytes, connections, requests, idle, arrival, drain);
    }

    private static boolean positive(Duration duration) {
        return duration.isPositive();
    }
}
