package io.systemmanager.domain.merkle;

import java.util.List;

/**
 * The proof that one tree begins with all leaves of an earlier one, in the same order (RFC 6962
 * §2.1.2). Any numbers and any path can be claimed: a proof says nothing until it is verified.
 *
 * @param earlier the size of the earlier tree, in leaves
 * @param later the size of the later tree
 * @param path the hashes, in the order of the RFC
 */
public record ConsistencyProof(long earlier, long later, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Whether the proof leads to both roots; RFC 9162 §2.1.4.2. The empty tree is consistent with
     * every tree, and then nothing speaks for the later root.
     */
    public boolean verify(Hash earlierRoot, Hash laterRoot) {
        if (earlier < 0 || earlier > later || later > MerkleTree.MAX_SIZE) {
            return false;
        }
        if (earlier == 0) {
            return path.isEmpty()
                    && earlierRoot.equals(Hash.OF_NOTHING)
                    && (later > 0 || laterRoot.equals(Hash.OF_NOTHING));
        }
        if (earlier == later) {
            return path.isEmpty() && earlierRoot.equals(laterRoot);
        }
        boolean whole = Long.bitCount(earlier) == 1; // then the earlier root is itself a node
        if (path.isEmpty()) {
            return false;
        }
        return whole
                ? climb(earlierRoot, path, earlierRoot, laterRoot)
                : climb(path.getFirst(), path.subList(1, path.size()), earlierRoot, laterRoot);
    }

    private boolean climb(Hash start, List<Hash> rest, Hash earlierRoot, Hash laterRoot) {
        int shared = Long.numberOfTrailingZeros(earlier); // below, the start is complete
        long at = (earlier - 1) >> shared;
        long last = (later - 1) >> shared;
        var before = start;
        var after = start;
        for (var hash : rest) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                before = Hash.ofNode(hash, before);
                after = Hash.ofNode(hash, after);
                int promoted = Long.numberOfTrailingZeros(at); // levels without a right sibling
                at >>= promoted;
                last >>= promoted;
            } else {
                after = Hash.ofNode(after, hash);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && before.equals(earlierRoot) && after.equals(laterRoot);
    }
}
