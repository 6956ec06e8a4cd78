package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.domain.port.AccessTokens.Judgement;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every judge of access tokens must do, whatever the form of its tokens. */
interface AccessTokensContract {

    AccessTokens tokens();

    /** A token for us that ends at that moment, to the second. */
    String token(String subject, String scopes, Instant end);

    /** The same for somebody else. */
    String tokenForAnother(String subject, Instant end);

    /** From now on nobody can learn whether a token is good that was not seen before. */
    void loseTheAuthorizationServer();

    private static Instant soon() {
        return Instant.now().plusSeconds(300);
    }

    @Test
    default void aTokenForUsTellsWhoseItIsAndForWhat() {
        var end = soon();

        assertThat(tokens().judge(token("bot", "docker:read x:y", end)))
                .isInstanceOfSatisfying(
                        Judgement.Good.class,
                        good -> {
                            assertThat(good.subject()).isEqualTo("bot");
                            assertThat(good.scopes()).isEqualTo(Set.of("docker:read", "x:y"));
                            assertThat(good.credential().kind()).isEqualTo(CredentialId.Kind.OAUTH);
                            assertThat(good.until())
                                    .isBetween(end.minusSeconds(1), end.plusSeconds(61));
                        });
    }

    @Test
    default void aTokenForAnotherIsBad() {
        assertThat(tokens().judge(tokenForAnother("bot", soon())))
                .isEqualTo(new Judgement.Bad(AccessTokens.Flaw.WRONG_AUDIENCE));
    }

    @Test
    default void aTokenThatIsOverIsBad() {
        assertThat(tokens().judge(token("bot", "docker:read", Instant.now().minusSeconds(120))))
                .isEqualTo(new Judgement.Bad(AccessTokens.Flaw.EXPIRED));
    }

    @Test
    default void whatIsNoTokenIsBad() {
        for (var text : new String[] {"", ".", "..", "x.y.z", "\u0000", "a".repeat(100_000)}) {
            assertThat(tokens().judge(text)).isInstanceOf(Judgement.Bad.class);
        }
    }

    @Test
    default void whatCannotBeJudgedIsNotCalledBad() {
        loseTheAuthorizationServer();

        assertThat(tokens().judge(token("bot", "docker:read", soon())))
                .isInstanceOfSatisfying(
                        Judgement.CannotJudge.class,
                        later -> assertThat(later.retryAfter()).isPositive());
    }
}
