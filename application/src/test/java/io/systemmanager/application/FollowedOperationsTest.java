package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FollowedOperationsTest {
    private final Bench bench = new Bench();

    @Test
    void whoFollowsHearsOfTheBeginningAndOfTheEndWhenTheRecordSaysSo() {
        var heard = new ArrayList<OperationStatus>();
        var read = new ArrayList<OperationStatus>();
        bench.application.follow(operation -> {
            heard.add(operation.state().status());
            read.add(found(operation).state().status());
        });

        bench.submit(Bench.restart("web"), Bench.waiting());

        assertThat(heard).containsExactly(OperationStatus.RUNNING, OperationStatus.SUCCEEDED);
        assertThat(read).isEqualTo(heard);
    }

    private OperationRecord found(OperationRecord operation) {
        return bench.application.own().find(Bench.agent("tester"), operation.id()).orElseThrow();
    }

    @Test
    void aListenerThatBreaksChangesNothingForTheCaller() {
        bench.application.follow(_ -> {
            throw new IllegalStateException("planted");
        });

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), Bench.waiting());

        assertThat(((Reply.Tracked) reply).operation().state().status())
                .isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void aRepeatedKeyBeginsNothingAndTellsNothing() {
        var heard = new ArrayList<OperationRecord>();
        bench.submit(Bench.restart("web"), Bench.waiting("restart-web-01"));
        bench.application.follow(heard::add);

        bench.submit(Bench.restart("web"), Bench.waiting("restart-web-01"));

        assertThat(heard).isEmpty();
    }

    @Test
    void whoRepeatsAKeyBetweenTheIntentAndTheChangeWaitsForTheEnd() throws Exception {
        var second =
                new FutureTask<>(
                        () -> bench.submit(Bench.restart("web"), Bench.waiting("restart-web-02")));
        bench.application.follow(operation -> {
            if (operation.state().status() == OperationStatus.RUNNING) {
                untilItWaits(Thread.ofVirtual().start(second));
            }
        });

        bench.submit(Bench.restart("web"), Bench.waiting("restart-web-02"));

        var reply = (Reply.Tracked) second.get(20, TimeUnit.SECONDS);
        assertThat(reply.operation().state().status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void onlyWhatACallerBeganItselfIsItsOwn() {
        var reply =
                (Reply.Tracked)
                        bench.submit(Bench.agent("one"), Bench.restart("web"), Bench.waiting());
        var id = reply.operation().id();
        var own = bench.application.own();

        assertThat(own.find(Bench.agent("one"), id)).isPresent();
        assertThat(own.find(Bench.agent("two"), id)).as("whatever its scopes").isEmpty();
        assertThat(own.newest(Bench.agent("one"), 10)).hasSize(1);
        assertThat(own.newest(Bench.agent("two"), 10)).isEqualTo(List.of());
    }
}
