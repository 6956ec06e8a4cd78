package io.systemmanager.domain.port;

import io.systemmanager.domain.note.LogKeys;
import java.util.List;

/**
 * Where the secret keys of a log are kept. The key of an epoch is replaced while the log goes on,
 * and the one before it is destroyed, so that whoever takes the keys later cannot seal or sign what
 * was before. Used by one thread at a time.
 *
 * <p>Whatever moment the process ends at, the key that seals the log as it stands is kept: a new
 * one is durable before the log knows it, and the old one is destroyed after the log has durably
 * moved on.
 */
public interface EpochKeys {

    /**
     * The log's keys with each epoch's key that is kept: one, or two where a change was cut short.
     *
     * @throws LedgerUnavailable when there is none that can be read
     */
    List<LogKeys> kept();

    /**
     * Makes the key of the next epoch and keeps it durably beside the present one.
     *
     * @throws LedgerUnavailable when it is not durable
     */
    LogKeys next();

    /**
     * Told that the log is durably sealed with these keys: makes them the only ones, and destroys
     * every other epoch's. Does nothing when they are that already.
     *
     * @throws LedgerUnavailable when not all of it could be done; asking again goes on
     */
    void settle(LogKeys sealing);
}
