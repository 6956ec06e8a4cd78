package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import io.systemmanager.http.Verb;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * This server as a protected resource of OAuth (RFC 9728): its metadata, to anyone, at the path
 * that belongs to {@link McpEndpoint#PATH} and at the one without it. Immutable.
 */
public final class ProtectedResource implements Routes {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final URI resource;
    private final List<String> firstScopes;
    private final ObjectNode metadata;

    /**
     * @param resource the URL by which clients know the endpoint, which is also the audience of
     *     their tokens: https, lower case, path {@code /mcp}
     * @param issuer the authorization server
     * @param scopes all that a token can carry here
     * @param firstScopes what a client without a token should ask for
     * @param name for people
     */
    public ProtectedResource(
            URI resource,
            String issuer,
            List<String> scopes,
            List<String> firstScopes,
            String name) {
        fault(resource)
                .ifPresent(fault -> {
                    throw new IllegalArgumentException(fault);
                });
        this.resource = resource;
        this.firstScopes = List.copyOf(firstScopes);
        this.metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resource", resource.toString());
        metadata.putArray("authorization_servers").add(issuer);
        var supported = metadata.putArray("scopes_supported");
        scopes.forEach(supported::add);
        metadata.putArray("bearer_methods_supported").add("header");
        metadata.put("resource_name", name);
    }

    /** What is wrong with a resource's URL; empty when it can serve as one. */
    public static Optional<String> fault(URI resource) {
        if (resource.getHost() == null
                || !McpEndpoint.PATH.equals(resource.getRawPath())
                || resource.getRawQuery() != null
                || resource.getRawFragment() != null
                || resource.getRawUserInfo() != null) {
            return Optional.of("it reads https://NAME[:PORT]" + McpEndpoint.PATH);
        }
        if (!resource.toString().equals(resource.toString().toLowerCase(Locale.ROOT))) {
            return Optional.of("scheme and host are written in lower case");
        }
        return resource.getScheme().equals("https")
                ? Optional.empty()
                : Optional.of("it begins with https://");
    }

    /** The challenges that lead to the metadata. */
    public Challenges challenges() {
        return new Challenges(
                Optional.of(
                        resource.getScheme()
                                + "://"
                                + resource.getRawAuthority()
                                + WELL_KNOWN
                                + McpEndpoint.PATH),
                Optional.of(Challenges.joined(firstScopes)));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.of(Verb.GET, WELL_KNOWN + McpEndpoint.PATH, Access.ANONYMOUS, this::describe),
                Route.of(Verb.GET, WELL_KNOWN, Access.ANONYMOUS, this::describe));
    }

    private void describe(Context context) {
        context.contentType("application/json").result(metadata.toString());
    }
}
