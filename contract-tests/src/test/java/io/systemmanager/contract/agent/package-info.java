/** All that agents are offered, over the wire on a simulated host that a test can hold up. */
@NullMarked
package io.systemmanager.contract.agent;

import org.jspecify.annotations.NullMarked;
