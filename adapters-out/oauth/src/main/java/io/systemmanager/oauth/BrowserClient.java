package io.systemmanager.oauth;

import java.net.URI;

/**
 * This server as a client of the authorization server: a public one (RFC 6749 §2.1), which proves
 * by PKCE that it began what it ends, and has no secret.
 *
 * @param id its name there
 * @param authorization where browsers are sent
 * @param token where codes are redeemed
 * @param redirect where browsers come back to, as it is registered there
 */
public record BrowserClient(String id, URI authorization, URI token, URI redirect) {}
