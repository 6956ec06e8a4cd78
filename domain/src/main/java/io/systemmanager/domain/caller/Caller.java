package io.systemmanager.domain.caller;

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

    /** An AI agent or another program on {@code /mcp}; never decides an approval. */
    record Agent(Subject subject, CredentialId credential, Set<Scope> scopes, Set<String> roles)
            implements Caller {
        public Agent {
            require(subject, "agent:");
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
        }

        /** Whether the credential carries the scope. */
        public boolean holds(Scope scope) {
            return scopes.contains(scope);
        }
    }

    /** A person who approves and looks after the server; not admitted on {@code /mcp}. */
    record Operator(Subject subject, CredentialId credential) implements Caller {
        public Operator {
            require(subject, "operator:");
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
