package io.systemmanager.contract.agent;

import io.systemmanager.application.Application;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.http.Limits;
import io.systemmanager.http.ListenAddress;
import io.systemmanager.http.Listener;
import io.systemmanager.http.ListenerPlan;
import io.systemmanager.http.PlainListener;
import io.systemmanager.http.ServerNames;
import io.systemmanager.mcp.AgentOffer;
import io.systemmanager.mcp.Icon;
import io.systemmanager.mcp.OperationNews;
import io.systemmanager.mcpengine.Authentication;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.EngineLimits;
import io.systemmanager.mcpengine.McpEndpoint;
import io.systemmanager.mcpengine.ServerIdentity;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.policy.PolicyFile;
import io.systemmanager.ops.policy.Profile;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.RememberedObservations;
import io.systemmanager.simulated.SimulatedContainers;
import io.systemmanager.simulated.SimulatedHost;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The product's offer to agents behind plain HTTP; who calls is told by a name for a token. */
final class AgentServer implements AutoCloseable {
    /** The callers, by what they show as their token. */
    private static final Map<String, Caller.Agent> CALLERS =
            Map.of(
                    "all", agent("all", EnumSet.allOf(Scope.class)),
                    "operator", agent("op", Set.of(Scope.DOCKER_READ, Scope.DOCKER_OPERATE)),
                    "reader", agent("reader", Set.of(Scope.DOCKER_READ)),
                    "blind", agent("blind", Set.of(Scope.SYSTEM_READ)));

    private static final Origin ORIGIN =
            new Origin(SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "0", "unknown");

    final HeldContainers containers;
    final Application application;
    private final AutoCloseable ledger;
    private final List<String> written;
    private final Listener listener;

    private <L extends Ledger & OperationRecords & Credentials> AgentServer(
            L ledger,
            Approvals approvals,
            Grants grants,
            AuditTrail trail,
            AutoCloseable closing,
            List<String> written) {
        var clock = InstantSource.system();
        this.ledger = closing;
        this.written = written;
        this.containers = new HeldContainers(SimulatedContainers.sample(clock));
        this.application = application(ledger, approvals, grants, trail, containers, clock);
        application.recover();
        this.listener = listener(application, clock);
    }

    /** One that remembers its entries. */
    static AgentServer inMemory() {
        var ledger = new InMemoryLedger(InstantSource.system(), ORIGIN);
        return new AgentServer(
                ledger,
                ledger.approvals(),
                ledger.grants(),
                ledger.trail(),
                () -> {},
                new EntriesView(ledger));
    }

    /** One with its ledger in that file; what an earlier one left there is there. */
    static AgentServer at(Path file) {
        var ledger =
                SqliteLedger.open(
                        file,
                        new EntryForm(ORIGIN, SampleKeys.REDACTION),
                        SampleKeys.LOG,
                        InstantSource.system());
        return new AgentServer(
                ledger, ledger.approvals(), ledger.grants(), ledger, ledger, List.of());
    }

    /** The canonical texts of the entries so far. */
    List<String> entries() {
        return List.copyOf(written);
    }

    WireClient client(String token) {
        return new WireClient(listener.port(), token);
    }

    @Override
    public void close() {
        listener.close();
        try {
            ledger.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class EntriesView extends AbstractList<String> {
        private final InMemoryLedger ledger;

        EntriesView(InMemoryLedger ledger) {
            this.ledger = ledger;
        }

        @Override
        public String get(int index) {
            return CanonicalJson.text(ledger.entries().get(index));
        }

        @Override
        public int size() {
            return ledger.entries().size();
        }
    }

    private static <L extends Ledger & OperationRecords & Credentials> Application application(
            L ledger,
            Approvals approvals,
            Grants grants,
            AuditTrail trail,
            HeldContainers containers,
            InstantSource clock) {
        var policy = lean();
        return new Application(
                new Application.Ports(
                        SimulatedHost.ID,
                        containers,
                        new SimulatedHost(clock),
                        ledger,
                        ledger,
                        approvals,
                        grants,
                        trail,
                        ledger,
                        new RememberedObservations(),
                        () -> policy,
                        () -> new SystemStatus.Server("0", Duration.ofHours(1), 1, 2, List.of()),
                        clock,
                        new SecureRandomness()));
    }

    private static Listener listener(Application application, InstantSource clock) {
        var random = new SecureRandomness();
        var offer =
                AgentOffer.of(
                        application, clock, random.bytes(32), Challenges.bare(), Optional.empty());
        var endpoint =
                new McpEndpoint<Caller.Agent>(
                        new ServerIdentity(
                                "systemmanager",
                                Optional.of("SystemManager"),
                                "0",
                                Optional.empty(),
                                Optional.of(Icon.dataUri())),
                        offer,
                        credentials -> known(credentials.bearer().orElseThrow()),
                        EngineLimits.standard(),
                        () -> application.ids().request().toString(),
                        clock,
                        random::bytes);
        application.follow(new OperationNews(offer.announcer()));
        return PlainListener.start(
                new ListenerPlan(
                        new ListenAddress("127.0.0.1", 0),
                        Limits.standard(),
                        ServerNames.loopbackOnly(),
                        () -> application.ids().request().toString(),
                        List.of(endpoint)));
    }

    private static Authentication<Caller.Agent> known(String name) {
        var agent = Objects.requireNonNull(CALLERS.get(name), name);
        return new Authentication.Known<>(agent, agent.subject().value(), Optional.empty());
    }

    private static Caller.Agent agent(String name, Set<Scope> scopes) {
        return new Caller.Agent(
                new Subject("agent:" + name),
                new CredentialId("0badcafe"),
                scopes,
                Set.of("agent"));
    }

    private static RuleSet lean() {
        if (PolicyFile.read(Profile.LEAN.bytes()) instanceof PolicyFile.Loaded(var rules, _, _)) {
            return rules;
        }
        throw new AssertionError("the profile lean cannot be read");
    }
}
