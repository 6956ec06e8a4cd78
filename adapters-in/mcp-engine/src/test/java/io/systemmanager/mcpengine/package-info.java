/** Tests of the engine. */
@NullMarked
package io.systemmanager.mcpengine;

import org.jspecify.annotations.NullMarked;
