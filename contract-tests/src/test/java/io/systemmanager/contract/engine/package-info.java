/** The MCP engine by itself, over the wire: what a hostile or vanishing client leaves behind. */
@NullMarked
package io.systemmanager.contract.engine;

import org.jspecify.annotations.NullMarked;
