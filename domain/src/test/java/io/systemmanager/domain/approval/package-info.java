/** Tests of the approval package. */
@NullMarked
package io.systemmanager.domain.approval;

import org.jspecify.annotations.NullMarked;
