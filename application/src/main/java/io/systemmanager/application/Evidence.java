package io.systemmanager.application;

import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.caller.ClientCertificate;
import io.systemmanager.domain.sshsig.SshSignature;
import java.util.Optional;

/** What somebody shows to prove who it is. */
public sealed interface Evidence {

    /** Nothing. */
    record None() implements Evidence {}

    /** A token. */
    record Token(String text) implements Evidence {
        @Override
        public String toString() {
            return "Token[]"; // a log must not learn it
        }
    }

    /** A certificate whose chain and key the TLS layer has verified. */
    record Certificate(ClientCertificate certificate) implements Evidence {}

    /** A signature under the statement of one vote; it serves for that vote. */
    record SignedVote(SshSignature signature, Statement statement) implements Evidence {}

    /** That token, if any. */
    static Evidence token(Optional<String> text) {
        return text.<Evidence>map(Token::new).orElseGet(None::new);
    }
}
