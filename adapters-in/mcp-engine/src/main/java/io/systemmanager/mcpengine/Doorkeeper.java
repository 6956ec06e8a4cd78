package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import io.systemmanager.http.Problem;
import java.util.Optional;

/** Asks who sends a request, and answers those that are not let in. */
record Doorkeeper<P>(Authenticator<P> authenticator) {

    /** The sender; empty when the request was refused, which is then answered. */
    Optional<Authentication.Known<P>> admit(Context context, String correlationId) {
        return switch (CredentialReader.read(context)) {
            case CredentialReader.Ambiguous() -> {
                ambiguous(correlationId).answer(context);
                yield Optional.empty();
            }
            case CredentialReader.Found(var credentials) ->
                    switch (authenticator.authenticate(credentials)) {
                        case Authentication.Known<P> known -> Optional.of(known);
                        case Authentication.Refused<P> refused -> {
                            refuse(context, refused, correlationId);
                            yield Optional.empty();
                        }
                    };
        };
    }

    /** Whether the credential of an open stream is still good. */
    boolean stillAdmits(Context context) {
        return CredentialReader.read(context) instanceof CredentialReader.Found(var credentials)
                && authenticator.authenticate(credentials) instanceof Authentication.Known<P> _;
    }

    private static void refuse(Context context, Authentication.Refused<?> refused, String id) {
        if (refused.status() == 401) {
            context.header("WWW-Authenticate", refused.wwwAuthenticate().orElse("Bearer"));
        }
        refused.retryAfterSeconds()
                .ifPresent(seconds -> context.header("Retry-After", seconds.toString()));
        new Problem(refused.status(), refused.code(), refused.cause(), refused.nextStep(), id)
                .answer(context);
    }

    private static Problem ambiguous(String correlationId) {
        return new Problem(
                400,
                "ambiguous_credentials",
                "The request shows more than one credential.",
                "Send one Authorization header, or a client certificate, and nothing else.",
                correlationId);
    }
}
