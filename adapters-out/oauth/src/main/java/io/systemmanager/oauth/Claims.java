package io.systemmanager.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import io.systemmanager.domain.port.AccessTokens.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a token whose signature is good says (RFC 7519 §4.1, RFC 9068 §2.2). */
record Claims(JWTClaimsSet set) {
    /** How far the clocks of the two servers may be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int LONGEST_SUBJECT = 255;

    /**
     * The first thing that is wrong; empty when the token is good at that moment.
     *
     * @param audience for whom it must be made
     */
    Optional<Flaw> flaw(String issuer, String audience, Instant now) {
        if (!issuer.equals(set.getIssuer())) {
            return Optional.of(Flaw.WRONG_ISSUER);
        }
        if (!set.getAudience().contains(audience)) {
            return Optional.of(Flaw.WRONG_AUDIENCE);
        }
        if (set.getExpirationTime() == null || subject().isEmpty()) {
            return Optional.of(Flaw.INCOMPLETE);
        }
        if (!now.isBefore(until())) {
            return Optional.of(Flaw.EXPIRED);
        }
        if (isAhead(set.getNotBeforeTime(), now) || isAhead(set.getIssueTime(), now)) {
            return Optional.of(Flaw.NOT_YET_VALID);
        }
        // Taking such a token from whoever holds it would undo what it was bound for (RFC 9449 §7).
        return set.getClaim("cnf") == null ? Optional.empty() : Optional.of(Flaw.KEY_BOUND);
    }

    /** Whom it names; empty when that is nobody. */
    Optional<String> subject() {
        return Optional.ofNullable(set.getSubject())
                .filter(name -> !name.isBlank() && name.length() <= LONGEST_SUBJECT);
    }

    /** Whether it was made for nobody else (OpenID Connect Core 1.0 §3.1.3.7, 3 to 5). */
    boolean isForOnly(String client) {
        return set.getAudience().size() == 1 && text("azp").map(client::equals).orElse(true);
    }

    /** A claim that is a text. */
    Optional<String> text(String name) {
        return Optional.ofNullable(set.getClaim(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** The first moment at which it is over for us. */
    Instant until() {
        return set.getExpirationTime().toInstant().plus(SKEW);
    }

    /** Its scopes: {@code scope} (RFC 8693 §4.2) or, as some servers write it, {@code scp}. */
    Set<String> scopes() {
        return Stream.of("scope", "scp")
                .map(set::getClaim)
                .flatMap(Claims::words)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
            case Collection<?> list ->
                    list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private static boolean isAhead(@Nullable Date moment, Instant now) {
        return moment != null && moment.toInstant().isAfter(now.plus(SKEW));
    }
}
