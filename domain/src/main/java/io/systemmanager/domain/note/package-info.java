/** What the log says about itself, signed: checkpoints, C2SP signed notes, their keys, the seal. */
@NullMarked
package io.systemmanager.domain.note;

import org.jspecify.annotations.NullMarked;
