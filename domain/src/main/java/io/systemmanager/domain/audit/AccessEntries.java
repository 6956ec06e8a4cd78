package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Json;
import java.util.ArrayList;

/** What entries about credentials hold. */
final class AccessEntries {

    private AccessEntries() {}

    static void describe(Page entry, AccessEvent event) {
        switch (event) {
            case AccessEvent.AuthenticationSucceeded(var caller, var client) -> {
                entry.put("actor", Actors.of(caller));
                entry.put("client", Actors.client(entry, client));
            }
            case AccessEvent.AuthenticationFailed(
                            var address,
                            var credential,
                            var why,
                            var count) -> {
                entry.put(
                        "actor",
                        Json.object()
                                .put("kind", "anonymous")
                                .put("cred", credential.map(id -> id.value()))
                                .build());
                entry.put("client", Json.object().put("addr", address).build());
                entry.put(
                        "outcome", Json.object().put("status", "denied").put("code", why).build());
                entry.put("count", count);
            }
            case AccessEvent.TokenIssued(var by, var token) -> {
                entry.put("actor", Actors.of(by));
                entry.put("token", token(token));
            }
            case AccessEvent.TokenCarried(var token) -> {
                entry.put("actor", Actors.system());
                entry.put("token", token(token));
            }
            case AccessEvent.TokenRevoked(var by, var token) -> {
                entry.put("actor", Actors.of(by));
                entry.put("token", Json.object().put("cred", token.value()).build());
            }
        }
    }

    private static Json.Obj token(TokenRecord token) {
        var scopes = new ArrayList<String>();
        token.scopes().stream().map(Scope::wireName).sorted().forEach(scopes::add);
        return Json.object()
                .put("cred", token.id().value())
                .put("sub", token.subject().value())
                .put("scopes", Json.texts(scopes))
                .put("roles", Json.texts(token.roles().stream().sorted().toList()))
                .put("person", token.person().map(Person::name))
                .put("expires", token.expiresAt().map(EntryDraft::time))
                .put("digest", token.digest().hex())
                .build();
    }
}
