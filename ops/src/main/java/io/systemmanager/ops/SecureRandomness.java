package io.systemmanager.ops;

import io.systemmanager.domain.port.Randomness;
import java.security.SecureRandom;

/** The platform's own source of randomness. */
public final class SecureRandomness implements Randomness {
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
