package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.OTHER;
import static io.systemmanager.contract.port.LedgerSamples.append;
import static io.systemmanager.contract.port.LedgerSamples.end;
import static io.systemmanager.contract.port.LedgerSamples.ended;
import static io.systemmanager.contract.port.LedgerSamples.id;
import static io.systemmanager.contract.port.LedgerSamples.issue;
import static io.systemmanager.contract.port.LedgerSamples.open;
import static io.systemmanager.contract.port.LedgerSamples.record;
import static io.systemmanager.contract.port.LedgerSamples.revoke;
import static io.systemmanager.contract.port.LedgerSamples.token;
import static io.systemmanager.contract.port.LedgerSamples.unwritable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Ledger.Commit;
import io.systemmanager.domain.port.Ledger.Committed;
import io.systemmanager.domain.port.Ledger.Conflict;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.OperationRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every ledger keeps to, with the records that are read from it. Each test has a new one. */
interface LedgerContract extends UnsettledContract {
    int WRITERS = 32;
    Outcome DONE = new Outcome.Succeeded("exited", "running");

    @Override
    Ledger ledger();

    @Override
    OperationRecords operations();

    Credentials credentials();

    LedgerWatch watch();

    /** The number of the first entry that a test writes: a log may begin with one of its own. */
    default long first() {
        return 0;
    }

