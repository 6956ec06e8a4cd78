package io.systemmanager.mcpengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The {@code WWW-Authenticate} headers of this server (RFC 6750 §3, RFC 9728 §5.1). Where an
 * authorization server is trusted they lead a client to it. Immutable.
 *
 * @param metadata the absolute URL of the resource's metadata; from configuration, because the Host
 *     header is the caller's word
 * @param firstScopes what a client without a token should ask for, separated by spaces
 */
public record Challenges(Optional<String> metadata, Optional<String> firstScopes) {

    /** Those of a server that trusts no authorization server. */
    public static Challenges bare() {
        return new Challenges(Optional.empty(), Optional.empty());
    }

    /** For a request without a token. It names no error, for there was none (RFC 6750 §3.1). */
    public String missing() {
        return header(Optional.empty(), firstScopes);
    }

    /** For a token that is not good, whatever is wrong with it. */
    public String invalidToken() {
        return header(Optional.of("invalid_token"), firstScopes);
    }

    /**
     * For a good token that is too weak.
     *
     * @param scopes all that the caller should ask for, separated by spaces
     */
    public String insufficientScope(String scopes) {
        return header(Optional.of("insufficient_scope"), Optional.of(scopes));
    }

    private String header(Optional<String> error, Optional<String> scopes) {
        var parameters = new ArrayList<String>();
        error.ifPresent(word -> parameters.add(parameter("error", word)));
        metadata.ifPresent(url -> parameters.add(parameter("resource_metadata", url)));
        scopes.ifPresent(words -> parameters.add(parameter("scope", words)));
        return parameters.isEmpty()
                ? "Bearer"
                : parameters.stream().collect(Collectors.joining(", ", "Bearer ", ""));
    }

    private static String parameter(String name, String value) {
        return name + "=\"" + value + "\"";
    }

    /** Every scope once, in the order given, separated by spaces. */
    public static String joined(List<String> scopes) {
        return scopes.stream().distinct().collect(Collectors.joining(" "));
    }
}
