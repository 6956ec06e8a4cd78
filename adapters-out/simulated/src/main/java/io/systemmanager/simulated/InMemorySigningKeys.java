package io.systemmanager.simulated;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.domain.sshsig.SshKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that are given and taken away by calls. Thread-safe. */
public final class InMemorySigningKeys implements SigningKeys {
    private final Map<SshKey, Held> keys = new ConcurrentHashMap<>();

    private record Held(Person person, Instant until) {}

    /** From now on that is that person's key, until then. */
    public void add(SshKey key, Person person, Instant until) {
        keys.put(key, new Held(person, until));
    }

    /** It is nobody's any more. */
    public void remove(SshKey key) {
        keys.remove(key);
    }

    @Override
    public Optional<Person> holder(SshKey key, Instant at) {
        return Optional.ofNullable(keys.get(key))
                .filter(held -> !at.isAfter(held.until()))
                .map(Held::person);
    }

    @Override
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
