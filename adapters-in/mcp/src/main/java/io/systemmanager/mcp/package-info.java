/** Our tools on the MCP engine: JSON to operations, replies to bounded text. */
@NullMarked
package io.systemmanager.mcp;

import org.jspecify.annotations.NullMarked;
