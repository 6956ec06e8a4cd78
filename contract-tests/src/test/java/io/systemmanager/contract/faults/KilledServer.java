package io.systemmanager.contract.faults;

import io.systemmanager.application.Application;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Request;
import io.systemmanager.application.Terms;
import io.systemmanager.contract.fixture.AllowAll;
import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.simulated.RememberedObservations;
import io.systemmanager.simulated.SimulatedHost;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The real application on the real ledger, with eight workers that each send changes, first again
 * those to which an earlier process gave no answer. It says {@code ready} and the number of its
 * first entry when it has recovered, and goes on until it is killed; or, when told {@code last},
 * until every change that was ever sent has its answer.
 */
final class KilledServer {
    private static final int WORKERS = 8;

    private final Application application;
    private final AppendedLines sent;
    private final AppendedLines acknowledged;

    private KilledServer(Application application, AppendedLines sent, AppendedLines acknowledged) {
        this.application = application;
        this.sent = sent;
        this.acknowledged = acknowledged;
    }

    /**
     * Runs until it is killed.
     *
     * @param args the folder, and {@code last} for the last run
     */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var unanswered = unanswered(folder);
        try (var sent = new AppendedLines(folder.resolve("sent"));
                var acknowledged = new AppendedLines(folder.resolve("acknowledged"))) {
            recovered(
                    folder,
                    AllowAll::new,
                    (application, run) ->
                            new KilledServer(application, sent, acknowledged)
                                    .work(run, unanswered, args.length == 1));
        }
    }

    /** What a server does once it has recovered. */
    interface Work {
        /**
         * Does it.
         *
         * @param run tells this process from others: the index of its first entry
         */
        void on(Application application, long run) throws Exception;
    }

    /**
     * A server of a drill: opens the ledger in the folder, recovers, says {@code ready} and the
     * run, works, and lets what is under way end.
     */
    static void recovered(Path folder, Supplier<Policy> policy, Work work) throws Exception {
        var clock = InstantSource.system();
        var form = new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION);
        try (var ledger =
                SqliteLedger.open(folder.resolve("ledger.db"), form, SampleKeys.LOG, clock)) {
            var first = ledger.commit(new Ledger.Append(new SystemEvent.ServerStarted()));
            var application = application(ledger, folder, clock, policy);
            application.recover();
            long run = ((Ledger.Committed) first).seq();
            System.out.println("ready " + run);
            work.on(application, run);
            application.drain(Duration.ofSeconds(20));
        }
    }

    private static List<String> unanswered(Path folder) throws Exception {
        var keys = new LinkedHashSet<>(AppendedLines.read(folder.resolve("sent")));
        AppendedLines.read(folder.resolve("acknowledged"))
                .forEach(line -> keys.remove(line.substring(0, line.indexOf(' '))));
        return List.copyOf(keys);
    }

    /** What is killed in a drill: its effects are lines of a file in the folder. */
    private static Application application(
            SqliteLedger ledger, Path folder, InstantSource clock, Supplier<Policy> policy)
            throws Exception {
        return new Application(
                new Application.Ports(
                        SimulatedHost.ID,
                        new EffectFile(folder.resolve("effects")),
                        new SimulatedHost(clock),
                        ledger,
                        ledger,
                        ledger.approvals(),
                        ledger.grants(),
                        ledger,
                        ledger,
                        new RememberedObservations(),
                        policy,
                        () -> new SystemStatus.Server("0", Duration.ofHours(1), 1, 2, List.of()),
                        clock,
                        new SecureRandomness()));
    }

    private void work(long run, List<String> unanswered, boolean onAndOn) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var workers = new ArrayList<Future<?>>();
            for (int i = 0; i < WORKERS; i++) {
                int number = i;
                workers.add(
                        threads.submit(() -> {
                            for (int k = number; k < unanswered.size(); k += WORKERS) {
                                send(unanswered.get(k));
                            }
                            if (onAndOn) {
                                sendOnAndOn(run, number);
                            }
                        }));
            }
            for (var worker : workers) {
                worker.get();
            }
        }
    }

    private void sendOnAndOn(long run, int worker) {
        for (int n = 0; ; n++) {
            var key = "key-%d-%d-%d".formatted(run, worker, n);
            sent.add(key);
            send(key);
        }
    }

    private void send(String key) {
        var terms =
                new Terms(
                        Optional.of(new IdempotencyKey(key)),
                        false,
                        Duration.ofSeconds(20),
                        Optional.empty());
        var change =
                new ChangeContainerState(
                        new ContainerRef(key), LifecycleAction.START, Duration.ZERO);
        var reply =
                application
                        .desk()
                        .submit(
                                new Request(
                                        application.ids().request(),
                                        Optional.empty(),
                                        Cleared.AGENT,
                                        new Client(
                                                Optional.empty(),
                                                Optional.empty(),
                                                "2026-07-28",
                                                "::1"),
                                        application.ids().trace(Optional.empty()),
                                        change,
                                        terms));
        if (reply instanceof Reply.Tracked(var operation, var recorded)
                && recorded
                && operation.state().status() != OperationStatus.RUNNING) {
            acknowledged.add(
                    "%s %s %s"
                            .formatted(key, operation.id(), operation.state().status().wireName()));
        } else {
            throw new AssertionError("no answer but " + reply);
        }
    }
}
