/** Tests of the judge of access tokens, its keys and where they come from. */
@NullMarked
package io.systemmanager.oauth;

import org.jspecify.annotations.NullMarked;
