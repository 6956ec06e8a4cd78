/** The Merkle tree over the ledger's entries, in the shape of RFC 6962, and the proofs about it. */
@NullMarked
package io.systemmanager.domain.merkle;

import org.jspecify.annotations.NullMarked;
