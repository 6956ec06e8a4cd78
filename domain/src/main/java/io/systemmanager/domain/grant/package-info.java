/**
 * What people agree to in advance: that an agent may do certain things for a while without being
 * asked each time. Pure: the time comes in with each call.
 *
 * <p>A {@link io.systemmanager.domain.grant.StandingGrant} only stands in for the votes that policy
 * asks for. It never widens what policy allows.
 */
@NullMarked
package io.systemmanager.domain.grant;

import org.jspecify.annotations.NullMarked;
