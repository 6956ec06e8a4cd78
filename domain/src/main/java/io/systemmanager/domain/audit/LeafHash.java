package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.Hash;

/** The hash of one entry as a leaf of a Merkle tree: SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
public final class LeafHash {
    private LeafHash() {}

    /** The hash of an entry's bytes. */
    public static Digest of(byte[] entry) {
        return new Digest(Hash.ofLeaf(entry).hex());
    }
}
