package io.systemmanager.contract.engine;

import java.util.List;

/** Changes of the headers. */
final class HeaderMutations {
    private static final List<String> NAMES =
            List.of(
                    "MCP-Protocol-Version",
                    "Mcp-Method",
                    "Mcp-Name",
                    "Mcp-Param-Region",
                    "Mcp-Param-",
                    "Mcp-Session-Id",
                    "Last-Event-ID",
                    "Accept",
                    "Content-Type",
                    "Origin",
                    "Host",
                    "Authorization",
                    "Content-Encoding",
                    "traceparent");
    private static final List<String> VALUES =
            List.of(
                    "$live",
                    "$foreign",
                    "$dead",
                    "$altered",
                    "$event",
                    "$event-altered",
                    "",
                    "2026-07-28",
                    "2025-11-25",
                    "2025-03-26",
                    "1999-01-01",
                    "v999.0.0",
                    "tools/call",
                    "TOOLS/LIST",
                    "kilobyte",
                    "=?base64?a2lsb2J5dGU=?=",
                    "=?base64?a2lsb2J5dGU?=",
                    "=?base64?w4M?=",
                    "=?base64?gICA?=",
                    "=?base64?" + "A".repeat(4_000) + "?=",
                    "*/*",
                    "application/json",
                    "text/event-stream",
                    "application/json;q=0, text/event-stream;q=0",
                    "application/json;q=banana,,;;",
                    "text/html; charset=nonsense",
                    "http://evil.example.com",
                    "http://localhost:1",
                    "https://[::1",
                    "null",
                    "evil.example.com",
                    "localhost:99999",
                    "-1",
                    "99999999999999999999",
                    "x".repeat(6_000),
                    "\u00e9\u00ff\u0080",
                    "a\tb",
                    "Bearer bob",
                    "Bearer",
                    "gzip",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private HeaderMutations() {}

    static void applyTo(Draft draft, Mutation mutation) {
        var name = NAMES.get(mutation.where() % NAMES.size());
        var value = VALUES.get(mutation.what() % VALUES.size());
        int count = draft.headers.size();
        if (count == 0 || mutation.kind() == Mutation.Kind.ADD_HEADER) {
            draft.headers.add(new Draft.Header(name, value));
            return;
        }
        int at = mutation.where() % count;
        var header = draft.headers.get(at);
        switch (mutation.kind()) {
            case DROP_HEADER -> draft.headers.remove(at);
            case REPEAT_HEADER ->
                    draft.headers.add(
                            mutation.what() % 2 == 0
                                    ? header
                                    : new Draft.Header(header.name(), value));
            case CHANGE_HEADER -> draft.headers.set(at, new Draft.Header(header.name(), value));
            default -> throw new IllegalArgumentException(mutation.toString());
        }
    }
}
