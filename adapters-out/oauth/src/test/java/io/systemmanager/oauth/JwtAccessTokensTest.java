package io.systemmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.systemmanager.domain.port.AccessTokens.Flaw;
import io.systemmanager.domain.port.AccessTokens.Judgement;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAccessTokensTest {
    private static final ECKey KEY = Keys.ec("k");
    private static final TrustedIssuer TRUSTED =
            new TrustedIssuer(
                    "https://as.example", URI.create("https://as.example/jwks"), "https://rs/mcp");

    private final SteppedClock clock = new SteppedClock();
    private final JwtAccessTokens tokens =
            new JwtAccessTokens(
                    TRUSTED,
                    new SigningKeys(
                            () -> new KeySource.Fetched.Got(Keys.set(KEY)),
                            SigningKeys.Times.pausing(Duration.ofSeconds(30)),
                            clock,
                            Runnable::run),
                    clock);

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(TRUSTED.issuer())
                .audience(TRUSTED.resource())
                .subject("bot")
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet claims) throws Exception {
        var jwt = new SignedJWT(header.build(), claims);
        jwt.sign(new ECDSASigner(KEY));
        return jwt.serialize();
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("k");
    }

    private Judgement judge(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return tokens.judge(signed(header(), change.apply(claims()).build()));
    }

    private static Judgement bad(Flaw flaw) {
        return new Judgement.Bad(flaw);
    }

    @Test
    void aGoodTokenIsGoodUntilAMinuteAfterItsEnd() throws Exception {
        var token = signed(header(), claims().claim("scope", "docker:read openid").build());

        assertThat(tokens.judge(token))
                .isInstanceOfSatisfying(
                        Judgement.Good.class,
                        good -> {
                            assertThat(good.subject()).isEqualTo("bot");
                            assertThat(good.scopes()).isEqualTo(Set.of("docker:read", "openid"));
                            assertThat(good.until()).isEqualTo(clock.instant().plusSeconds(360));
                        });
        clock.step(Duration.ofSeconds(359));
        assertThat(tokens.judge(token)).isInstanceOf(Judgement.Good.class);
        clock.step(Duration.ofSeconds(1));
        assertThat(tokens.judge(token)).isEqualTo(bad(Flaw.EXPIRED));
    }

    @Test
    void ourNameMayBeOneOfSeveralAudiences() throws Exception {
        assertThat(judge(c -> c.audience(List.of("https://other/", TRUSTED.resource()))))
                .isInstanceOf(Judgement.Good.class);
        assertThat(judge(c -> c.audience(TRUSTED.resource() + "/")))
                .isEqualTo(bad(Flaw.WRONG_AUDIENCE));
    }

    @Test
    void scopesMayComeAsAList() throws Exception {
        assertThat(judge(c -> c.claim("scp", List.of("docker:read", "system:read"))))
                .isInstanceOfSatisfying(
                        Judgement.Good.class,
                        good ->
                                assertThat(good.scopes())
                                        .isEqualTo(Set.of("docker:read", "system:read")));
    }

    @Test
    void scopesOfAnotherFormAreNone() throws Exception {
        for (Object odd : List.of(7, List.of(1, 2), true)) {
            assertThat(judge(c -> c.claim("scope", odd)))
                    .isInstanceOfSatisfying(
                            Judgement.Good.class, good -> assertThat(good.scopes()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "JWT"})
    void theTypesOfAccessTokensAreTaken(String type) throws Exception {
        assertThat(tokens.judge(signed(header().type(new JOSEObjectType(type)), claims().build())))
                .isInstanceOf(Judgement.Good.class);
    }

    @Test
    void aTokenWithoutATypeOrOfAnotherIsNotTaken() throws Exception {
        assertThat(tokens.judge(signed(header().type(null), claims().build())))
                .isEqualTo(bad(Flaw.WRONG_TYPE));
        assertThat(tokens.judge(signed(header().type(JOSEObjectType.JOSE), claims().build())))
                .isEqualTo(bad(Flaw.WRONG_TYPE));
    }

    @Test
    void aTokenThatDoesNotNameItsKeyIsNotTried() throws Exception {
        assertThat(tokens.judge(signed(header().keyID(null), claims().build())))
                .isEqualTo(bad(Flaw.UNKNOWN_KEY));
    }

    /** The attacker's key in the token itself, which a careless verifier would use. */
    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        var attacker = Keys.ec("k");
        var jwt =
                new SignedJWT(
                        header().jwk(attacker.toPublicJWK())
                                .jwkURL(URI.create("https://evil.example/jwks"))
                                .build(),
                        claims().build());
        jwt.sign(new ECDSASigner(attacker));

        assertThat(tokens.judge(jwt.serialize())).isEqualTo(bad(Flaw.WRONG_SIGNATURE));
    }

    @Test
    void anExtensionThatMustBeUnderstoodAndIsNotMakesTheTokenBad() throws Exception {
        var token =
                signed(
                        header().criticalParams(Set.of("x")).customParam("x", "y"),
                        claims().build());

        assertThat(tokens.judge(token)).isEqualTo(bad(Flaw.WRONG_SIGNATURE));
    }

    @Test
    void aSubjectWithoutEndIsNone() throws Exception {
        assertThat(judge(c -> c.subject("x".repeat(256)))).isEqualTo(bad(Flaw.INCOMPLETE));
        assertThat(judge(c -> c.subject(" "))).isEqualTo(bad(Flaw.INCOMPLETE));
    }

    @Test
    void eachTokenHasAnIdOfItsOwn() throws Exception {
        assertThat(judge(c -> c.jwtID("1"))).isNotEqualTo(judge(c -> c.jwtID("2")));
    }

    /** Whatever is made of a good token, the judge answers, and says good to nothing. */
    @Test
    void noChangeOfATokenBreaksTheJudge() throws Exception {
        var good = signed(header(), claims().build());
        var random = new Random(20260728);
        int judged = 0;
        for (int i = 0; i < 5_000; i++) {
            var changed = new StringBuilder(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(changed.length());
                changed.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
            if (!good.contentEquals(changed)) {
                judged++;
                assertThat(tokens.judge(changed.toString()))
                        .as("%s", changed)
                        .isInstanceOf(Judgement.Bad.class);
            }
        }
        assertThat(judged).isGreaterThan(4_000);
    }

    @Test
    void aTokenInAnotherFormOfBase64IsMalformed() throws Exception {
        var good = signed(header(), claims().build());
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int end = good.length() - 1;
        var twin =
                alphabet.charAt(alphabet.indexOf(good.charAt(end)) + 1); // a bit that says nothing

        assertThat(tokens.judge(good)).isInstanceOf(Judgement.Good.class);
        assertThat(tokens.judge(good.substring(0, end) + twin)).isEqualTo(bad(Flaw.MALFORMED));
        assertThat(tokens.judge(good + "==")).isEqualTo(bad(Flaw.MALFORMED));
        assertThat(tokens.judge(good.replace("eyJ", "e+J"))).isEqualTo(bad(Flaw.MALFORMED));
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        var deep = "{\"alg\":\"ES256\",\"x\":" + "[".repeat(8_000) + "]".repeat(2_000) + "}";
        var header = Base64URL.encode(deep).toString();

        assertThat(tokens.judge(header + ".e30.e30")).isEqualTo(bad(Flaw.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://as.example/jwks",
                "ftp://as.example/jwks",
                "https:///jwks",
                "https://user@as.example/jwks",
                "jwks"
            })
    void keysComeOverTlsOrFromThisMachine(String url) {
        assertThatThrownBy(() -> new TrustedIssuer("https://as", URI.create(url), "https://rs/mcp"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
