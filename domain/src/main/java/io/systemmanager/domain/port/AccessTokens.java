package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.CredentialId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Judges access tokens of the one authorization server that this server trusts (OAuth 2.1, RFC
 * 9068). Answers within a deadline, throws nothing that a token could provoke, keeps no token and
 * shows it to nobody. Thread-safe.
 */
public interface AccessTokens {

    /** Judges what a request showed as its bearer token. */
    Judgement judge(String token);

    /** What came of it. */
    sealed interface Judgement {

        /**
         * Made by that server for this one, unchanged, and in force.
         *
         * @param subject whom the authorization server names, in its own words; not empty
         * @param scopes as granted there, known here or not
         * @param credential names the token
         * @param until the first moment at which it is good no more
         */
        record Good(String subject, Set<String> scopes, CredentialId credential, Instant until)
                implements Judgement {
            public Good {
                scopes = Set.copyOf(scopes);
            }
        }

        /** Good for nothing here. */
        record Bad(Flaw flaw) implements Judgement {}

        /** It may be good or bad: the authorization server's keys cannot be had. */
        record CannotJudge(Duration retryAfter) implements Judgement {}
    }

    /** Why a token is bad: the first that was found. For the ledger, not for who shows it. */
    enum Flaw {
        /** Not three parts of a signed JWT. */
        MALFORMED,
        /** None of the algorithms RS256, PS256, ES256; {@code none} among them. */
        ALGORITHM_REFUSED,
        /** Not of the type of an access token. */
        WRONG_TYPE,
        /** No key of that id. */
        UNKNOWN_KEY,
        /** The key is not for that algorithm. */
        WRONG_KEY_TYPE,
        /** The signature is not that of the key. */
        WRONG_SIGNATURE,
        /** Another issuer. */
        WRONG_ISSUER,
        /** Made for somebody else, or for nobody in particular. */
        WRONG_AUDIENCE,
        /** Over. */
        EXPIRED,
        /** Not yet in force. */
        NOT_YET_VALID,
        /** It lacks its end or its subject. */
        INCOMPLETE,
        /** Bound to a key whose possession a bearer does not prove (RFC 7800). */
        KEY_BOUND;

        /** The word in audit entries and meters. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
