/** What is too short to be measured from outside. */
@NullMarked
package io.systemmanager.benchmarks;

import org.jspecify.annotations.NullMarked;
