/** The record of every change: planned, running, ended. */
@NullMarked
package io.systemmanager.domain.journal;

import org.jspecify.annotations.NullMarked;
