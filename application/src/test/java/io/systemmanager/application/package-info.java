/** What the use cases promise, checked on the simulated host. */
@NullMarked
package io.systemmanager.application;

import org.jspecify.annotations.NullMarked;
