package io.systemmanager.domain.trail;

import io.systemmanager.domain.merkle.Hash;
import java.nio.charset.StandardCharsets;

/**
 * An entry as it is stored.
 *
 * @param seq its index
 * @param text the canonical JSON, whose UTF-8 bytes are what was hashed
 * @param leaf the hash that is stored beside it and stands in the tree
 */
public record AuditRecord(long seq, String text, Hash leaf) {

    /** Whether the text is still that of its hash. */
    public boolean intact() {
        return Hash.ofLeaf(text.getBytes(StandardCharsets.UTF_8)).equals(leaf);
    }
}
