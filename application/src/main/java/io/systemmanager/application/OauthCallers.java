package io.systemmanager.application;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.AccessTokens;
import io.systemmanager.domain.port.IdentityProvider;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes callers of access tokens. Whom the authorization server names is also the person behind the
 * caller, so that nobody decides here on what they asked for there.
 *
 * @param tokens judges them
 * @param most the scopes that an access token can carry here, whatever it says
 * @param roles the policy roles of every caller who shows one
 * @param people tells who sits in front of a browser; empty where nobody is signed in so
 */
public record OauthCallers(
        AccessTokens tokens,
        Set<Scope> most,
        Set<String> roles,
        Optional<IdentityProvider> people) {
    /** Names that stand in a subject as they are. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,89}");

    private static final int HASH_DIGITS = 32;

    public OauthCallers {
        most = Set.copyOf(most);
        roles = Set.copyOf(roles);
    }

    /** Of a server whose people are signed in nowhere here. */
    public OauthCallers(AccessTokens tokens, Set<Scope> most, Set<String> roles) {
        this(tokens, most, roles, Optional.empty());
    }

    /**
     * Who sits in front of a browser that came back with a code: the account that their agents have
     * here, with no scope and no role, so that it asks for nothing.
     */
    Finding identify(String code, IdentityProvider.Attempt attempt) {
        if (people.isEmpty()) {
            return Finding.Refused.because("unknown");
        }
        return switch (people.get().redeem(code, attempt)) {
            case IdentityProvider.Identity.Proven(var name, var credential, var until) ->
                    new Finding.Proven(
                            new Caller.Agent(
                                    subject(name),
                                    credential,
                                    Set.of(),
                                    Set.of(),
                                    Person.known(name)),
                            Optional.of(until));
            case IdentityProvider.Identity.Refused(var why) -> Finding.Refused.because(why);
            case IdentityProvider.Identity.Unreachable(var wait) -> new Finding.Undecided(wait);
        };
    }

    Finding judge(String token) {
        return switch (tokens.judge(token)) {
            case AccessTokens.Judgement.Good good ->
                    new Finding.Proven(caller(good), Optional.of(good.until()));
            case AccessTokens.Judgement.Bad(var flaw) -> Finding.Refused.because(flaw.wireName());
            case AccessTokens.Judgement.CannotJudge(var wait) -> new Finding.Undecided(wait);
        };
    }

    private Caller.Agent caller(AccessTokens.Judgement.Good good) {
        var scopes = EnumSet.noneOf(Scope.class);
        good.scopes().forEach(name -> Scope.named(name).ifPresent(scopes::add));
        scopes.retainAll(most);
        return new Caller.Agent(
                subject(good.subject()),
                good.credential(),
                scopes,
                roles,
                Person.known(good.subject()));
    }

    /**
     * The agent of that name at the authorization server. The prefix keeps it apart from agents
     * whose tokens this server made; a name that no subject can hold is told by its hash, under a
     * prefix of its own, so that two names never become one agent.
     */
    static Subject subject(String name) {
        if (PLAIN.matcher(name).matches()) {
            return new Subject("agent:oauth." + name);
        }
        var hash = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
        return new Subject("agent:oauth-sha256." + hash.substring(0, HASH_DIGITS));
    }
}
