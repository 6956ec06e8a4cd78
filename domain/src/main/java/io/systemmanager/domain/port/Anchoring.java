package io.systemmanager.domain.port;

/**
 * Has the ledger's state shown to its anchors now, before something is done that must not be
 * deniable later. Thread-safe.
 */
public interface Anchoring {

    /** Without an anchor. */
    Anchoring NONE =
            new Anchoring() {
                @Override
                public boolean isConfigured() {
                    return false;
                }

                @Override
                public boolean anchor() {
                    return false;
                }
            };

    /** Whether there is an anchor at all. */
    boolean isConfigured();

    /**
     * Shows every anchor a note that covers all entries that were durable before the call; blocks
     * for at most 5 seconds.
     *
     * @return whether each of them took it; false also without any
     */
    boolean anchor();
}
