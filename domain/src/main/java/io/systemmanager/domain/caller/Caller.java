package io.systemmanager.domain.caller;

import java.util.Optional;
import java.util.Set;

/**
 * An authenticated principal. The kinds never mix: what one kind may reach, no other kind's
 * credential opens.
 */
public sealed interface Caller {

    /** Who it is, in policy and audit. */
    Subject subject();

    /** Which credential it showed. */
    CredentialId credential();

    /**
     * An AI agent or another program on {@code /mcp}; never decides an approval.
     *
     * @param person for whom it acts, where that is known; who then decides nothing that it asks
     */
    record Agent(
            Subject subject,
            CredentialId credential,
            Set<Scope> scopes,
            Set<String> roles,
            Optional<Person> person)
            implements Caller {
        public Agent {
            require(subject, "agent:");
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
        }

        /** One that acts for nobody known. */
        public Agent(
                Subject subject, CredentialId credential, Set<Scope> scopes, Set<String> roles) {
            this(subject, credential, scopes, roles, Optional.empty());
        }

        /** Whether the credential carries the scope. */
        public boolean holds(Scope scope) {
            return scopes.contains(scope);
        }
    }

    /**
     * A person who approves and looks after the server; not admitted on {@code /mcp}.
     *
     * @param roles as which they may decide on approvals
     */
    record Operator(Subject subject, CredentialId credential, Set<String> roles, Person person)
            implements Caller {
        public Operator {
            require(subject, "operator:");
            roles = Set.copyOf(roles);
        }
    }

    /** A metrics collector; reads {@code /metrics} and nothing else. */
    record Monitor(Subject subject, CredentialId credential) implements Caller {
        public Monitor {
            require(subject, "monitor:");
        }
    }

    private static void require(Subject subject, String kind) {
        if (!subject.value().startsWith(kind)) {
            throw new IllegalArgumentException("the subject of this caller begins with " + kind);
        }
    }
}
