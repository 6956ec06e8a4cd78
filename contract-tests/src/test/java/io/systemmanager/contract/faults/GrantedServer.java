package io.systemmanager.contract.faults;

import io.systemmanager.application.Application;
import io.systemmanager.application.GrantOffice;
import io.systemmanager.application.GrantProposal;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Request;
import io.systemmanager.application.Terms;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * The real application on the real ledger, where every change waits for a person unless a grant
 * answers. Bob makes a grant of ten uses, thirty calls race for them, and he makes the next. It
 * says {@code ready} when it has recovered and {@code begun} after the first grant, and goes on
 * until it is killed; or, when told {@code last}, ends when it has recovered.
 */
final class GrantedServer {
    private static final Approver.Method SECRET = new Approver.Secret();
    private static final Caller.Operator BOB =
            new Caller.Operator(
                    new Subject("operator:bob"),
                    new CredentialId("0badcafe"),
                    Set.of("operator"),
                    new Person("bob"));
    private static final Map<String, String> BOUNDS =
            Map.of(
                    "agent", "agent:bot",
                    "client", "drill",
                    "operation", "containers_lifecycle.start",
                    "containers", "c-*",
                    "uses", "10",
                    "rate", "100/minute",
                    "lasts", "1h",
                    "reason", "the drill");

    private final Application application;

    private GrantedServer(Application application) {
        this.application = application;
    }

    /**
     * Runs until it is killed.
     *
     * @param args the folder, and {@code last} for the last run
     */
    public static void main(String[] args) throws Exception {
        KilledServer.recovered(
                Path.of(args[0]),
                () -> new AskPeople("operator", 1),
                (application, run) -> {
                    var server = new GrantedServer(application);
                    server.revokeAll();
                    if (args.length == 1) {
                        server.work(run);
                    }
                });
    }

    private void work(long run) throws Exception {
        for (int round = 0; ; round++) {
            race("c-%d-%d".formatted(run, round));
            if (round == 0) {
                System.out.println("begun");
            }
        }
    }

    /** What an earlier process left standing, so that the next are not too many. */
    private void revokeAll() {
        var office = application.grants();
        office.standing().stream()
                .map(kept -> kept.sound().orElseThrow())
                .forEach(each -> office.revoke(BOB, SECRET, each.id(), Optional.empty()));
    }

    private void race(String round) throws Exception {
        var proposal = GrantProposal.of(name -> BOUNDS.getOrDefault(name, ""));
        if (!(application.grants().create(BOB, SECRET, proposal)
                instanceof GrantOffice.Ruling.Taken)) {
            throw new AssertionError("no grant");
        }
        var calls = new ArrayList<Callable<Reply>>();
        for (int i = 0; i < 30; i++) {
            var container = new ContainerRef(round + "-" + i);
            calls.add(() -> application.desk().submit(request(container)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(calls)) {
                each.get();
            }
        }
    }

    private Request request(ContainerRef container) {
        return new Request(
                application.ids().request(),
                Optional.empty(),
                new Caller.Agent(
                        new Subject("agent:bot"),
                        new CredentialId(CredentialId.Kind.OAUTH, "deadbeef"),
                        Set.of(Scope.DOCKER_OPERATE),
                        Set.of("agent")),
                new Client(Optional.of("drill"), Optional.empty(), "2026-07-28", "::1"),
                application.ids().trace(Optional.empty()),
                new ChangeContainerState(container, LifecycleAction.START, Duration.ZERO),
                new Terms(Optional.empty(), false, Duration.ZERO, Optional.empty()));
    }

    static List<String> arguments(Path folder, boolean last) {
        return last ? List.of(folder.toString(), "last") : List.of(folder.toString());
    }
}
