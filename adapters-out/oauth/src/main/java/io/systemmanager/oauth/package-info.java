/** Judges access tokens of an OAuth authorization server by the keys that it publishes. */
@NullMarked
package io.systemmanager.oauth;

import org.jspecify.annotations.NullMarked;
