package io.systemmanager.ops;

import io.systemmanager.domain.port.Randomness;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The platform's own source of randomness. Some of it is drawn ahead, since each call needs a few
 * bytes three times and each drawing has its price; what was handed out is wiped.
 */
public final class SecureRandomness implements Randomness {
    private static final int AHEAD = 1_024;

    private final SecureRandom random = new SecureRandom();
    private final byte[] ahead = new byte[AHEAD];
    private int used = AHEAD;

    @Override
    public byte[] bytes(int count) {
        if (count > AHEAD) {
            var bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }
        return drawn(count);
    }

    private synchronized byte[] drawn(int count) {
        if (AHEAD - used < count) {
            random.nextBytes(ahead);
            used = 0;
        }
        var bytes = Arrays.copyOfRange(ahead, used, used + count);
        Arrays.fill(ahead, used, used + count, (byte) 0);
        used += count;
        return bytes;
    }
}
