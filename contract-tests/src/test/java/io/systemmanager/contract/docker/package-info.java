/** The Docker adapter against a real engine. */
@NullMarked
package io.systemmanager.contract.docker;

import org.jspecify.annotations.NullMarked;
