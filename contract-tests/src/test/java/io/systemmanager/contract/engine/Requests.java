package io.systemmanager.contract.engine;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Well-formed requests of both generations of the protocol, as bytes. */
final class Requests {
    static final String MODERN = "2026-07-28";
    static final String LEGACY = "2025-11-25";

    private Requests() {}

    /** A modern POST. */
    static byte[] modern(String method, String params) {
        var name = method.equals("tools/call") ? nameIn(params) : "";
        var headers =
                "MCP-Protocol-Version: " + MODERN + "\r\nMcp-Method: " + method + "\r\n" + name;
        return post(EngineFixture.ALICE, headers, modernBody(method, params));
    }

    static String modernBody(String method, String params) {
        var meta =
                """
                {"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientCapabilities":{"elicitation":{"form":{}},"sampling":{},\
                "roots":{},"extensions":{"io.modelcontextprotocol/tasks":{}}},\
                "io.modelcontextprotocol/clientInfo":{"name":"drill","version":"1"},\
                "io.modelcontextprotocol/logLevel":"info","progressToken":"t"}\
                """;
        var more = params.isEmpty() ? "" : "," + params;
        return body(1, method, "{\"_meta\":" + meta + more + "}");
    }

    /** A POST in a session. */
    static byte[] inSession(String session, int id, String method, String params) {
        return post(EngineFixture.ALICE, sessionHeaders(session), body(id, method, params));
    }

    /** A notification in a session. */
    static byte[] notification(String session, String method, String params) {
        return post(
                EngineFixture.ALICE,
                sessionHeaders(session),
                "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    }

    static byte[] initialize(String token) {
        var params =
                "{\"protocolVersion\":\"%s\",\"capabilities\":{},".formatted(LEGACY)
                        + "\"clientInfo\":{\"name\":\"drill\",\"version\":\"1\"}}";
        return post(token, "", body(0, "initialize", params));
    }

    /** GET or DELETE of a session. */
    static byte[] bodiless(String verb, String session) {
        var headers =
                Map.of(
                        "Host",
                        "localhost",
                        "Authorization",
                        "Bearer " + EngineFixture.ALICE,
                        "Accept",
                        "text/event-stream",
                        "Mcp-Session-Id",
                        session);
        var text = new StringBuilder(verb + " /mcp HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static String body(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                .formatted(id, method, params);
    }

    private static String sessionHeaders(String session) {
        return "MCP-Protocol-Version: " + LEGACY + "\r\nMcp-Session-Id: " + session + "\r\n";
    }

    private static String nameIn(String params) {
        var marker = "\"name\":\"";
        int start = params.indexOf(marker) + marker.length();
        return "Mcp-Name: " + params.substring(start, params.indexOf('"', start)) + "\r\n";
    }

    private static byte[] post(String token, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + token
                        + "\r\nContent-Type: application/json\r\n"
                        + "Accept: application/json, text/event-stream\r\n"
                        + headers
                        + "Content-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
