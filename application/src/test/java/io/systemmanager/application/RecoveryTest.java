package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of changes whose end nobody recorded. */
class RecoveryTest {
    private static final Duration LATER = Duration.ofMinutes(5);

    private final CountDownLatch hung = new CountDownLatch(1);
    private final AtomicInteger acting = new AtomicInteger();
    private final List<ContainerIntent> asked = new ArrayList<>();
    private final Bench bench = new Bench(Crashing::new);
    private boolean acts = true;
    private boolean reachable = true;
    private boolean breaks;
    private Runnable whileAsking = () -> {};
    private Runnable whileActing = this::hang;
    private OperationId last = new OperationId("op_" + "a".repeat(26));

    @AfterEach
    void end() {
        hung.countDown();
    }

    @Test
    void whatHappenedThoughTheServerEndedIsFoundOut() {
        begin(Bench.change("web", LifecycleAction.STOP));

        assertThat(recoverLater()).isEqualTo(new RecoveryReport(1, 0));

        assertThat(state()).isEqualTo(new OperationState.Succeeded("running", "exited"));
        assertThat(bench.entryTypes())
                .containsExactly("op.started", "op.outcome_unknown", "op.reconciled");
        assertThat(entry(1)).contains("\"ref\":{\"intent\":0}");
        assertThat(entry(2))
                .contains("\"ref\":{\"intent\":0}", "\"found\":\"applied\"", "\"status\":\"ok\"")
                .contains("The container is exited");
    }

    @Test
    void whatDidNotHappenHasFailed() {
        acts = false;
        begin(Bench.change("web", LifecycleAction.STOP));

        recoverLater();

        assertThat(state())
                .isInstanceOfSatisfying(
                        OperationState.Failed.class,
                        failed ->
                                assertThat(failed.fault().code()).isEqualTo(FaultCode.NOT_APPLIED));
        assertThat(entry(2)).contains("\"found\":\"not_applied\"", "\"status\":\"failed\"");
    }

    @Test
    void whatNoLookCanTellStaysUnknownAndIsAskedOnce() {
        begin(Bench.change("web", LifecycleAction.STOP));
        bench.containers.remove(
                ((ContainerIntent) bench.ledger.find(last).orElseThrow().intent()).container());

        recoverLater();
        assertThat(bench.application.recover()).isEqualTo(new RecoveryReport(0, 0));

        assertThat(state())
                .isInstanceOfSatisfying(
                        OperationState.Indeterminate.class,
                        unknown -> assertThat(unknown.looked()).isTrue());
        assertThat(bench.entryTypes())
                .containsExactly("op.started", "op.outcome_unknown", "op.reconciled");
        assertThat(entry(2)).contains("\"sev\":\"crit\"", "\"found\":\"indeterminate\"");
    }

    @Test
    void anEngineThatIsAwayLeavesTheOutcomeOpenUntilItIsBack() {
        begin(Bench.restart("web"));
        begin(Bench.restart("api"));
        reachable = false;

        assertThat(recoverLater()).isEqualTo(new RecoveryReport(0, 2));
        assertThat(asked).hasSize(1); // the second would only wait as long again
        assertThat(state()).isInstanceOf(OperationState.Indeterminate.class);
        assertThat(bench.application.settle()).isEqualTo(new RecoveryReport(0, 2));
        assertThat(bench.entryTypes()).doesNotContain("op.reconciled");

        reachable = true;
        assertThat(bench.application.settle()).isEqualTo(new RecoveryReport(2, 0));
        assertThat(state()).isEqualTo(new OperationState.Succeeded("running", "running"));
    }

    @Test
    void anOrderThatMayStillBeCarriedOutIsNotCalledUndone() {
        acts = false;
        begin(Bench.change("web", LifecycleAction.STOP));

        assertThat(bench.application.recover()).isEqualTo(new RecoveryReport(0, 1));
        assertThat(state()).isInstanceOf(OperationState.Indeterminate.class);

        bench.clock.advance(LATER);
        assertThat(bench.application.settle()).isEqualTo(new RecoveryReport(1, 0));
        assertThat(state()).isInstanceOf(OperationState.Failed.class);
    }

    @Test
    void aRecoveryThatIsCutOffGoesOnWhereItWas() {
        begin(Bench.restart("web"));
        whileAsking = bench.ledger::runFull;
        assertThatThrownBy(this::recoverLater).isInstanceOf(LedgerUnavailable.class);

        whileAsking = () -> {};
        bench.ledger.makeRoom();
        bench.application.recover();

        assertThat(bench.entryTypes())
                .containsExactly("op.started", "op.outcome_unknown", "op.reconciled");
    }

    @Test
    void anAdapterThatBreaksLeavesTheOutcomeOpen() {
        begin(Bench.restart("web"));
        breaks = true;

        assertThat(recoverLater()).isEqualTo(new RecoveryReport(0, 1));

        assertThat(state()).isInstanceOf(OperationState.Indeterminate.class);
    }

    @Test
    void anEndThatTheLedgerWouldNotTakeIsWrittenWhenItTakesEntriesAgain() {
        whileActing = bench.ledger::runFull;
        begin(Bench.change("web", LifecycleAction.STOP));
        assertThat(bench.application.drain(Duration.ofSeconds(10))).isTrue();
        assertThat(state()).isInstanceOf(OperationState.Running.class);
        assertThatThrownBy(bench.application::settle).isInstanceOf(LedgerUnavailable.class);

        bench.ledger.makeRoom();
        bench.application.settle();
        bench.application.settle();

        assertThat(state()).isEqualTo(new OperationState.Succeeded("running", "exited"));
        assertThat(bench.entryTypes()).containsExactly("op.started", "op.succeeded");
    }

    @Test
    void whoFollowsOperationsHearsOfTheEndThatWasFound() {
        begin(Bench.restart("web"));
        var heard = new ArrayList<OperationRecord>();
        bench.application.follow(heard::add);

        recoverLater();

        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().state()).isInstanceOf(OperationState.Succeeded.class);
    }

    /** Begins a change; unless a test says otherwise, its end is never seen. */
    private void begin(ChangeContainerState change) {
        int before = acting.get();
        var terms = new Terms(Optional.empty(), false, Duration.ZERO, Optional.empty());
        last = ((Reply.Tracked) bench.submit(change, terms)).operation().id();
        while (acting.get() == before) {
            Thread.onSpinWait();
        }
    }

    private RecoveryReport recoverLater() {
        bench.clock.advance(LATER);
        return bench.application.recover();
    }

    private OperationState state() {
        return bench.ledger.find(last).orElseThrow().state();
    }

    private String entry(int seq) {
        return CanonicalJson.text(bench.ledger.entries().get(seq));
    }

    private void hang() {
        try {
            hung.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Acts and then does not come back, as when the process ends in between. */
    private final class Crashing extends PassedOn {
        Crashing(Containers real) {
            super(real);
        }

        @Override
        public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
            bench.clock.advance(Duration.ofMillis(1));
            var outcome =
                    acts
                            ? super.change(clearance, within)
                            : new Outcome.Failed(Fault.of(FaultCode.ENGINE_ERROR));
            acting.incrementAndGet();
            whileActing.run();
            return outcome;
        }

        @Override
        public Reading<Reconciliation> reconcile(
                ContainerIntent intent, Instant now, Duration within) {
            asked.add(intent);
            whileAsking.run();
            if (breaks) {
                throw new IllegalStateException("a planted fault");
            }
            return reachable
                    ? super.reconcile(intent, now, within)
                    : new Reading.Missed<>(Fault.of(FaultCode.ENGINE_UNREACHABLE));
        }
    }
}
