/**
 * The command as people type it, beside a running server: from the command line to what it does.
 */
@NullMarked
package io.systemmanager.contract.command;

import org.jspecify.annotations.NullMarked;
