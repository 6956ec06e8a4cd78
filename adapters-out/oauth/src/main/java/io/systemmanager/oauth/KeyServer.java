package io.systemmanager.oauth;

import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;

/** Fetches the keys from where they are published; nothing of a caller's is in the request. */
final class KeyServer implements KeySource {
    private final AuthorizationHttp http;
    private final HttpRequest request;

    KeyServer(URI url, AuthorizationHttp http) {
        this.http = http;
        this.request =
                AuthorizationHttp.to(url)
                        .header("Accept", "application/jwk-set+json, application/json")
                        .build();
    }

    @Override
    public Fetched fetch() {
        return switch (http.send(request)) {
            case AuthorizationHttp.Exchange.Failed(var why) -> new Fetched.Failed(why);
            case AuthorizationHttp.Exchange.Answered(var status, _) when status != 200 ->
                    new Fetched.Failed("the answer has the status " + status);
            case AuthorizationHttp.Exchange.Answered(_, var body) -> read(body);
        };
    }

    private static Fetched read(String body) {
        try {
            return new Fetched.Got(KeySet.parse(body));
        } catch (ParseException e) {
            return new Fetched.Failed("the answer is no key set for us: " + e.getMessage());
        }
    }
}
