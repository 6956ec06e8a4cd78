/**
 * Signatures that {@code ssh-keygen -Y sign} makes, checked with the platform's own cryptography.
 */
@NullMarked
package io.systemmanager.domain.sshsig;

import org.jspecify.annotations.NullMarked;
