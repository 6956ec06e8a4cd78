package io.systemmanager.ops;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.systemmanager.application.Application;
import io.systemmanager.application.RecoveryReport;
import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.port.Anchoring;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.notify.Notices;
import io.systemmanager.ops.observe.ApprovalHealth;
import io.systemmanager.ops.observe.GrantMeters;
import io.systemmanager.ops.observe.HealthBoard;
import io.systemmanager.ops.observe.Meters;
import io.systemmanager.ops.observe.Observers;
import io.systemmanager.ops.observe.Spans;
import io.systemmanager.ops.policy.LivePolicy;
import io.systemmanager.ops.policy.PolicyFile;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import io.systemmanager.ops.state.AgentEndpoint;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a server together: once on the real host, once on a simulated one. */
public final class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    /** Between two looks at operations with an unknown outcome. */
    private static final Duration OUTCOMES = Duration.ofSeconds(10);

    /** Between two looks at what waits for people. */
    private static final Duration APPROVALS = Duration.ofSeconds(1);

    /** Between two looks at what open pages of the console show. */
    private static final Duration CONSOLE = Duration.ofSeconds(1);

    private final StateFolder state;
    private final Settings settings;
    private final HostIdentity identity;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandomness randomness = new SecureRandomness();

    public Assembly(StateFolder state, Settings settings, HostIdentity identity) {
        this.state = state;
        this.settings = settings;
        this.identity = identity;
    }

    /** A server on this host; it serves when this returns. */
    public Server real() throws IOException {
        return start(Machine.real(settings, state, identity.id()));
    }

    /** A server on a simulated host that nothing can hurt; ledger and listeners are real. */
    public Server simulated() throws IOException {
        return start(Machine.simulated(clock));
    }

    private Server start(Machine machine) throws IOException {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        opened.push(machine.engine());
        try {
            return start(machine, opened);
        } catch (IOException | RuntimeException e) {
            Server.closeAll(opened);
            throw e;
        }
    }

    private Server start(Machine machine, Deque<AutoCloseable> opened) throws IOException {
        var policy = policy();
        var custodian = new Custodian(state, settings, identity, clock);
        var ledger = custodian.open(opened);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        opened.push(registry::close);
        var meters = new Meters(registry);
        var live = new LivePolicy(state.policy(), policy.rules(), ledger);
        var checks = new ArrayList<HealthCheck>(machine.checks());
        var approvals = new ApprovalHealth(ledger.approvals(), clock);
        var notices = Notices.of(settings, ledger, approvals::ids, clock, opened);
        checks.addAll(List.of(ledger, live, approvals, notices));
        var signing = Signing.of(settings, ledger, opened);
        checks.addAll(signing.checks());
        var anchors = custodian.anchors(ledger, opened);
        var ways = WaysIn.of(settings, state, clock, opened);
        checks.addAll(ways.checks());
        var board = new HealthBoard(checks, clock);
        var self = self(board);
        var application =
                application(
                        machine,
                        ledger,
                        notices,
                        live,
                        ways,
                        signing.keys(),
                        anchors,
                        observer(meters, opened),
                        self);
        meters.watch(board);
        meters.gauge(
                "systemmanager.changes.running",
                "Changes that are being carried out",
                application::runningChanges);
        meters.gauge(
                "systemmanager.policy.rejected",
                "1 while policy.yaml holds something that was not taken, else 0",
                () -> live.rejected() ? 1 : 0);
        begin(application, ledger, policy);
        opened.push(new Looks("unknown outcomes", OUTCOMES, () -> settle(application)));
        opened.push(new Looks("approvals", APPROVALS, application::lookAtApprovals));
        opened.push(new Looks("stuck approvals", APPROVALS, approvals::look));
        opened.push(new Looks("notifications", APPROVALS, notices::look));
        notices.measure(meters);
        opened.push(new Looks("policy.yaml", LivePolicy.PAUSE, live::look));
        meters.gauge(
                "systemmanager.approvals.open",
                "Changes that wait for a person, or for their execution after one agreed",
                () -> application.approvals().open().size());
        meters.gauge(
                "systemmanager.approvals.stuck",
                "Open approvals that nothing can be decided on, or that do not end in time",
                approvals::stuck);
        GrantMeters.watch(meters, application.grants());
        meters.gauge(
                "systemmanager.credentials.unreadable",
                "Credentials that open nothing because something else than the server wrote them",
                () -> ledger.unreadable().size());
        var doors = new Doors(state, settings, application, ways, clock, randomness);
        opened.push(
                doors.operators(
                        new TokenOffice(ledger, ledger, clock, randomness),
                        notices,
                        custodian.keep(ledger, anchors, meters, opened)));
        var tls = Certificates.serve(settings, state, opened);
        var agents = doors.agents(tls, live, board);
        opened.push(agents);
        var console = doors.console(live, self, ledger);
        var admin = doors.admin(tls, registry, console);
        opened.push(new Looks("the console", CONSOLE, console::look));
        opened.push(AgentEndpoint.tell(state, agents.port()));
        opened.remove(agents);
        return new Server(agents, admin, application, ledger, opened);
    }

    private Application application(
            Machine machine,
            SqliteLedger ledger,
            Notices notices,
            LivePolicy policy,
            WaysIn ways,
            SigningKeys signers,
            Anchoring anchoring,
            Observer observer,
            Supplier<SystemStatus.Server> self) {
        return new Application(
                new Application.Ports(
                        machine.id(),
                        machine.containers(),
                        machine.status(),
                        notices.announcing(),
                        ledger,
                        ledger.approvals(),
                        ledger.grants(),
                        ledger,
                        ledger,
                        ways.callers(),
                        ways.certificates(),
                        observer,
                        policy,
                        machine.own(),
                        signers,
                        anchoring,
                        self,
                        clock,
                        randomness));
    }

    private PolicyFile.Loaded policy() {
        return switch (PolicyFile.read(state.policy())) {
            case PolicyFile.Loaded loaded -> {
                loaded.warnings().forEach(warning -> LOG.warn("policy.yaml: {}", warning));
                yield loaded;
            }
            case PolicyFile.Rejected(var problems, _) ->
                    throw new SettingsWrong(
                            problems.stream().map(problem -> "policy.yaml: " + problem).toList());
        };
    }

    private void begin(Application application, Ledger ledger, PolicyFile.Loaded policy) {
        var recovered = application.recover();
        if (recovered.settled() > 0 || recovered.open() > 0) {
            report(recovered);
        }
        ledger.commit(new Ledger.Append(new SystemEvent.ServerStarted()));
        ledger.commit(new Ledger.Append(policy.event()));
    }

    private static void settle(Application application) {
        var recovered = application.settle();
        if (recovered.settled() > 0) {
            report(recovered);
        }
    }

    private static void report(RecoveryReport recovered) {
        LOG.warn(
                "operations without a recorded end: {} looked at and settled, {} still unknown",
                recovered.settled(),
                recovered.open());
    }

    private Observer observer(Meters meters, Deque<AutoCloseable> opened) {
        var observers = new ArrayList<Observer>(List.of(meters));
        settings.optional(Setting.TRACING_OTLP_ENDPOINT)
                .ifPresent(endpoint -> {
                    var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
                    var spans =
                            new Spans(
                                    BatchSpanProcessor.builder(exporter).build(),
                                    Version.current());
                    opened.push(spans);
                    observers.add(spans);
                });
        return new Observers(observers);
    }

    private Supplier<SystemStatus.Server> self(HealthBoard board) {
        var startedAt = clock.instant();
        return () -> {
            var runtime = Runtime.getRuntime();
            return new SystemStatus.Server(
                    Version.current(),
                    Duration.between(startedAt, clock.instant()),
                    runtime.totalMemory() - runtime.freeMemory(),
                    runtime.maxMemory(),
                    board.checks());
        };
    }
}
