/** Tests of the note package. */
@NullMarked
package io.systemmanager.domain.note;

import org.jspecify.annotations.NullMarked;
