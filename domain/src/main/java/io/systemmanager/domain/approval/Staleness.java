package io.systemmanager.domain.approval;

import java.util.Locale;
import java.util.Optional;

/** Why what was asked is not any more what would be done. */
public enum Staleness {
    POLICY_CHANGED("The policy was changed since it was asked for."),
    CREDENTIAL_REVOKED("The credential with which it was asked for was revoked."),
    SIGNER_REVOKED("A key with which it was agreed to is not that person's any more."),
    TARGET_CHANGED("The target is not any more what it was resolved to."),
    PLAN_CHANGED("It would now do something other than what its plan said."),
    REQUEST_CHANGED("The call or its caller is not the one that was asked for.");

    private final String meaning;

    Staleness(String meaning) {
        this.meaning = meaning;
    }

    /** The word in entries. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** What moved between two bindings of one call; empty exactly when their digests are equal. */
    public static Optional<Staleness> between(Binding asked, Binding fresh) {
        if (asked.digest().equals(fresh.digest())) {
            return Optional.empty();
        }
        if (!asked.policyRevision().equals(fresh.policyRevision())) {
            return Optional.of(POLICY_CHANGED);
        }
        if (!asked.target().equals(fresh.target())) {
            return Optional.of(TARGET_CHANGED);
        }
        return Optional.of(asked.plan().equals(fresh.plan()) ? REQUEST_CHANGED : PLAN_CHANGED);
    }
}
