package io.systemmanager.oauth;

/** Where keys come from. Answers within its own deadline; thread-safe. */
@FunctionalInterface
interface KeySource {

    /** Fetches the keys anew. */
    Fetched fetch();

    /** What came of it. */
    sealed interface Fetched {

        /** At least one key that we can use. */
        record Got(KeySet keys) implements Fetched {}

        /** None; the reason is for the operator's log. */
        record Failed(String why) implements Fetched {}
    }
}
