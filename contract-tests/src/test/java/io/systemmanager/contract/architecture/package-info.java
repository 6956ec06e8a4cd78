/** The rules of the architecture, each shown able to fail on a planted violation. */
@NullMarked
package io.systemmanager.contract.architecture;

import org.jspecify.annotations.NullMarked;
