package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.json.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is kept of credentials. What {@link Ledger#commit} answered is seen by every later
 * call. A credential is believed as far as the sealed entries say the same of it (ADR 0039). Cheap
 * enough to be asked at every request; thread-safe.
 */
public interface Credentials {

    /** The record of the secret with that SHA-256, good or not; only one that is believed. */
    Optional<TokenRecord> find(Digest secret);

    /** All records that are believed, newest first. */
    List<TokenRecord> all();

    /** What stands among them and is not what this server wrote; it opens nothing. */
    List<KeptCredential.Unreadable> unreadable();
}
