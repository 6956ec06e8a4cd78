/** Reading the audit log: what is asked, what is found, and proofs about it. */
@NullMarked
package io.systemmanager.domain.trail;

import org.jspecify.annotations.NullMarked;
