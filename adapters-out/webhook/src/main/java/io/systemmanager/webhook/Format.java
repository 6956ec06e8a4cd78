package io.systemmanager.webhook;

import java.util.List;
import java.util.Optional;

/** What the receiver understands. */
public sealed interface Format {

    /**
     * A JSON body, signed as Standard Webhooks says.
     *
     * @param secrets one or two; each signs, so that a receiver can change from one to the other
     */
    record Signed(List<WebhookSecret> secrets) implements Format {
        public Signed {
            secrets = List.copyOf(secrets);
            if (secrets.isEmpty() || secrets.size() > 2) {
                throw new IllegalArgumentException("it takes one secret, or two while it changes");
            }
        }
    }

    /**
     * A message to a topic of an ntfy server, which checks no signature.
     *
     * @param token the access token for the topic, where it is protected
     */
    record Ntfy(Optional<String> token) implements Format {
        public Ntfy {
            if (token.filter(text -> !text.matches("[!-~]+")).isPresent()) {
                throw new IllegalArgumentException("an access token is printable ASCII");
            }
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Ntfy";
        }
    }
}
