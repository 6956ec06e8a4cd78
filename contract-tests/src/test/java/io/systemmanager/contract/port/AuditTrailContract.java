package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.OTHER;
import static io.systemmanager.contract.port.LedgerSamples.append;
import static io.systemmanager.contract.port.LedgerSamples.end;
import static io.systemmanager.contract.port.LedgerSamples.id;
import static io.systemmanager.contract.port.LedgerSamples.issue;
import static io.systemmanager.contract.port.LedgerSamples.open;
import static io.systemmanager.contract.port.LedgerSamples.record;
import static io.systemmanager.contract.port.LedgerSamples.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.EntryStatus;
import io.systemmanager.simulated.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every audit trail keeps to. Each test has a new log, whose clock it moves. */
interface AuditTrailContract {
    Outcome DONE = new Outcome.Succeeded("exited", "running");

    Ledger ledger();

    AuditTrail trail();

    SimulatedClock clock();

    /** The number of the first entry that a test writes: a log may begin with one of its own. */
    default long first() {
        return 0;
    }

    /** 0 refusal, 1 start, 2 end, 3 another's start, 4 its failure, 5 a token; a second apart. */
    private void write() {
        var operation = record(1, BOT, Optional.empty());
        var other = record(2, OTHER, Optional.empty());
        var failed = new Outcome.Failed(Fault.of(FaultCode.ENGINE_ERROR));
        for (var change :
                List.of(
                        append(),
                        open(operation),
                        end(operation, DONE),
                        open(other),
                        end(other, failed),
                        issue(token("one")))) {
            assertThat(ledger().commit(change)).isInstanceOf(Ledger.Committed.class);
            clock().advance(Duration.ofSeconds(1));
        }
    }

    private void finds(List<Integer> which, Condition... conditions) {
        assertThat(trail().query(AuditQuery.newest(100, conditions)).entries())
                .as("%s", List.of(conditions))
                .extracting(AuditRecord::seq)
                .containsExactlyElementsOf(
                        which.reversed().stream().map(i -> first() + i).toList());
    }

    @Test
    default void theNewestComeFirst() {
        write();
        finds(
                List.of(1, 2, 3, 4, 5),
                new Condition.Since(NOON.plusSeconds(1)),
                new Condition.Until(NOON.plusSeconds(60)));
        var two = trail().query(AuditQuery.newest(2));
        assertThat(two.entries())
                .extracting(AuditRecord::seq)
                .containsExactly(first() + 5, first() + 4);
        assertThat(two.next()).hasValue(first() + 4);
    }

