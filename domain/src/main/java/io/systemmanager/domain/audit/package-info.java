/** What is written down: events, their entry form and their leaf hash. */
@NullMarked
package io.systemmanager.domain.audit;

import org.jspecify.annotations.NullMarked;
