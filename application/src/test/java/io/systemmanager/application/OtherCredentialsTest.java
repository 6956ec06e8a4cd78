package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CertificateGrant;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.ClientCertificate;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.domain.port.AccessTokens.Judgement;
import io.systemmanager.domain.port.IdentityProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Callers who show something else than a token that this server made. */
class OtherCredentialsTest {
    private static final Instant END = Instant.parse("2026-01-01T13:00:00Z");
    private static final CredentialId TOKEN = new CredentialId(CredentialId.Kind.OAUTH, "0badcafe");
    private static final CertificateGrant GRANT =
            new CertificateGrant(
                    new CertificateGrant.Holder.Name("CN=bot"),
                    new Subject("agent:bot"),
                    Set.of(Scope.DOCKER_READ),
                    Set.of("agent"));

    private Judgement judgement = new Judgement.Bad(AccessTokens.Flaw.MALFORMED);
    private int judged;
    private int redeemed;
    private final Bench bench =
            new Bench(
                    Optional.of(
                            new OauthCallers(
                                    _ -> {
                                        judged++;
                                        return judgement;
                                    },
                                    Set.of(Scope.DOCKER_READ, Scope.SYSTEM_READ),
                                    Set.of("visitor"),
                                    Optional.of(new Refusing()))),
                    new CertificateCallers(List.of(GRANT)));

    /** An authorization server that knows none of the codes. */
    private final class Refusing implements IdentityProvider {
        @Override
        public String signInPage(Attempt attempt) {
            throw new AssertionError("nobody begins here");
        }

        @Override
        public Identity redeem(String code, Attempt attempt) {
            redeemed++;
            return new Identity.Refused("code_refused");
        }
    }

    private Authentication signIn(String address) {
        var part = "a".repeat(43);
        return bench.application
                .door()
                .signIn(
                        "made-up",
                        new IdentityProvider.Attempt(part, part, part),
                        new Client(Optional.empty(), Optional.empty(), "", address));
    }

    @Test
    void duringAPauseNoCodeIsTakenToTheAuthorizationServer() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("10.0.0.7")).isEqualTo(new Authentication.Rejected("code_refused"));
        }

        assertThat(signIn("10.0.0.7"))
                .isEqualTo(new Authentication.Throttled(Duration.ofSeconds(10)));
        assertThat(redeemed).isEqualTo(10);
        assertThat(signIn("10.0.0.8")).isInstanceOf(Authentication.Rejected.class);
        bench.clock.advance(Duration.ofSeconds(10));
        assertThat(signIn("10.0.0.7")).isInstanceOf(Authentication.Rejected.class);
    }

    private Authentication show(Evidence evidence, Class<? extends Caller> kind) {
        return bench.application
                .door()
                .admit(
                        evidence,
                        new Client(Optional.empty(), Optional.empty(), "", "10.0.0.7"),
                        kind);
    }

    private Authentication show(String token) {
        return show(new Evidence.Token(token), Caller.Agent.class);
    }

    private static Judgement good(String subject, String... scopes) {
        return new Judgement.Good(subject, Set.of(scopes), TOKEN, END);
    }

    private static ClientCertificate certificate(String name) {
        return new ClientCertificate(name, Set.of(), Digest.of(new byte[] {1}), END);
    }

    @Test
    void anAccessTokenProvesAnAgentUntilItsEnd() {
        judgement = good("bot", "docker:read");

        assertThat(show("a.b.c"))
                .isEqualTo(
                        new Authentication.Known(
                                new Caller.Agent(
                                        new Subject("agent:oauth.bot"),
                                        TOKEN,
                                        Set.of(Scope.DOCKER_READ),
                                        Set.of("visitor"),
                                        Optional.of(new Person("bot"))),
                                Optional.of(END)));
    }

    @Test
    void onlyKnownScopesWithinTheConfiguredOnesCount() {
        judgement = good("bot", "docker:read", "docker:admin", "openid");

        assertThat(show("a.b.c"))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known ->
                                assertThat(((Caller.Agent) known.caller()).scopes())
                                        .isEqualTo(Set.of(Scope.DOCKER_READ)));
    }

    @Test
    void anotherServersNameNeverBecomesOneOfOurAgents() {
        assertThat(OauthCallers.subject("local")).isEqualTo(new Subject("agent:oauth.local"));
        assertThat(OauthCallers.subject("auth0|507f1f77").value())
                .matches("agent:oauth-sha256\\.[0-9a-f]{32}")
                .isNotEqualTo(OauthCallers.subject("auth0 507f1f77").value());
        var hashed = OauthCallers.subject("a b").value().substring("agent:oauth-".length());
        assertThat(OauthCallers.subject(hashed).value()).startsWith("agent:oauth.sha256.");
        assertThat(OauthCallers.subject("x".repeat(255)).value()).startsWith("agent:oauth-sha256.");
    }

    @Test
    void aBadTokenIsRecordedByItsFlaw() {
        judgement = new Judgement.Bad(AccessTokens.Flaw.WRONG_AUDIENCE);

        assertThat(show("a.b.c")).isEqualTo(new Authentication.Rejected("wrong_audience"));
        assertThat(CanonicalJson.text(bench.ledger.entries().getLast()))
                .contains("auth.failed", "wrong_audience");
    }

    @Test
    void aFloodOfBadAccessTokensIsSlowedLikeAnyOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(show("a.b.c")).isInstanceOf(Authentication.Rejected.class);
        }

        assertThat(show("a.b.c")).isInstanceOf(Authentication.Throttled.class);
    }

    @Test
    void whatCannotBeJudgedIsRecordedAndTriedAgainLater() {
        judgement = new Judgement.CannotJudge(Duration.ofSeconds(9));

        for (int i = 0; i < 20; i++) {
            assertThat(show("a.b.c"))
                    .isEqualTo(new Authentication.Undecided(Duration.ofSeconds(9)));
        }
        assertThat(CanonicalJson.text(bench.ledger.entries().getLast()))
                .contains("auth.failed", "unjudged");
    }

    @Test
    void ourOwnTokensAreShownToNobodyElse() {
        judgement = good("bot");

        assertThat(show("smt_wrong")).isEqualTo(new Authentication.Rejected("unknown"));
        assertThat(judged).isZero();
    }

    @Test
    void accessTokensOpenTheAgentsDoorOnly() {
        judgement = good("bot");

        assertThat(show(new Evidence.Token("a.b.c"), Caller.Operator.class))
                .isEqualTo(new Authentication.Rejected("unknown"));
        assertThat(judged).isZero();
    }

    @Test
    void aCertificateProvesItsAgentUntilItsEnd() {
        var shown = new Evidence.Certificate(certificate("CN=bot"));

        assertThat(show(shown, Caller.Agent.class))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known -> {
                            assertThat(known.caller().subject()).isEqualTo(GRANT.subject());
                            assertThat(known.until()).hasValue(END);
                        });
        bench.clock.advance(Duration.ofHours(1));
        assertThat(show(shown, Caller.Agent.class))
                .isEqualTo(new Authentication.Rejected("expired"));
    }

    @Test
    void aCertificateOfNobodyWeKnowIsUnmapped() {
        assertThat(show(new Evidence.Certificate(certificate("CN=bot,O=x")), Caller.Agent.class))
                .isEqualTo(new Authentication.Rejected("unmapped"));
        assertThat(show(new Evidence.Certificate(certificate("CN=bot")), Caller.Operator.class))
                .isEqualTo(new Authentication.Rejected("wrong_kind"));
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(new Evidence.Token("secret").toString()).doesNotContain("secret");
    }
}
