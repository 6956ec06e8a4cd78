package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Containers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final AtomicInteger effects = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void theSameKeyActsOnceHoweverManyAskAtOnce() throws Exception {
        open.countDown();
        var bench = new Bench(containers -> new Counted(containers));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies =
                    IntStream.range(0, 50)
                            .mapToObj(_ ->
                                    threads.submit(() ->
                                            bench.submit(
                                                    Bench.restart("web"),
                                                    Bench.waiting("same-key-1"))))
                            .toList();
            for (var reply : replies) {
                assertThat(status(reply.get())).isEqualTo(OperationStatus.SUCCEEDED);
            }
        }
        assertThat(effects).hasValue(1);
        assertThat(bench.entryTypes()).containsExactly("op.started", "op.succeeded");
    }

    @Test
    void aKeyWithOtherArgumentsIsRefused() {
        open.countDown();
        var bench = new Bench(containers -> new Counted(containers));
        bench.submit(Bench.restart("web"), Bench.waiting("same-key-1"));

        var reply =
                bench.submit(
                        Bench.change("api", LifecycleAction.STOP), Bench.waiting("same-key-1"));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused ->
                                assertThat(refused.fault().code())
                                        .isEqualTo(FaultCode.IDEMPOTENCY_KEY_REUSED));
        assertThat(effects).hasValue(1);
    }

    @Test
    void anotherCallersKeyIsItsOwn() {
        open.countDown();
        var bench = new Bench(containers -> new Counted(containers));
        bench.submit(Bench.agent("one"), Bench.restart("web"), Bench.waiting("same-key-1"));
        bench.submit(Bench.agent("two"), Bench.restart("web"), Bench.waiting("same-key-1"));

        assertThat(effects).hasValue(2);
    }

    @Test
    void aChangeOutlivesTheCallThatBeganIt() {
        var bench = new Bench(containers -> new Counted(containers));
        var impatient = new Terms(Optional.empty(), false, Duration.ZERO, Optional.empty());

        var begun = (Reply.Tracked) bench.submit(Bench.restart("web"), impatient);

        assertThat(begun.operation().state().status()).isEqualTo(OperationStatus.RUNNING);
        open.countDown();
        var later = bench.submit(new GetOperation(begun.operation().id(), Duration.ofSeconds(20)));
        assertThat(later)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered ->
                                assertThat(
                                                ((Report.Operation) answered.report())
                                                        .operation()
                                                        .state()
                                                        .status())
                                        .isEqualTo(OperationStatus.SUCCEEDED));
    }

    @Test
    void aPlanChangesNothing() {
        var bench = new Bench();
        var terms = new Terms(Optional.empty(), true, Duration.ZERO, Optional.empty());

        var reply = bench.submit(Bench.change("web", LifecycleAction.STOP), terms);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Planned.class,
                        planned ->
                                assertThat(planned.plan().diff())
                                        .containsExactly("state: running -> exited"));
        assertThat(bench.stateOf("web")).isEqualTo(ContainerState.RUNNING);
        assertThat(bench.entryTypes()).containsExactly("op.dry_run");
    }

    @Test
    void anOutcomeThatCannotBeRecordedIsToldAsSuch() {
        var bench = new Bench(containers -> new Counted(containers));
        var waiting = Thread.ofVirtual();
        var reply = new Reply[1];
        var asking =
                waiting.start(() -> reply[0] = bench.submit(Bench.restart("web"), Bench.waiting()));
        while (effects.get() == 0) {
            Thread.onSpinWait();
        }
        bench.ledger.runFull();
        open.countDown();
        join(asking);

        assertThat(reply[0])
                .isInstanceOfSatisfying(
                        Reply.Tracked.class,
                        tracked -> assertThat(tracked.outcomeRecorded()).isFalse());
    }

    @Test
    void anAdapterThatBreaksLeavesTheOutcomeUnknown() {
        var bench =
                new Bench(containers ->
                        new Counted(containers) {
                            @Override
                            public Outcome change(
                                    Clearance<ChangeContainerState> clearance, Duration within) {
                                throw new IllegalStateException("a planted fault");
                            }
                        });

        var reply = bench.submit(Bench.restart("web"), Bench.waiting());

        assertThat(status(reply)).isEqualTo(OperationStatus.INDETERMINATE);
        assertThat(bench.entryTypes()).containsExactly("op.started", "op.outcome_unknown");
    }

    @Test
    void onlyTheCallerSeesItsOperations() {
        open.countDown();
        var bench = new Bench(containers -> new Counted(containers));
        var begun =
                (Reply.Tracked)
                        bench.submit(Bench.agent("one"), Bench.restart("web"), Bench.waiting());
        var other = Bench.agent("two", io.systemmanager.domain.caller.Scope.DOCKER_READ);

        var reply =
                bench.submit(
                        other, new GetOperation(begun.operation().id(), Duration.ZERO), Terms.NONE);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused ->
                                assertThat(refused.fault().code())
                                        .isEqualTo(FaultCode.OPERATION_NOT_FOUND));
    }

    private static OperationStatus status(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Tracked.class);
        return ((Reply.Tracked) reply).operation().state().status();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts the changes, and lets none end before the test says so. */
    private class Counted extends PassedOn {
        Counted(Containers real) {
            super(real);
        }

        @Override
        public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
            effects.incrementAndGet();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.change(clearance, within);
        }
    }
}
