package io.systemmanager.application;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.SigningKeys;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Judges who signed a vote. The key says which person it is; their account and roles are those of
 * the newest good credential of an operator that is theirs, so that whoever has none, or none any
 * more, decides nothing by a key alone.
 */
record SignedVotes(Credentials credentials, SigningKeys signers) {

    Finding judge(Evidence.SignedVote shown, Instant now) {
        if (!shown.statement().isSignedBy(shown.signature())) {
            return Finding.Refused.because("wrong_signature");
        }
        return signers.holder(shown.signature().key(), now)
                .flatMap(person -> operator(person, now))
                .<Finding>map(record -> new Finding.Proven(record.caller(), record.expiresAt()))
                .orElseGet(() -> Finding.Refused.because("unknown"));
    }

    private Optional<TokenRecord> operator(Person person, Instant now) {
        return credentials.all().stream()
                .filter(record -> record.goodAt(now))
                .filter(record ->
                        record.caller() instanceof Caller.Operator operator
                                && operator.person().equals(person))
                .max(Comparator.comparing(TokenRecord::createdAt));
    }
}