    @Test
    default void eachConditionFindsWhatItSaysAndNothingElse() {
        write();
        finds(List.of(4, 5), new Condition.Since(NOON.plusSeconds(4)));
        finds(List.of(1), new Condition.Until(NOON.plusSeconds(2)), new Condition.By(BOT));
        finds(List.of(3, 4), new Condition.By(OTHER));
        finds(List.of(5), new Condition.By(new Subject("operator:grace")));
        finds(List.of(1, 2, 3, 4), new Condition.Of(new OperationName("containers_lifecycle")));
        finds(
                List.of(1, 2, 3, 4),
                new Condition.Of(new OperationName("containers_lifecycle.start")));
        finds(List.of(), new Condition.Of(new OperationName("containers_lifecycle.stop")));
        finds(List.of(), new Condition.Of(new OperationName("containers")));
        finds(List.of(2), new Condition.Ended(EntryStatus.OK));
        finds(List.of(4), new Condition.Ended(EntryStatus.FAILED));
        finds(List.of(0), new Condition.Ended(EntryStatus.DENIED));
        finds(List.of(1, 3), new Condition.OfType("op.started"));
        finds(List.of(3, 4), new Condition.InOperation(id(2)));
        finds(List.of(1, 2, 3, 4), new Condition.Rated(Risk.LOW));
        finds(List.of(1, 2, 3, 4), new Condition.On("web-1"));
        finds(List.of(1, 2, 3, 4), new Condition.InTrace("4bf92f3577b34da6a3ce929d0e0e4736"));
        finds(
                List.of(1, 2, 3, 4),
                new Condition.InRequest(
                        new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001"))));
    }

    @Test
    default void allConditionsMustHold() {
        write();
        finds(List.of(4), new Condition.By(OTHER), new Condition.Ended(EntryStatus.FAILED));
        finds(List.of(3), new Condition.InOperation(id(2)), new Condition.OfType("op.started"));
        finds(List.of(), new Condition.By(BOT), new Condition.InOperation(id(2)));
    }

    @Test
    default void aValueIsComparedAndNeverExecuted() {
        write();
        finds(List.of(), new Condition.On("web-1' OR '1'='1"));
        finds(List.of(), new Condition.On("%"));
        finds(List.of(), new Condition.On("web-*"));
    }

    @Test
    default void pagesCoverTheLogOnceAndEnd() {
        for (int i = 0; i < 11; i++) {
            ledger().commit(append());
        }
        var seen = new ArrayList<Long>();
        var refusals = new Condition.OfType("auth.failed");
        var page = trail().query(AuditQuery.newest(3, refusals));
        page.entries().forEach(entry -> seen.add(entry.seq()));
        while (page.next().isPresent()) {
            var next = AuditQuery.newest(3, refusals).before(page.next().getAsLong());
            ledger().commit(append()); // what comes in the meantime moves nothing
            page = trail().query(next);
            page.entries().forEach(entry -> seen.add(entry.seq()));
        }
        assertThat(seen.reversed())
                .containsExactlyElementsOf(
                        LongStream.range(first(), first() + 11).boxed().toList());
    }

    @Test
    default void theFirstEntryIsTheLast() {
        ledger().commit(append());
        var all = trail().query(AuditQuery.newest((int) first() + 1));
        assertThat(all.entries()).hasSize((int) first() + 1);
        assertThat(all.next()).isEqualTo(OptionalLong.empty());
        assertThat(trail().query(AuditQuery.newest(5).before(0)).entries()).isEmpty();
    }

    @Test
    default void anEntryIsFoundByItsIndexAsItWasWritten() {
        write();
        assertThat(trail().entry(first() + 3))
                .hasValueSatisfying(found -> {
                    assertThat(found.seq()).isEqualTo(first() + 3);
                    assertThat(found.intact()).isTrue();
                    assertThat(found.text())
                            .contains("\"seq\":" + (first() + 3), "\"type\":\"op.started\"");
                });
        assertThat(trail().entry(first() + 6)).isEmpty();
        assertThat(trail().entry(-1)).isEmpty();
    }

    @Test
    default void theStateIsThatOfAllThatWasCommitted() {
        write();
        var state = trail().state();
        var range = CompactRange.empty();
        for (long i = 0; i < first() + 6; i++) {
            range.append(trail().entry(i).orElseThrow().leaf());
        }
        assertThat(state.checkpoint())
                .isEqualTo(new Checkpoint(state.checkpoint().origin(), first() + 6, range.root()));
        assertThat(state.flaw()).isEmpty();
    }

    @Test
    default void anEntryIsProvenToWhoeverHasTheKey() {
        write();
        var proof = Expect.soon(() -> trail().prove(first() + 2));
        assertThat(proof.flaw(List.of(key()))).isEmpty();
        assertThat(proof.entry()).isEqualTo(trail().entry(first() + 2).orElseThrow().text());
        assertThat(EntryProof.parse(proof.text())).contains(proof);
        assertThat(trail().prove(first() + 600)).isEmpty();
        assertThat(trail().prove(-1)).isEmpty();
    }

    @Test
    default void theLogIsProvenToHaveOnlyGrown() {
        write();
        var earlier = Expect.soon(() -> trail().state().signed().filter(of -> of.size() > 0));
        for (int i = 0; i < 300; i++) {
            ledger().commit(append());
        }
        var growth =
                Expect.soon(() ->
                        trail().proveSince(earlier.size())
                                .filter(of -> of.proof().later() > earlier.size()));
        var later = Checkpoint.parse(growth.note().text()).orElseThrow();
        assertThat(growth.proof().verify(earlier.root(), later.root())).isTrue();
        assertThat(growth.proof().earlier()).isEqualTo(earlier.size());
        assertThat(trail().proveSince(100_000)).isEmpty();
        assertThat(trail().proveSince(-1)).isEmpty();
    }

    /** The key under which the log signs. */
    VerifierKey key();
}
