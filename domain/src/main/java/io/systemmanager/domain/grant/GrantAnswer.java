package io.systemmanager.domain.grant;

/** What a grant says to a call. */
public sealed interface GrantAnswer {

    /**
     * Yes, when {@code after} takes the place of {@code before}, together with the intent: of all
     * who read the same state one does.
     */
    record Yes(GrantQuestion question, StandingGrant.Live before, StandingGrant.Live after)
            implements GrantAnswer {}

    /** It has nothing to say. */
    record No(Unmet why) implements GrantAnswer {}
}
