/** What programs in other languages are given to check about the log. */
@NullMarked
package io.systemmanager.contract.log;

import org.jspecify.annotations.NullMarked;
