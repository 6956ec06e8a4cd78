package io.systemmanager.contract.docker;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonArrayMinLike;
import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslJsonRootValue;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import java.util.Map;

/**
 * The words of the pact between the Docker adapter and the Engine API: paths, states and bodies.
 * The version and the container's id in a path come from the provider's state when a real engine is
 * held to it. Bodies name only what the adapter reads.
 */
final class EnginePact {
    static final String PROVIDER = "docker-engine";
    static final String CONSUMER = "systemmanager-docker";

    /** States; each but the first gives a container of the name {@link #NAME}. */
    static final String ENGINE = "an engine without the container";

    static final String RUNNING = "a running container";
    static final String ENDED = "a container that has ended";
    static final String PAUSED = "a paused container";

    static final String NAME = "pact-web";
    static final String ID = "0123456789abcdef".repeat(4);

    private static final String ID_FORM = "[0-9a-f]{64}";
    private static final String TIME = "2026-01-02T03:04:05.678901234Z";
    private static final String TIME_FORM =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z";
    private static final String STATE_FORM =
            "created|running|paused|restarting|removing|exited|dead";
    private static final String IMAGE_ID = "sha256:" + ID;
    private static final String IMAGE_ID_FORM = "sha256:[0-9a-f]{64}";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private EnginePact() {}

    /** Begins each pact: the adapter always asks for the versions first. */
    static PactDslResponse begun(PactDslWithProvider pact) {
        var body =
                newJsonBody(root -> {
                    root.stringMatcher("ApiVersion", "1\\.\\d+", "1.41");
                    root.stringMatcher("MinAPIVersion", "1\\.\\d+", "1.12");
                });
        return pact.given(ENGINE)
                .uponReceiving("which versions of the API it serves")
                .path("/version")
                .method("GET")
                .willRespondWith()
                .status(200)
                .headers(JSON)
                .body(body.build());
    }

    /** Goes on with a request in a state; the path is completed by the version. */
    static PactDslRequestWithPath asked(
            PactDslResponse pact, String state, String what, String method, String path) {
        var expression = "/v${version}" + path.replace(ID, "${id}");
        return pact.given(state)
                .uponReceiving(what)
                .pathFromProviderState(expression, "/v1.41" + path)
                .method(method);
    }

    static PactDslResponse answered(PactDslRequestWithPath request, DslPart body) {
        return request.willRespondWith().status(200).headers(JSON).body(body);
    }

    static PactDslResponse refused(PactDslRequestWithPath request, int status) {
        var body = newJsonBody(root -> root.stringType("message", "it cannot be"));
        return request.willRespondWith().status(status).headers(JSON).body(body.build());
    }

    /** The adapter looks at the container before it orders a change, and afterwards. */
    static PactDslResponse inspected(PactDslResponse pact, String state, String status) {
        var what = "an inspection by id of " + state;
        var path = "/containers/" + ID + "/json";
        return answered(asked(pact, state, what, "GET", path), inspection(status));
    }

    static DslPart inspection(String status) {
        return newJsonBody(
                        root -> {
                            root.stringMatcher("Id", ID_FORM, ID);
                            root.stringMatcher("Name", "/.+", "/" + NAME);
                            root.stringMatcher("Created", TIME_FORM, TIME);
                            root.stringMatcher("Image", IMAGE_ID_FORM, IMAGE_ID);
                            root.integerType("RestartCount", 0);
                            root.object("State", state -> state(state, status));
                            root.object("Config", EnginePact::config);
                            root.object("HostConfig", EnginePact::hostConfig);
                            root.array("Mounts", _ -> {});
                            root.object(
                                    "NetworkSettings",
                                    settings ->
                                            settings.object(
                                                    "Networks",
                                                    networks ->
                                                            networks.object(
                                                                    "none",
                                                                    none ->
                                                                            none.stringValue(
                                                                                    "IPAddress",
                                                                                    ""))));
                        })
                .build();
    }

    private static void state(LambdaDslObject state, String status) {
        state.stringValue("Status", status);
        state.stringMatcher("StartedAt", TIME_FORM, TIME);
        state.stringMatcher("FinishedAt", TIME_FORM, TIME);
        state.integerType("ExitCode", 0);
    }

    private static void config(LambdaDslObject config) {
        config.booleanType("Tty", false);
        config.stringType("Image", "systemmanager-test:busybox");
        config.minArrayLike("Cmd", 1, PactDslJsonRootValue.stringType("sleep"), 1);
        config.minArrayLike("Env", 1, PactDslJsonRootValue.stringType("MODE=fast"), 1);
        config.stringType("WorkingDir", "");
        config.stringType("User", "");
        config.object("Labels", labels -> labels.stringValue("tier", "front"));
    }

    private static void hostConfig(LambdaDslObject host) {
        host.object(
                "RestartPolicy",
                policy -> {
                    policy.stringType("Name", "no");
                    policy.integerType("MaximumRetryCount", 0);
                });
        host.booleanType("AutoRemove", false);
        host.booleanType("Privileged", false);
        host.booleanType("ReadonlyRootfs", false);
        host.integerType("Memory", 0);
        host.integerType("NanoCpus", 0);
    }

    static DslPart list() {
        return newJsonArrayMinLike(
                        1,
                        rows ->
                                rows.object(row -> {
                                    row.stringMatcher("Id", ID_FORM, ID);
                                    row.minArrayLike(
                                            "Names",
                                            1,
                                            PactDslJsonRootValue.stringType("/" + NAME),
                                            1);
                                    row.stringType("Image", "systemmanager-test:busybox");
                                    row.stringMatcher("State", STATE_FORM, "running");
                                    row.stringType("Status", "Up 5 seconds");
                                    row.object("Labels", _ -> {});
                                    row.array("Ports", _ -> {});
                                }))
                .build();
    }

    static DslPart stats() {
        return newJsonBody(
                        root -> {
                            root.stringMatcher("read", TIME_FORM, TIME);
                            root.object(
                                    "cpu_stats",
                                    cpu ->
                                            cpu.object(
                                                    "cpu_usage",
                                                    usage -> usage.integerType("total_usage", 1)));
                            root.object(
                                    "memory_stats",
                                    memory -> {
                                        memory.integerType("usage", 1_000_000);
                                        memory.integerType("limit", 8_000_000);
                                        memory.object("stats", _ -> {});
                                    });
                        })
                .build();
    }
}
