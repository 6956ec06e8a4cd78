@NullMarked
package io.systemmanager.domain.sshsig;

import org.jspecify.annotations.NullMarked;
