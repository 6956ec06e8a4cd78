package io.systemmanager.mcpengine;

/** The generation of the protocol that a request is served in. */
enum Era {
    /** Stateless revisions, from 2026-07-28. */
    MODERN,
    /** Revisions with a handshake. */
    LEGACY
}
