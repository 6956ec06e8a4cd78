/** What people outside are told about approvals, and whether they were. */
@NullMarked
package io.systemmanager.domain.notification;

import org.jspecify.annotations.NullMarked;
