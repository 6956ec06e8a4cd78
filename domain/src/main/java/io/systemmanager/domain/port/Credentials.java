package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is kept of credentials. What {@link Ledger#commit} answered is seen by every later
 * call. Cheap enough to be asked at every request; thread-safe.
 */
public interface Credentials {

    /** The record of the secret with that SHA-256, good or not. */
    Optional<TokenRecord> find(Digest secret);

    /** All records, newest first. */
    List<TokenRecord> all();
}
