package io.systemmanager.domain.port;

/** Unguessable bytes. Thread-safe. */
public interface Randomness {

    /** That many random bytes. */
    byte[] bytes(int count);
}
