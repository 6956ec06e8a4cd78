package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import java.util.Optional;

/** About credentials: who came in, who did not, what was made and taken back. */
public sealed interface AccessEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case AuthenticationSucceeded _ -> "auth.succeeded";
            case AuthenticationFailed _ -> "auth.failed";
            case TokenIssued _ -> "auth.token_issued";
            case TokenCarried _ -> "auth.token_carried";
            case TokenRevoked _ -> "auth.token_revoked";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case AuthenticationSucceeded _ -> Severity.INFO;
            case AuthenticationFailed _ -> Severity.WARN;
            case TokenIssued _, TokenCarried _, TokenRevoked _ -> Severity.NOTICE;
        };
    }

    /** A credential was used for the first time in this hour, or opened a session. */
    record AuthenticationSucceeded(Caller caller, Client client) implements AccessEvent {}

    /**
     * Credentials were refused.
     *
     * @param credential which one, where it is one that we know
     * @param why one of {@code missing}, {@code unknown}, {@code expired}, {@code revoked}, {@code
     *     wrong_kind}; of an access token also {@code unjudged} and the words of {@link
     *     io.systemmanager.domain.port.AccessTokens.Flaw}; of a person in a browser those of {@link
     *     io.systemmanager.domain.port.IdentityProvider.Identity.Refused}; of a certificate {@code
     *     unmapped}; of a signed vote {@code wrong_signature}
     * @param count how many this entry stands for
     */
    record AuthenticationFailed(
            String address, Optional<CredentialId> credential, String why, int count)
            implements AccessEvent {}

    /** A credential was made. */
    record TokenIssued(Subject by, TokenRecord token) implements AccessEvent {}

    /**
     * A credential goes on to be good although the entry about its making is not in this log any
     * more: a prune moved it away, or the log follows another after a restore.
     */
    record TokenCarried(TokenRecord token) implements AccessEvent {}

    /** A credential was taken back. */
    record TokenRevoked(Subject by, CredentialId token) implements AccessEvent {}
}
