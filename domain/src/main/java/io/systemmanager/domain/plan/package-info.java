/** What a change will do, before it does it. */
@NullMarked
package io.systemmanager.domain.plan;

import org.jspecify.annotations.NullMarked;
