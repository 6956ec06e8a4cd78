package io.systemmanager.domain.policy;

/** What a rule says about the caller, or about the target. Immutable and thread-safe. */
interface Clause {

    /** {@code YES}, or how far the call is from it. */
    Match of(Facts facts);
}
