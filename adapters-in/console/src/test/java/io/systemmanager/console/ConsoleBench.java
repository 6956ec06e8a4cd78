package io.systemmanager.console;

import io.systemmanager.application.Application;
import io.systemmanager.application.Request;
import io.systemmanager.application.Terms;
import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.Role;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Who;
import io.systemmanager.http.Limits;
import io.systemmanager.http.ListenAddress;
import io.systemmanager.http.Listener;
import io.systemmanager.http.ListenerPlan;
import io.systemmanager.http.PlainListener;
import io.systemmanager.http.ServerNames;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.RememberedObservations;
import io.systemmanager.simulated.SeededRandomness;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A console on an application in memory, whose clock a test turns, and one browser before it. */
final class ConsoleBench implements AutoCloseable {
    final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-01-01T12:00:00Z"));
    final InMemoryLedger ledger =
            new InMemoryLedger(
                    clock,
                    new Origin(SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "t", "t"));
    final RaisingLedger raising = new RaisingLedger(ledger);
    final SimulatedContainers containers = SimulatedContainers.sample(clock);
    final TokenOffice tokens = new TokenOffice(ledger, ledger, clock, new SeededRandomness(7));
    final String secret = token("operator:bob", Set.of("operator"));
    final Console console;
    private final Application application;
    private final Listener listener;
    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";

    ConsoleBench() {
        var policy = policy();
        application =
                new Application(
                        new Application.Ports(
                                SimulatedHost.ID,
                                containers,
                                new SimulatedHost(clock),
                                raising,
                                ledger,
                                ledger.approvals(),
                                ledger.grants(),
                                ledger.trail(),
                                ledger,
                                new RememberedObservations(),
                                () -> policy,
                                ConsoleBench::server,
                                clock,
                                new SeededRandomness(1)));
        console =
                new Console(
                        new Console.Sources(
                                application.door(),
                                application.approvals(),
                                application.grants(),
                                application.oversight(),
                                application.own(),
                                Optional.empty(),
                                new FixedPolicy(policy),
                                ConsoleBench::server,
                                ledger,
                                clock,
                                new SeededRandomness(3),
                                () -> "cid"));
        listener =
                PlainListener.start(
                        new ListenerPlan(
                                ListenAddress.anyLoopbackPort(),
                                Limits.standard(),
                                ServerNames.loopbackOnly(),
                                () -> "cid",
                                List.of(console)));
        signIn();
    }

    private record FixedPolicy(RuleSet rules) implements PolicyInForce {
        @Override
        public boolean rejected() {
            return false;
        }

        @Override
        public List<String> operations() {
            return List.of("containers_list");
        }

        @Override
        public Explained explain(Supposed call) {
            throw new IllegalArgumentException("not here");
        }
    }

    /** What a test looks at of an answer. */
    record Answer(int status, String body) {}

    private static SystemStatus.Server server() {
        return new SystemStatus.Server("t", Duration.ofHours(1), 1, 2, List.of());
    }

    private static RuleSet policy() {
        var anything = List.of(Glob.ofOperation("**"));
        var ask = new Verdict.Approve(List.of(new Slot("operator", 1)));
        var rule = new Rule("ask", Who.ANYONE, anything, List.of(), Set.of(), ask, Set.of());
        return new RuleSet(
                "sha256:" + "0".repeat(64),
                Map.of(
                        "agent", new Role(EnumSet.allOf(Scope.class), false),
                        "operator", new Role(Set.of(), true)),
                ApprovalTimes.STANDARD,
                List.of(rule),
                List.of());
    }

    private String token(String subject, Set<String> roles) {
        return issue(subject, roles).secret();
    }

    TokenOffice.Issued issue(String subject, Set<String> roles) {
        return tokens.issue(
                new Subject("operator:first"),
                new Subject(subject),
                subject.startsWith("agent:") ? EnumSet.allOf(Scope.class) : Set.of(),
                roles,
                Optional.empty(),
                Optional.empty());
    }

    /** The approval that an agent waits for, which wants that container stopped. */
    ApprovalId asks(String container, String reason) {
        var agent = (Caller.Agent) issue("agent:bot", Set.of("agent")).token().caller();
        var stop =
                new ChangeContainerState(
                        new ContainerRef(container), LifecycleAction.STOP, Duration.ofSeconds(1));
        var terms = new Terms(Optional.empty(), false, Duration.ZERO, Optional.of(reason));
        var ids = application.ids();
        application
                .desk()
                .submit(
                        new Request(
                                ids.request(),
                                Optional.of("1"),
                                agent,
                                new Client(
                                        Optional.of("<b>bold</b>"),
                                        Optional.of("1"),
                                        "2026-07-28",
                                        "127.0.0.1"),
                                ids.trace(Optional.empty()),
                                stop,
                                terms));
        return ledger.approvals().open().getLast().sound().orElseThrow().id();
    }

    /** Sessions beside those of the console. */
    Sessions sessions() {
        return new Sessions(application.door(), clock, new SeededRandomness(5));
    }

    void signIn() {
        submit("/console/sign-in", Map.of("secret", secret));
        if (get("/console/health").status() != 200) {
            throw new AssertionError("not signed in");
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** The form of a card, as it was shown, with more filled in. */
    Answer decide(ApprovalId id, String verb, Map<String, String> filledIn) {
        var fields = new HashMap<>(shown(id));
        fields.putAll(filledIn);
        return submit("/console/approvals/" + id.value() + "/" + verb, fields);
    }

    /** The hidden fields of a card, which a person looks at for it. */
    Map<String, String> shown(ApprovalId id) {
        var page = get("/console/approvals/" + id.value()).body();
        return Map.of("token", hidden(page, "token"), "digest", hidden(page, "digest"));
    }

    Answer submit(String path, Map<String, String> fields) {
        var body =
                fields.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    List<String> entryTypes() {
        return ledger.entries().stream()
                .flatMap(entry -> Optional.ofNullable(entry.members().get("type")).stream())
                .map(type -> type instanceof Json.Text(var text) ? text : "")
                .toList();
    }

    @Override
    public void close() {
        listener.close();
    }

    private static String hidden(String page, String name) {
        var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no field " + name + " in " + page);
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.split(";", 2)[0]);
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
