/** An MCP server engine for both protocol generations on one URL; it knows no operation. */
@NullMarked
package io.systemmanager.mcpengine;

import org.jspecify.annotations.NullMarked;
