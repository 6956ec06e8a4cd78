package io.systemmanager.domain.port;

import io.systemmanager.domain.caller.CredentialId;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells which person sits in front of a browser: the authorization server asks them, and sends the
 * browser back with a code (OpenID Connect Core 1.0 §3.1, with RFC 7636). Answers within a
 * deadline, keeps no token and shows it to nobody. Thread-safe.
 */
public interface IdentityProvider {

    /**
     * One try of one browser. Each part is known to that browser and this server alone, and used
     * once.
     *
     * @param state comes back with the code, so that nobody is signed in by a link
     * @param nonce comes back in what names the person, so that it is not of another try
     * @param verifier proves to the authorization server that the code is used by whoever began
     */
    record Attempt(String state, String nonce, String verifier) {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43,128}");

        public Attempt {
            if (!Stream.of(state, nonce, verifier).allMatch(FORM.asMatchPredicate())) {
                throw new IllegalArgumentException("a try has three random parts");
            }
        }

        @Override
        public String toString() {
            return "Attempt[]"; // a log must not learn it
        }
    }

    /** The address to which the browser is sent, to come back with a code. */
    String signInPage(Attempt attempt);

    /** Whom the authorization server names for the code of that try. */
    Identity redeem(String code, Attempt attempt);

    /** What came of it. */
    sealed interface Identity {

        /**
         * It is that person.
         *
         * @param subject whom the authorization server names, as in its access tokens
         * @param credential names what proved it
         * @param until the first moment at which that is over
         */
        record Proven(String subject, CredentialId credential, Instant until) implements Identity {}

        /**
         * It proves nobody.
         *
         * @param why the ledger's word: {@code code_refused}, {@code wrong_nonce}, {@code
         *     wrong_audience}, or one of {@link AccessTokens.Flaw}
         */
        record Refused(String why) implements Identity {}

        /** The authorization server cannot be asked now. */
        record Unreachable(Duration retryAfter) implements Identity {}
    }
}
