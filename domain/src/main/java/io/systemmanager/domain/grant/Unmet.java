package io.systemmanager.domain.grant;

import java.util.Locale;

/** Why a grant does not answer a call. */
public enum Unmet {
    /** What is critical is decided each time. */
    CRITICAL,
    /** Another agent, or another program of it. */
    HOLDER,
    OPERATION,
    TARGET,
    PARAMETERS,
    /** Policy asks for more than votes: signatures, or an anchor. */
    DEMANDS,
    /** Those who agreed do not fill the slots that policy asks for. */
    VOTES,
    NOT_YET,
    EXPIRED,
    USED_UP,
    RATE,
    REVOKED;

    /** The word for programs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
