package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.sshsig.SshKey;
import java.time.Instant;
import java.util.Optional;

/** Whose SSH keys may sign decisions on approvals. Thread-safe. */
public interface SigningKeys {

    /** Nobody's. */
    SigningKeys NONE =
            new SigningKeys() {
                @Override
                public Optional<Person> holder(SshKey key, Instant at) {
                    return Optional.empty();
                }

                @Override
                public boolean isEmpty() {
                    return true;
                }
            };

    /** The one person whose key that is, and whose signatures of that moment count by it. */
    Optional<Person> holder(SshKey key, Instant at);

    /** Whether there is no key at all. */
    boolean isEmpty();
}
