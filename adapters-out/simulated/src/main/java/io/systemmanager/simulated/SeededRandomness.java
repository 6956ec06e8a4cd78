package io.systemmanager.simulated;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Randomness;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same bytes in the same order for the same seed: SHA-256 of seed and counter. For tests and
 * repeatable drills only. It does <em>not</em> keep the port's promise that nobody can guess the
 * bytes, so no credential may come from it. Thread-safe.
 */
public final class SeededRandomness implements Randomness {
    private final long seed;
    private final AtomicLong counter = new AtomicLong();

    public SeededRandomness(long seed) {
        this.seed = seed;
    }

    @Override
    public byte[] bytes(int count) {
        var out = ByteBuffer.allocate(count);
        while (out.hasRemaining()) {
            var block = block();
            out.put(block, 0, Math.min(block.length, out.remaining()));
        }
        return out.array();
    }

    private byte[] block() {
        var input = ByteBuffer.allocate(2 * Long.BYTES);
        input.putLong(seed).putLong(counter.getAndIncrement());
        return Digest.sha256().digest(input.array());
    }
}
