package io.systemmanager.domain.caller;

import java.util.Optional;

/**
 * The program through which a caller speaks. Name and version are what it says of itself: recorded,
 * never believed.
 *
 * @param name self-asserted, at most 128 characters kept
 * @param version self-asserted, at most 64 characters kept
 * @param protocol the MCP revision of the call
 * @param address the peer's address
 */
public record Client(
        Optional<String> name, Optional<String> version, String protocol, String address) {}
