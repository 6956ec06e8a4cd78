package io.systemmanager.mcpengine;

import java.util.List;

/** The MCP revisions this engine serves and the names they share. */
final class Protocol {
    /** Revisions in which every request describes itself. */
    static final List<String> MODERN = List.of("2026-07-28");

    /** Revisions with a handshake, newest first. */
    static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    /** It alone has batches, and it alone has no structured content. */
    static final String OLDEST = "2025-03-26";

    static final String PREFIX = "io.modelcontextprotocol/";
    static final String META_VERSION = PREFIX + "protocolVersion";
    static final String META_CLIENT = PREFIX + "clientInfo";
    static final String META_CAPABILITIES = PREFIX + "clientCapabilities";
    static final String META_LOG_LEVEL = PREFIX + "logLevel";
    static final String META_SERVER = PREFIX + "serverInfo";
    static final String META_SUBSCRIPTION = PREFIX + "subscriptionId";
    static final String TASKS = PREFIX + "tasks";

    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String METHOD_HEADER = "Mcp-Method";
    static final String NAME_HEADER = "Mcp-Name";
    static final String PARAM_HEADER = "Mcp-Param-";
    static final String LAST_EVENT_HEADER = "Last-Event-ID";
    static final String SESSION_HEADER = "Mcp-Session-Id";

    private Protocol() {}
}
