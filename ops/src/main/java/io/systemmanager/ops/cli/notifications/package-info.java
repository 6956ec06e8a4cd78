/** The command's part about notifications. */
@NullMarked
package io.systemmanager.ops.cli.notifications;

import org.jspecify.annotations.NullMarked;
