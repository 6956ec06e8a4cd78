/** Tests of who may do what. */
@NullMarked
package io.systemmanager.domain.policy;

import org.jspecify.annotations.NullMarked;
