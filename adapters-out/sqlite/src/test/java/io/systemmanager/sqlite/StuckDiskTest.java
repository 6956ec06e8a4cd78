package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the disk answers nothing. */
class StuckDiskTest {
    @TempDir Path folder;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch freed = new CountDownLatch(1);
    private volatile boolean stuck;
    private SqliteLedger ledger;

    /** Opens a ledger whose writer has lost its connection and hangs when it opens the next. */
    @BeforeEach
    void open() throws Exception {
        var file = folder.resolve("ledger.db");
        ledger = SqliteLedger.open(file, Samples.opening().with(StuckDisk::new));
        Files.move(file, folder.resolve("elsewhere.db"));
        assertThat(catchThrowable(() -> ledger.commit(Samples.append())))
                .isInstanceOf(LedgerUnavailable.class);
        Files.move(folder.resolve("elsewhere.db"), file);
        stuck = true;
    }

    @AfterEach
    void close() {
        freed.countDown();
        ledger.close();
    }

    @Test
    void aFullQueueSaysThatTheLedgerIsBusyAndLosesNothing() throws Exception {
        int written = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<Ledger.Commit>>();
            waiting.add(threads.submit(() -> ledger.commit(Samples.append())));
            reached.await();
            for (int i = 0; i < Writer.QUEUE; i++) {
                var change = Samples.denied("bot-" + i % 8);
                waiting.add(threads.submit(() -> ledger.commit(change)));
            }
            awaitWaiting(Writer.QUEUE);
            assertBusy(() -> ledger.commit(Samples.append()));
            freed.countDown();
            for (var each : waiting) {
                written += isWritten(each) ? 1 : 0;
            }
        }
        // A note of the ledger's own can have had the place of one.
        assertThat(written).isGreaterThanOrEqualTo(Writer.QUEUE);
        assertThat(ledger.stats().entries()).isEqualTo(written + 2L);
    }

    private static boolean isWritten(Future<Ledger.Commit> waiting) throws InterruptedException {
        try {
            return waiting.get() instanceof Ledger.Committed;
        } catch (ExecutionException e) {
            assertBusy(() -> {
                throw e.getCause();
            });
            return false;
        }
    }

    @Test
    void aCallerWhoFloodsTheLedgerIsRefusedItsSurplusAndDelaysNobodyElse() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ledger.commit(Samples.append()));
            reached.await();
            var flood = new ArrayList<Future<Ledger.Commit>>();
            for (int i = 0; i <= Writer.SHARE; i++) {
                flood.add(threads.submit(() -> ledger.commit(Samples.denied("flood"))));
            }
            assertThat(isWritten(flood.remove(firstToEnd(flood)))).isFalse();

            var other = handIn(() -> ledger.commit(Samples.denied("patient")));
            freed.countDown();
            first.get();
            // It came last and is in the first batch after the one under way.
            assertThat(((Ledger.Committed) other.get()).seq()).isLessThan(8);
            for (var each : flood) {
                assertThat(each.get()).isInstanceOf(Ledger.Committed.class);
            }
        }
    }

    private void awaitWaiting(int units) throws InterruptedException {
        while (ledger.waiting() < units) {
            Thread.sleep(1);
        }
    }

    private static int firstToEnd(List<Future<Ledger.Commit>> all) throws InterruptedException {
        while (true) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).isDone()) {
                    return i;
                }
            }
            Thread.sleep(1);
        }
    }

    /**
     * Returns when the sender waits for the answer. The length of the queue would not tell: looks
     * of the ledger's own lie there too.
     */
    private static FutureTask<Ledger.Commit> handIn(Callable<Ledger.Commit> commit)
            throws InterruptedException {
        var task = new FutureTask<>(commit);
        awaitParked(Thread.ofVirtual().start(task));
        return task;
    }

    private static void awaitParked(Thread sender) throws InterruptedException {
        while (sender.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    private static void assertBusy(ThrowableAssert.ThrowingCallable commit) {
        assertThatThrownBy(commit)
                .hasMessageContaining("busy")
                .isInstanceOfSatisfying(
                        LedgerUnavailable.class,
                        refusal -> assertThat(refusal.state()).isEqualTo(LedgerState.BUSY));
    }

    @Test
    void whoGivesUpBeforeTheWriterTookItLeavesNothing() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ledger.commit(Samples.append()));
            reached.await();
            var outcome = new AtomicReference<Throwable>();
            var interrupted = new CountDownLatch(1);
            var givesUp =
                    Thread.ofVirtual()
                            .start(() -> {
                                outcome.set(catchThrowable(() -> ledger.commit(Samples.append())));
                                if (Thread.currentThread().isInterrupted()) {
                                    interrupted.countDown();
                                }
                            });
            awaitParked(givesUp);
            givesUp.interrupt();
            givesUp.join();
            assertThat(outcome.get())
                    .isInstanceOf(LedgerUnavailable.class)
                    .hasMessageContaining("given up");
            assertThat(interrupted.getCount()).isZero();
            freed.countDown();
            first.get();
        }
        ledger.commit(Samples.append());
        assertThat(ledger.stats().entries())
                .isEqualTo(4); // one opened the log, one tells of the failure
    }

    @Test
    void closingWritesWhatWasHandedInBefore() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ledger.commit(Samples.append()));
            reached.await();
            var second = handIn(() -> ledger.commit(Samples.append()));
            var closed = threads.submit(() -> ledger.close());
            while (!refusesNewWork()) {
                Thread.onSpinWait();
            }
            freed.countDown();
            closed.get();
            assertThat(first.get()).isEqualTo(new Ledger.Committed(2));
            assertThat(second.get()).isEqualTo(new Ledger.Committed(3));
        }
    }

    /**
     * Also where the disk answers nothing at all, whoever asks how the ledger is gets an answer.
     */
    @Test
    void aLookAtTheLedgerEndsInItsTime() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> ledger.commit(Samples.append()));
            reached.await();
            assertThat(ledger.check(Duration.ofMillis(600))).isPresent();
            assertThat(first.isDone()).isFalse();
            freed.countDown();
            first.get();
        }
    }

    private boolean refusesNewWork() {
        return catchThrowable(() -> ledger.find(Samples.id(1))) != null;
    }

    /** Hangs in opening a connection for writing. */
    private final class StuckDisk extends Connections {
        StuckDisk(Path database) {
            super(database);
        }

        @Override
        Connection writer() throws SQLException {
            if (stuck) {
                reached.countDown();
                awaitWithoutHearing(freed);
            }
            return super.writer();
        }

        /** As a native call waits: an interrupt does not end it. */
        private static void awaitWithoutHearing(CountDownLatch latch) {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
