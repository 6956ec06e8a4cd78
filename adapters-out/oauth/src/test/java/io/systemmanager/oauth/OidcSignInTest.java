package io.systemmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.systemmanager.domain.port.IdentityProvider.Attempt;
import io.systemmanager.domain.port.IdentityProvider.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSignInTest {
    private static final ECKey KEY = Keys.ec("k");
    private static final String ISSUER = "https://as.example";
    private static final String CLIENT = "console";

    /** The verifier of RFC 7636, appendix B, whose challenge stands there. */
    private static final Attempt ATTEMPT =
            new Attempt(
                    "s".repeat(43), "n".repeat(43), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private final SteppedClock clock = new SteppedClock();
    private final HttpServer http;
    private final AuthorizationHttp client = new AuthorizationHttp(Optional.empty());
    private final OidcSignIn people;
    private int status = 200;
    private String body = "";
    private String asked = "";

    OidcSignInTest() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/token", this::answer);
        http.start();
        var keys =
                new SigningKeys(
                        () -> new KeySource.Fetched.Got(Keys.set(KEY)),
                        SigningKeys.Times.pausing(Duration.ofSeconds(30)),
                        clock,
                        Runnable::run);
        people =
                new OidcSignIn(
                        ISSUER,
                        new BrowserClient(
                                CLIENT,
                                URI.create(ISSUER + "/authorize"),
                                URI.create(
                                        "http://127.0.0.1:"
                                                + http.getAddress().getPort()
                                                + "/token"),
                                URI.create("https://console.example/back")),
                        new SignedTokens(keys),
                        client,
                        clock);
    }

    @AfterEach
    void stop() {
        http.stop(0);
        client.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Location", "/token");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject("ada")
                .claim("nonce", ATTEMPT.nonce())
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID("k");
    }

    private Identity redeemed(JWSHeader header, JWTClaimsSet claims, ECKey key) throws Exception {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        body = "{\"id_token\":\"" + jwt.serialize() + "\"}";
        return people.redeem("code/1", ATTEMPT);
    }

    private Identity redeemed(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return redeemed(header().build(), change.apply(claims()).build(), KEY);
    }

    private static Identity refused(String why) {
        return new Identity.Refused(why);
    }

    @Test
    void aBrowserIsSentWithTheChallengeAndWithoutTheVerifier() {
        assertThat(people.signInPage(ATTEMPT))
                .isEqualTo(
                        ISSUER
                                + "/authorize?response_type=code&client_id=console"
                                + "&redirect_uri=https%3A%2F%2Fconsole.example%2Fback&scope=openid"
                                + "&state="
                                + ATTEMPT.state()
                                + "&nonce="
                                + ATTEMPT.nonce()
                                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                                + "&code_challenge_method=S256");
    }

    @Test
    void aCodeIsRedeemedForThePersonWhoLoggedIn() throws Exception {
        assertThat(redeemed(claims -> claims))
                .isInstanceOfSatisfying(
                        Identity.Proven.class,
                        proven -> {
                            assertThat(proven.subject()).isEqualTo("ada");
                            assertThat(proven.until()).isEqualTo(clock.instant().plusSeconds(360));
                        });
        assertThat(asked)
                .isEqualTo(
                        "grant_type=authorization_code&code=code%2F1"
                                + "&redirect_uri=https%3A%2F%2Fconsole.example%2Fback"
                                + "&client_id=console&code_verifier="
                                + ATTEMPT.verifier());
    }

    @Test
    void anIdTokenMayLeaveItsTypeOut() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build();
        assertThat(redeemed(header, claims().build(), KEY)).isInstanceOf(Identity.Proven.class);
    }

    @Test
    void anotherTokenThanTheOneForThisTryProvesNobody() throws Exception {
        assertThat(redeemed(claims -> claims.claim("nonce", "n".repeat(42))))
                .isEqualTo(refused("wrong_nonce"));
        assertThat(redeemed(claims -> claims.claim("nonce", null)))
                .isEqualTo(refused("wrong_nonce"));
        assertThat(redeemed(claims -> claims.audience("another")))
                .isEqualTo(refused("wrong_audience"));
        assertThat(redeemed(claims -> claims.audience(List.of(CLIENT, "another"))))
                .isEqualTo(refused("wrong_audience"));
        assertThat(redeemed(claims -> claims.claim("azp", "another")))
                .isEqualTo(refused("wrong_audience"));
        assertThat(redeemed(claims -> claims.issuer("https://as.example/")))
                .isEqualTo(refused("wrong_issuer"));
        assertThat(
                        redeemed(claims ->
                                claims.expirationTime(Date.from(clock.instant().minusSeconds(60)))))
                .isEqualTo(refused("expired"));
        assertThat(redeemed(claims -> claims.subject(null))).isEqualTo(refused("incomplete"));
        assertThat(redeemed(header().build(), claims().build(), Keys.ec("k")))
                .isEqualTo(refused("wrong_signature"));
        var access = header().type(new JOSEObjectType("at+jwt")).build();
        assertThat(redeemed(access, claims().build(), KEY)).isEqualTo(refused("wrong_type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"id_token\":7}", "{\"id_token\":null}", "no"})
    void anAnswerWithoutAnIdTokenProvesNobody(String answer) {
        body = answer;
        assertThat(people.redeem("c", ATTEMPT)).isEqualTo(refused("code_refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404})
    void aCodeThatIsNotTakenProvesNobody(int answered) {
        status = answered;
        assertThat(people.redeem("c", ATTEMPT)).isEqualTo(refused("code_refused"));
    }

    @Test
    void whileNobodyAnswersNothingIsKnown() {
        status = 503;
        assertThat(people.redeem("c", ATTEMPT)).isInstanceOf(Identity.Unreachable.class);
        http.stop(0);
        assertThat(people.redeem("c", ATTEMPT)).isInstanceOf(Identity.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank in its forty-three characters!"})
    void aTryHasThreeRandomParts(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(ATTEMPT.state(), ATTEMPT.nonce(), part));
    }
}
