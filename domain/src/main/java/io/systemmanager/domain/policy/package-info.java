/** Who may do what, and which rule says so. */
@NullMarked
package io.systemmanager.domain.policy;

import org.jspecify.annotations.NullMarked;
