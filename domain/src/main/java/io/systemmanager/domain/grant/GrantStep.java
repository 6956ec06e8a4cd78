package io.systemmanager.domain.grant;

import io.systemmanager.domain.approval.Refusal;

/** What came of a person's move. */
public sealed interface GrantStep {

    /** The grant is now in this state. */
    record Moved(StandingGrant next) implements GrantStep {}

    /** It stays as it was. */
    record Refused(Refusal why) implements GrantStep {}
}
