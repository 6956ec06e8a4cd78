package io.systemmanager.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.systemmanager.domain.port.IdentityProvider;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorization code flow of OpenID Connect (Core 1.0 §3.1) with PKCE (RFC 7636, S256). Of what
 * a code is redeemed for only the ID token is looked at. Thread-safe.
 */
final class OidcSignIn implements IdentityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final String issuer;
    private final BrowserClient client;
    private final SignedTokens tokens;
    private final AuthorizationHttp http;
    private final InstantSource clock;

    OidcSignIn(
            String issuer,
            BrowserClient client,
            SignedTokens tokens,
            AuthorizationHttp http,
            InstantSource clock) {
        this.issuer = issuer;
        this.client = client;
        this.tokens = tokens;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String signInPage(Attempt attempt) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id());
        parameters.put("redirect_uri", client.redirect().toString());
        parameters.put("scope", "openid");
        parameters.put("state", attempt.state());
        parameters.put("nonce", attempt.nonce());
        parameters.put("code_challenge", challenge(attempt.verifier()));
        parameters.put("code_challenge_method", "S256");
        var page = client.authorization();
        var begun = page.getRawQuery() == null ? "?" : "&";
        return page + begun + encoded(parameters);
    }

    @Override
    public Identity redeem(String code, Attempt attempt) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", client.redirect().toString());
        parameters.put("client_id", client.id());
        parameters.put("code_verifier", attempt.verifier());
        var request =
                AuthorizationHttp.to(client.token())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(parameters)))
                        .build();
        return switch (http.send(request)) {
            case AuthorizationHttp.Exchange.Failed(var why) -> unreachable(why);
            case AuthorizationHttp.Exchange.Answered(var status, _) when status >= 500 ->
                    unreachable("the answer has the status " + status);
            case AuthorizationHttp.Exchange.Answered(var status, _) when status != 200 ->
                    new Identity.Refused("code_refused");
            case AuthorizationHttp.Exchange.Answered(_, var body) ->
                    idToken(body)
                            .map(token -> judge(token, attempt))
                            .orElseGet(() -> new Identity.Refused("code_refused"));
        };
    }

    private static Identity unreachable(String why) {
        LOG.warn("the authorization server redeems no code: {}", why);
        return new Identity.Unreachable(PAUSE);
    }

    private static Optional<String> idToken(String body) {
        try {
            return Optional.ofNullable(
                    JSONObjectUtils.getString(JSONObjectUtils.parse(body), "id_token"));
        } catch (ParseException noJson) {
            return Optional.empty();
        }
    }

    private Identity judge(String token, Attempt attempt) {
        return switch (tokens.read(token, OidcSignIn::isIdToken)) {
            case SignedTokens.Reading.Flawed(var flaw) -> new Identity.Refused(flaw.wireName());
            case SignedTokens.Reading.Undecided(var wait) -> new Identity.Unreachable(wait);
            case SignedTokens.Reading.Signed(var claims) -> judge(token, claims, attempt);
        };
    }

    /** Core 1.0 §3.1.3.7. */
    private Identity judge(String token, Claims claims, Attempt attempt) {
        var flaw = claims.flaw(issuer, client.id(), clock.instant());
        if (flaw.isPresent()) {
            return new Identity.Refused(flaw.get().wireName());
        }
        if (!claims.isForOnly(client.id())) {
            return new Identity.Refused("wrong_audience");
        }
        if (!claims.text("nonce").equals(Optional.of(attempt.nonce()))) {
            return new Identity.Refused("wrong_nonce");
        }
        return new Identity.Proven(
                claims.subject().orElseThrow(), SignedTokens.id(token), claims.until());
    }

    /** Its type is {@code JWT}, where it says one. */
    private static boolean isIdToken(Optional<JOSEObjectType> type) {
        return type.map(JOSEObjectType.JWT::equals).orElse(true);
    }

    private static String challenge(String verifier) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
