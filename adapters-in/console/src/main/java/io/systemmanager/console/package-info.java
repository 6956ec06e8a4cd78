/**
 * The operators' web console: pages of the server's own making, for people with an operator's
 * secret. It decides nothing by itself; what people decide goes to the office where all decisions
 * go.
 */
@NullMarked
package io.systemmanager.console;

import org.jspecify.annotations.NullMarked;
