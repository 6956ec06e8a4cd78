package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Digest;
import java.util.HexFormat;

/** The hash of one entry as a leaf of a Merkle tree: SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
public final class LeafHash {
    private static final byte LEAF = 0x00;

    private LeafHash() {}

    /** The hash of an entry's bytes. */
    public static Digest of(byte[] entry) {
        var sha256 = Digest.sha256();
        sha256.update(LEAF);
        return new Digest(HexFormat.of().formatHex(sha256.digest(entry)));
    }
}