    @Test
    default void sequenceNumbersHaveNoGapsUnderConcurrentWriters() throws Exception {
        int each = 25;
        var commits =
                concurrently(writer -> {
                    var mine = new ArrayList<Commit>();
                    for (int i = 0; i < each; i++) {
                        mine.add(ledger().commit(append()));
                    }
                    return mine;
                });
        assertThat(commits.stream().flatMap(List::stream).map(commit -> ((Committed) commit).seq()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(first(), first() + (long) WRITERS * each)
                                .boxed()
                                .toList());
        for (var mine : commits) {
            assertThat(mine).extracting(commit -> ((Committed) commit).seq()).isSorted();
        }
    }

    @Test
    default void whatWasCommittedIsSeenAtOnce() throws Exception {
        concurrently(writer -> {
            for (int i = 0; i < 10; i++) {
                var operation =
                        record(writer * 10 + i, BOT, Optional.of("the-key-" + writer + "-" + i));
                ledger().commit(open(operation));
                assertThat(operations().find(operation.id())).contains(operation);
                assertThat(operations().find(BOT, operation.key().orElseThrow()))
                        .contains(operation);
                ledger().commit(end(operation, DONE));
                assertThat(operations().find(operation.id())).contains(ended(operation, DONE));
                var token = token("secret " + writer + " " + i);
                ledger().commit(issue(token));
                assertThat(credentials().find(token.secret())).contains(token);
            }
            return writer;
        });
    }

    @Test
    default void everyEndIsReadAsItWasWritten() {
        var fault = new Fault(FaultCode.ENGINE_TIMEOUT, "it hung: \"\u20ac\"\n\u001b[2K");
        var outcomes =
                List.of(
                        DONE,
                        new Outcome.Failed(fault),
                        new Outcome.RolledBack(fault),
                        new Outcome.Unknown(fault));
        for (int i = 0; i < outcomes.size(); i++) {
            var operation = record(i, BOT, Optional.empty());
            ledger().commit(open(operation));
            ledger().commit(end(operation, outcomes.get(i)));
            assertThat(operations().find(id(i))).contains(ended(operation, outcomes.get(i)));
        }
    }

    @Test
    default void aCallerUsesAnIdempotencyKeyOnce() {
        ledger().commit(open(1, BOT, Optional.of("key-12345")));
        refusedWithoutATrace(open(2, BOT, Optional.of("key-12345")));
        assertThat(operations().find(id(2))).isEmpty();
        assertThat(operations().find(BOT, new IdempotencyKey("key-12345")))
                .map(OperationRecord::id)
                .contains(id(1));
    }

    @Test
    default void aKeyStaysUsedWhenItsOperationEnded() {
        var operation = record(1, BOT, Optional.of("key-12345"));
        ledger().commit(open(operation));
        ledger().commit(end(operation, DONE));
        refusedWithoutATrace(open(2, BOT, Optional.of("key-12345")));
    }

    @Test
    default void theSameKeyOfAnotherCallerIsAnotherKey() {
        ledger().commit(open(1, BOT, Optional.of("key-12345")));
        assertThat(ledger().commit(open(2, OTHER, Optional.of("key-12345"))))
                .isEqualTo(new Committed(first() + 1));
        assertThat(operations().find(OTHER, new IdempotencyKey("key-12345")))
                .map(OperationRecord::id)
                .contains(id(2));
        assertThat(operations().find(OTHER, new IdempotencyKey("key-67890"))).isEmpty();
    }

    @Test
    default void operationsWithoutAKeyDoNotMeet() {
        assertThat(ledger().commit(open(1, BOT, Optional.empty())))
                .isEqualTo(new Committed(first()));
        assertThat(ledger().commit(open(2, BOT, Optional.empty())))
                .isEqualTo(new Committed(first() + 1));
    }

    @Test
    default void ofManyAtOnceWithOneKeyOneIsOpened() throws Exception {
        var commits =
                concurrently(
                        writer -> ledger().commit(open(writer, BOT, Optional.of("key-12345"))));
        assertThat(commits).filteredOn(Committed.class::isInstance).hasSize(1);
        assertThat(commits).filteredOn(Conflict.class::isInstance).hasSize(WRITERS - 1);
        assertThat(operations().newest(Optional.empty(), Optional.empty(), 100)).hasSize(1);
        assertThat(ledger().commit(append())).isEqualTo(new Committed(first() + 1));
    }

    @Test
    default void anOperationIdIsUsedOnce() {
        ledger().commit(open(1, BOT, Optional.empty()));
        refusedWithoutATrace(open(1, OTHER, Optional.empty()));
        assertThat(operations().find(id(1))).map(OperationRecord::caller).contains(BOT);
    }

    @Test
    default void anOperationEndsOnce() {
        var operation = record(1, BOT, Optional.empty());
        ledger().commit(open(operation));
        assertThat(ledger().commit(end(operation, DONE))).isEqualTo(new Committed(first() + 1));

        var again = end(operation, new Outcome.Failed(Fault.of(FaultCode.ENGINE_ERROR)));
        refusedWithoutATrace(again);
        assertThat(operations().find(id(1))).contains(ended(operation, DONE));
    }

    @Test
    default void whatWasNotOpenedDoesNotEnd() {
        refusedWithoutATrace(end(record(1, BOT, Optional.empty()), DONE));
        assertThat(operations().find(id(1))).isEmpty();
    }

    @Test
    default void aTokenIsFoundByTheHashOfItsSecretAndByNoOther() {
        ledger().commit(issue(token("one")));
        assertThat(credentials().find(token("one").secret())).contains(token("one"));
        assertThat(credentials().find(token("two").secret())).isEmpty();
    }

    @Test
    default void aRevokedTokenIsFoundAsRevokedAndOpensNothing() {
        var token = token("one");
        ledger().commit(issue(token));
        ledger().commit(issue(token("two")));
        assertThat(ledger().commit(revoke(token.id(), NOON.plusSeconds(9))))
                .isEqualTo(new Committed(first() + 2));

        assertThat(credentials().find(token.secret())).contains(token.revoked(NOON.plusSeconds(9)));
        assertThat(credentials().find(token("two").secret())).contains(token("two"));

        refusedWithoutATrace(revoke(token.id(), NOON.plusSeconds(10)));
        assertThat(credentials().find(token.secret())).contains(token.revoked(NOON.plusSeconds(9)));
    }

    @Test
    default void anUnknownTokenIsNotRevoked() {
        refusedWithoutATrace(revoke(new CredentialId("00000000"), NOON));
    }

    @Test
    default void aTokenIdIsUsedOnce() {
        var one = token(new Digest("abcdef01" + "0".repeat(56)));
        var sameId = token(new Digest("abcdef01" + "1".repeat(56)));
        ledger().commit(issue(one));
        refusedWithoutATrace(issue(sameId));
        refusedWithoutATrace(issue(one));
        assertThat(credentials().find(sameId.secret())).isEmpty();
        assertThat(credentials().all()).containsExactly(one);
    }

    @Test
    default void tokensAreListedNewestFirst() {
        for (var secret : List.of("one", "two", "three")) {
            ledger().commit(issue(token(secret)));
        }
        ledger().commit(revoke(token("two").id(), NOON));
        assertThat(credentials().all())
                .extracting(TokenRecord::id)
                .containsExactly(token("three").id(), token("two").id(), token("one").id());
    }

    @Test
    default void recordsAreListedNewestFirstFilteredAndLimited() {
        for (int i = 0; i < 6; i++) {
            var operation = record(i, i % 2 == 0 ? BOT : OTHER, Optional.empty());
            ledger().commit(open(operation));
            if (i >= 4) {
                ledger().commit(end(operation, DONE));
            }
        }
        var nobody = Optional.<Subject>empty();
        var any = Optional.<OperationStatus>empty();
        var running = Optional.of(OperationStatus.RUNNING);
        assertThat(operations().newest(nobody, any, 10))
                .extracting(OperationRecord::id)
                .containsExactly(id(5), id(4), id(3), id(2), id(1), id(0));
        assertThat(operations().newest(nobody, any, 2))
                .extracting(OperationRecord::id)
                .containsExactly(id(5), id(4));
        assertThat(operations().newest(Optional.of(BOT), any, 10))
                .extracting(OperationRecord::id)
                .containsExactly(id(4), id(2), id(0));
        assertThat(operations().newest(Optional.of(BOT), running, 1))
                .extracting(OperationRecord::id)
                .containsExactly(id(2));
        assertThat(operations().newest(nobody, Optional.of(OperationStatus.FAILED), 10)).isEmpty();
    }

    @Test
    default void anEventThatCannotBeWrittenDownIsRefusedAndLeavesNoGap() {
        ledger().commit(append());
        assertThatThrownBy(() -> ledger().commit(unwritable()))
                .isInstanceOf(RuntimeException.class);
        assertThat(ledger().commit(append())).isEqualTo(new Committed(first() + 1));
    }

    @Test
    default void aLedgerTellsHowItIsAndHowMuchIsInIt() {
        assertThat(watch().condition()).isEqualTo(LedgerState.NORMAL);
        assertThat(watch().size()).isEqualTo(first());
        ledger().commit(append());
        ledger().commit(open(1, BOT, Optional.empty()));
        assertThat(watch().size()).isEqualTo(first() + 2);
    }

    /** A conflict, and the next entry has the number that comes after the one before. */
    private void refusedWithoutATrace(Ledger.Change change) {
        long before = ((Committed) ledger().commit(append())).seq();
        assertThat(ledger().commit(change)).isInstanceOf(Conflict.class);
        assertThat(ledger().commit(append())).isEqualTo(new Committed(before + 1));
    }

    /** What each writer does at the same time as the others. */
    @FunctionalInterface
    interface Work<T> {
        T as(int writer) throws Exception;
    }

    private static <T> List<T> concurrently(Work<T> work) throws Exception {
        var calls = new ArrayList<Callable<T>>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            calls.add(() -> work.as(writer));
        }
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }
}
