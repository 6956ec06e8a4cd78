package io.systemmanager.contract.engine;

import io.systemmanager.contract.engine.Draft.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A right request of each method, in each generation of the protocol, to be spoilt. */
final class RightRequests {
    private static final String LISTS = "\"toolsListChanged\":true,\"taskIds\":[\"$task\"]";
    private static final String PROMPT = "test_prompt_with_arguments";
    private static final String WORDS = "{\"arg1\":\"a\",\"arg2\":\"b\"}";

    private RightRequests() {}

    /** What makes one of the right requests, by its name. */
    record Seed(String name, Supplier<Draft> draft) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Seed> all() {
        var seeds = new ArrayList<Seed>();
        modern().forEach(seeds::add);
        legacy().forEach(seeds::add);
        for (var verb : List.of("GET", "DELETE")) {
            seeds.add(new Seed(verb, () -> new Draft(verb, session("$live"), "")));
            seeds.add(new Seed("foreign " + verb, () -> new Draft(verb, session("$foreign"), "")));
            seeds.add(new Seed("dead " + verb, () -> new Draft(verb, session("$dead"), "")));
        }
        for (var id : List.of("$event", "$event-altered", "$altered", "0", "")) {
            seeds.add(new Seed("resume " + id, () -> resume("$live", id)));
        }
        seeds.add(new Seed("resume of another's", () -> resume("$foreign", "$event")));
        return List.copyOf(seeds);
    }

    private static Stream<Seed> modern() {
        return Stream.of(
                modern("server/discover", "", ""),
                modern("tools/list", "", "\"cursor\":\"x\""),
                modern("tools/call", "kilobyte", "\"name\":\"kilobyte\",\"arguments\":{}"),
                modern(
                        "tools/call",
                        "slow",
                        "\"name\":\"slow\",\"arguments\":{\"for_ms\":45,\"region\":\"$r\"}",
                        new Header("Mcp-Param-Region", "=?base64?JHI=?=")),
                modern("tools/call", "none", "\"name\":\"none\""),
                asking("test_input_required_result_elicitation"),
                asking("test_input_required_result_request_state"),
                asking("test_input_required_result_multi_round"),
                modern("tools/call", "failing_job", "\"name\":\"failing_job\",\"arguments\":{}"),
                modern("tools/call", "multi_input", "\"name\":\"multi_input\",\"arguments\":{}"),
                modern("resources/list", "", ""),
                modern("resources/templates/list", "", ""),
                modern("resources/read", "test://static-text", "\"uri\":\"test://static-text\""),
                modern("prompts/list", "", ""),
                modern("prompts/get", PROMPT, "\"name\":\"" + PROMPT + "\",\"arguments\":" + WORDS),
                modern("completion/complete", "", completion()),
                modern("subscriptions/listen", "", "\"notifications\":{" + LISTS + "}"),
                modern("tasks/get", "$task", "\"taskId\":\"$task\""),
                modern(
                        "tasks/update",
                        "$task",
                        "\"taskId\":\"$task\",\"inputResponses\":{\"k\":{}}"),
                modern("tasks/cancel", "$task", "\"taskId\":\"$task\""),
                modern("initialize", "", ""),
                modern("ping", "", ""));
    }

    /** A call that is asked back, with answers to questions that may not have been asked. */
    private static Seed asking(String tool) {
        return modern(
                "tools/call",
                tool,
                "\"name\":\""
                        + tool
                        + "\",\"arguments\":{},\"requestState\":\"$state\","
                        + "\"inputResponses\":{\"user_name\":{\"action\":\"accept\","
                        + "\"content\":{\"name\":\"n\"}}}");
    }

    private static Seed modern(String method, String name, String params, Header... more) {
        return new Seed(
                "modern " + method,
                () -> {
                    var headers = common();
                    headers.add(new Header("MCP-Protocol-Version", Requests.MODERN));
                    headers.add(new Header("Mcp-Method", method));
                    if (!name.isEmpty()) {
                        headers.add(new Header("Mcp-Name", name));
                    }
                    headers.addAll(List.of(more));
                    return new Draft("POST", headers, Requests.modernBody(method, params));
                });
    }

