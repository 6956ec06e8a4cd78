package io.systemmanager.domain.trail;

import io.systemmanager.domain.merkle.ConsistencyProof;
import io.systemmanager.domain.note.SignedNote;

/**
 * The proof that the log of a note only went on since an earlier size.
 *
 * @param note of the later size
 */
public record LogGrowth(ConsistencyProof proof, SignedNote note) {}
