/**
 * What a person must agree to before it is done: who asked for what exactly, who voted, and how it
 * ended. Pure: the time comes in with each call, and nothing here reads or stores anything.
 *
 * <p>An {@link io.systemmanager.domain.approval.Approval} is a state; {@code after(move, now)} is
 * the only way to the next one. What is approved is a {@link
 * io.systemmanager.domain.approval.Binding}: when anything in it differs, so does its digest, and
 * neither a vote nor a claim for another digest counts. That a state is stored together with its
 * entry, and only once, is the ledger's promise, not this package's.
 */
@NullMarked
package io.systemmanager.domain.approval;

import org.jspecify.annotations.NullMarked;
