package io.systemmanager.contract.faults;

import io.systemmanager.application.Application;
import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Request;
import io.systemmanager.application.Terms;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.outcome.FaultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The real application on the real ledger, where every change waits for two people. Four agents ask
 * for one change after the other, three people vote on whatever waits, all at once, and the server
 * looks at what was agreed to. It says {@code ready} when it has recovered, {@code begun} when the
 * first change has its answer, and goes on until it is killed; or, when told {@code last}, asks for
 * nothing new and ends when nothing waits any more.
 */
final class ApprovingServer {
    private static final int AGENTS = 4;
    private static final List<String> PEOPLE = List.of("ann", "bob", "cleo");

    private final Application application;
    private final boolean asking;
    private final AtomicBoolean begun = new AtomicBoolean();

    private ApprovingServer(Application application, boolean asking) {
        this.application = application;
        this.asking = asking;
    }

    /**
     * Runs until it is killed.
     *
     * @param args the folder, and {@code last} for the last run
     */
    public static void main(String[] args) throws Exception {
        KilledServer.recovered(
                Path.of(args[0]),
                () -> new AskPeople("operator", 2),
                (application, run) -> new ApprovingServer(application, args.length == 1).work(run));
    }

    private void work(long run) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; asking && i < AGENTS; i++) {
                int number = i;
                threads.execute(() -> sound(() -> askOnAndOn(run, number)));
            }
            PEOPLE.forEach(name -> threads.execute(() -> sound(() -> voteOnAndOn(name))));
            threads.execute(() -> sound(this::lookOnAndOn));
        }
    }

    /** Nothing may break here; what does ends the process, which the drill sees. */
    private static void sound(Callable<?> work) {
        try {
            work.call();
        } catch (Throwable broken) {
            broken.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private boolean goesOn() {
        return asking || !office().open().isEmpty();
    }

    private ApprovalOffice office() {
        return application.approvals();
    }

    private Void lookOnAndOn() throws InterruptedException {
        while (goesOn()) {
            application.lookAtApprovals();
            Thread.sleep(3);
        }
        return null;
    }

    private Void voteOnAndOn(String name) throws InterruptedException {
        var person =
                new Caller.Operator(
                        new Subject("operator:" + name),
                        new CredentialId("0badcafe"),
                        Set.of("operator"),
                        new Person(name));
        while (goesOn()) {
            for (var card : office().open()) {
                var request = card.approval().approval().request();
                office().vote(
                                person,
                                new Approver.Secret(),
                                request.id(),
                                Vote.Choice.APPROVE,
                                request.digest(),
                                Optional.empty());
            }
            Thread.sleep(1);
        }
        return null;
    }

    private Void askOnAndOn(long run, int agent) throws InterruptedException {
        for (int n = 0; ; n++) {
            var change =
                    new ChangeContainerState(
                            new ContainerRef("c-%d-%d-%d".formatted(run, agent, n)),
                            LifecycleAction.START,
                            Duration.ZERO);
            var reply = application.desk().submit(request(agent, change));
            switch (reply) {
                case Reply.Tracked _ -> {
                    if (begun.compareAndSet(false, true)) {
                        System.out.println("begun");
                    }
                }
                // Those of earlier processes come first.
                case Reply.Refused(var fault) when fault.code() == FaultCode.TOO_MANY_APPROVALS ->
                        Thread.sleep(5);
                case Reply other -> throw new AssertionError("no answer but " + other);
            }
        }
    }

    private Request request(int agent, ChangeContainerState change) {
        return new Request(
                application.ids().request(),
                Optional.empty(),
                new Caller.Agent(
                        new Subject("agent:bot-" + agent),
                        new CredentialId(CredentialId.Kind.OAUTH, "deadbeef"),
                        Set.of(Scope.DOCKER_OPERATE),
                        Set.of("agent")),
                new Client(Optional.empty(), Optional.empty(), "2026-07-28", "::1"),
                application.ids().trace(Optional.empty()),
                change,
                new Terms(Optional.empty(), false, Duration.ofSeconds(20), Optional.empty()));
    }
}
