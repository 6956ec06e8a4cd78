/** Tests of the json package. */
@NullMarked
package io.systemmanager.domain.json;

import org.jspecify.annotations.NullMarked;
