/** What the tools say, in bytes and words. */
@NullMarked
package io.systemmanager.mcp;

import org.jspecify.annotations.NullMarked;
