package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.sshsig.SshSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A person who decides, as they proved themselves for this one decision.
 *
 * @param roles their approver roles at that moment
 * @param method how they proved themselves; one exists only after it was checked
 */
public record Approver(Person person, Set<String> roles, Method method) {
    public Approver {
        roles = Set.copyOf(roles);
    }

    /** How a person proves that a decision is theirs. */
    public sealed interface Method {

        /**
         * Whether it proves enough for agreeing, at that moment, to something of that risk: what is
         * high takes a secret that is not older than five minutes, what is critical one of its own.
         */
        default boolean suffices(Risk risk, Instant at) {
            return switch (this) {
                case Secret _, Signed _ -> true;
                case Session session -> session.covers(risk, at);
            };
        }

        /** The word in entries. */
        default String wireName() {
            return switch (this) {
                case Secret _ -> "secret";
                case Session _ -> "session";
                case Signed _ -> "signature";
            };
        }
    }

    /** By their secret, given for this decision. Only the server can tell that they did. */
    public record Secret() implements Method {}

    /**
     * By a session that their secret opened. It serves for what is not risky, and for a while: see
     * {@link Method#suffices}.
     *
     * @param proven when they last gave the secret in it
     */
    public record Session(Instant proven) implements Method {
        private static final Duration FRESH = Duration.ofMinutes(5);

        private boolean covers(Risk risk, Instant at) {
            return switch (risk) {
                case READ, LOW -> true;
                case HIGH -> !at.isBefore(proven) && !at.isAfter(proven.plus(FRESH));
                case CRITICAL -> false;
            };
        }
    }

    /**
     * By their signature under the {@link Statement} of this one vote, which others can check too.
     * It proves nothing else.
     */
    public record Signed(SshSignature signature) implements Method {}
}
