/** The commands with which people agree in advance. */
@NullMarked
package io.systemmanager.ops.cli.grants;

import org.jspecify.annotations.NullMarked;
