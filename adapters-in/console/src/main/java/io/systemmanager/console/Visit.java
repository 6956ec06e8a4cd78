package io.systemmanager.console;

import io.systemmanager.domain.caller.Caller;

/**
 * A request by somebody who is signed in.
 *
 * @param operator as their credential says now, not as it said at the sign-in
 */
record Visit(Session session, Caller.Operator operator) {}
