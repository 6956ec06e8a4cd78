/** The closed list of operations and the one declaration of each. */
@NullMarked
package io.systemmanager.domain.operation;

import org.jspecify.annotations.NullMarked;
