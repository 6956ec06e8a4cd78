package io.systemmanager.http;

import java.time.Instant;

/** What became of an attempt to take up a new certificate. */
public sealed interface Reload {

    /** New connections get this certificate. */
    record Taken(Instant expires) implements Reload {}

    /** The files cannot be used; the old certificate serves on. The reason is for the operator. */
    record Kept(String why) implements Reload {}
}
