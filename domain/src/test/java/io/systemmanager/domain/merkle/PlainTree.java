package io.systemmanager.domain.merkle;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 §2.1 word for word, over all leaves in memory: slow and plain. */
final class PlainTree {

    private PlainTree() {}

    /** MTH(D[n]). */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.OF_NOTHING;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split(leaves.size());
        return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]). */
    static List<Hash> inclusion(int m, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        return m < k
                ? and(inclusion(m, left), root(right))
                : and(inclusion(m - k, right), root(left));
    }

    /** PROOF(m, D[n]) for 0 < m; SUBPROOF with {@code whole} for b. */
    static List<Hash> consistency(int m, List<Hash> leaves, boolean whole) {
        if (m == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(leaves.size());
        var left = leaves.subList(0, k);
        var right = leaves.subList(k, leaves.size());
        return m <= k
                ? and(consistency(m, left, whole), root(right))
                : and(consistency(m - k, right, false), root(left));
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static List<Hash> and(List<Hash> path, Hash last) {
        var longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }
}
