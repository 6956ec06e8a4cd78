/** Tests of the listener. */
@NullMarked
package io.systemmanager.http;

import org.jspecify.annotations.NullMarked;
