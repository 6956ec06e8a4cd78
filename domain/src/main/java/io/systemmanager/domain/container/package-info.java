/** Containers as callers and operators speak of them. */
@NullMarked
package io.systemmanager.domain.container;

import org.jspecify.annotations.NullMarked;
