/** Tests of the audit package. */
@NullMarked
package io.systemmanager.domain.audit;

import org.jspecify.annotations.NullMarked;
