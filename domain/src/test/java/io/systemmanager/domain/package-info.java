/** What the domain's tests share. */
@NullMarked
package io.systemmanager.domain;

import org.jspecify.annotations.NullMarked;
