package io.systemmanager.domain.merkle;

import java.util.List;

/**
 * The proof that a leaf belongs to the tree of a given size (RFC 6962 §2.1.1). Any numbers and any
 * path can be claimed: a proof says nothing until it is verified.
 *
 * @param index of the leaf, from 0
 * @param size of the tree, in leaves
 * @param path the sibling hashes, from the leaf upwards
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether the proof leads from this leaf to this root; RFC 9162 §2.1.3.2. */
    public boolean verify(Hash leaf, Hash root) {
        if (index < 0 || index >= size || size > MerkleTree.MAX_SIZE) {
            return false;
        }
        long at = index;
        long last = size - 1;
        var hash = leaf;
        for (var sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = Hash.ofNode(sibling, hash);
                int promoted = Long.numberOfTrailingZeros(at); // levels without a right sibling
                at >>= promoted;
                last >>= promoted;
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