    private static Stream<Seed> legacy() {
        var initialize =
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":{},\"sampling\":{}},"
                        + "\"clientInfo\":{\"name\":\"drill\",\"version\":\"1\"}}";
        return Stream.of(
                legacy("", Requests.body(0, "initialize", initialize)),
                legacy("$live", Requests.body(0, "initialize", initialize)),
                call("ping", "{}"),
                call("tools/list", "{\"cursor\":\"x\"}"),
                call("tools/call", "{\"name\":\"kilobyte\",\"arguments\":{}}"),
                call(
                        "tools/call",
                        "{\"_meta\":{\"progressToken\":7},\"name\":\"slow\","
                                + "\"arguments\":{\"for_ms\":45}}"),
                call("tools/call", "{\"name\":\"test_sampling\",\"arguments\":{\"prompt\":\"p\"}}"),
                call("tools/call", "{\"name\":\"test_reconnection\",\"arguments\":{}}"),
                call("tools/call", "{\"name\":\"test_tool_with_progress\",\"arguments\":{}}"),
                call("logging/setLevel", "{\"level\":\"debug\"}"),
                call("resources/list", "{}"),
                call("resources/templates/list", "{}"),
                call("resources/read", "{\"uri\":\"test://watched-resource\"}"),
                call("resources/subscribe", "{\"uri\":\"test://watched-resource\"}"),
                call("resources/unsubscribe", "{\"uri\":\"test://watched-resource\"}"),
                call("prompts/list", "{}"),
                call("prompts/get", "{\"name\":\"" + PROMPT + "\",\"arguments\":" + WORDS + "}"),
                call("completion/complete", "{" + completion() + "}"),
                notification("notifications/initialized", "{}"),
                notification("notifications/cancelled", "{\"requestId\":1,\"reason\":\"r\"}"),
                notification("notifications/progress", "{\"progressToken\":7,\"progress\":1}"),
                notification("notifications/roots/list_changed", "{}"),
                legacy("$live", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"roots\":[]}}"),
                legacy(
                        "$live",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":1,\"message\":\"\"}}"),
                legacy("$live", "[" + Requests.body(1, "ping", "{}") + "]"),
                legacy("$foreign", Requests.body(1, "tools/list", "{}")));
    }

    private static Seed call(String method, String params) {
        return legacy("$live", Requests.body(1, method, params));
    }

    private static Seed notification(String method, String params) {
        return legacy(
                "$live",
                "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    }

    private static Seed legacy(String session, String body) {
        return new Seed(
                "legacy " + body,
                () -> {
                    var headers = common();
                    headers.add(new Header("MCP-Protocol-Version", Requests.LEGACY));
                    if (!session.isEmpty()) {
                        headers.add(new Header("Mcp-Session-Id", session));
                    }
                    return new Draft("POST", headers, body);
                });
    }

    private static Draft resume(String session, String id) {
        var headers = session(session);
        headers.add(new Header("Last-Event-ID", id));
        return new Draft("GET", headers, "");
    }

    private static List<Header> session(String id) {
        var headers = common();
        headers.add(new Header("Mcp-Session-Id", id));
        return headers;
    }

    private static String completion() {
        return "\"ref\":{\"type\":\"ref/prompt\",\"name\":\""
                + PROMPT
                + "\"},"
                + "\"argument\":{\"name\":\"arg1\",\"value\":\"t\"},\"context\":{\"arguments\":{}}";
    }

    private static List<Header> common() {
        return new ArrayList<>(
                List.of(
                        new Header("Host", "localhost"),
                        new Header("Authorization", "Bearer " + EngineFixture.ALICE),
                        new Header("Content-Type", "application/json"),
                        new Header("Accept", "application/json, text/event-stream")));
    }
}
