package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.ApprovalSamples.BOB;
import static io.systemmanager.contract.port.ApprovalSamples.LATER;
import static io.systemmanager.contract.port.ApprovalSamples.after;
import static io.systemmanager.contract.port.ApprovalSamples.approved;
import static io.systemmanager.contract.port.ApprovalSamples.ask;
import static io.systemmanager.contract.port.ApprovalSamples.cast;
import static io.systemmanager.contract.port.ApprovalSamples.move;
import static io.systemmanager.contract.port.ApprovalSamples.operation;
import static io.systemmanager.contract.port.ApprovalSamples.pending;
import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every ledger keeps to with what waits for people. Each test has a new one. */
interface ApprovalsContract {

    Ledger ledger();

    OperationRecords operations();

    Approvals approvals();

    /** Does to a stored approval what no server would. */
    void makeUnreadable(ApprovalId id);

    private static KeptApproval sound(ApprovalRecord record) {
        return new KeptApproval.Sound(record);
    }

    private ApprovalRecord asked(int number) {
        var approval = pending(number, BOT);
        assertThat(ledger().commit(ask(approval))).isInstanceOf(Ledger.Committed.class);
        return approval;
    }

    private ApprovalRecord moved(ApprovalRecord from, ApprovalRecord to) {
        assertThat(ledger().commit(move(from, to))).isInstanceOf(Ledger.Committed.class);
        return to;
    }

    @Test
    default void whatWaitsIsReadAsItWasAsked() {
        var approval = asked(1);
        assertThat(approvals().find(approval.id())).contains(sound(approval));
        assertThat(approvals().open()).containsExactly(sound(approval));
        assertThat(operations().find(approval.operation()))
                .contains(operation(approval, Optional.empty()));
        assertThat(approvals().find(pending(2, BOT).id())).isEmpty();
    }

    @Test
    default void everyStateIsReadAsItWasWritten() {
        List<UnaryOperator<ApprovalRecord>> ways =
                List.of(
                        from -> after(from, cast(from, BOB, Vote.Choice.APPROVE)),
                        ApprovalSamples::approved,
                        from -> after(from, cast(from, BOB, Vote.Choice.DENY)),
                        from -> after(from, new Move.Cancel(BOT)),
                        from -> after(from, new Move.Revoke(BOB, Optional.of("a \"mistake\""))),
                        from -> after(from, new Move.Spoil(Staleness.TARGET_CHANGED)),
                        from -> from.with(new Ended.Expired(request(from), List.of(), LATER)));
        for (int i = 0; i < ways.size(); i++) {
            var from = asked(i);
            var to = moved(from, ways.get(i).apply(from));
            assertThat(approvals().find(from.id())).contains(sound(to));
        }
        var from = asked(20);
        var agreed = moved(from, approved(from));
        var used = moved(agreed, after(agreed, new Move.Claim(request(agreed).digest())));
        assertThat(approvals().find(from.id())).contains(sound(used));
    }

    private static ApprovalRequest request(ApprovalRecord approval) {
        return approval.approval().request();
    }

    @Test
    default void anApprovalMovesOnlyFromWhereItStands() {
        var from = asked(1);
        var voted = moved(from, after(from, cast(from, BOB, Vote.Choice.APPROVE)));
        var late = after(from, cast(from, BOB, Vote.Choice.DENY));
        assertThat(ledger().commit(move(from, late))).isInstanceOf(Ledger.Conflict.class);
        assertThat(approvals().find(from.id())).contains(sound(voted));
        assertThat(operations().find(from.operation()).orElseThrow().state())
                .isInstanceOf(OperationState.AwaitingApproval.class);
    }

    @Test
    default void ofTwoHundredClaimsOneWins() throws Exception {
        var from = asked(1);
        var agreed = moved(from, approved(from));
        var claim = new Move.Claim(request(agreed).digest());
        var claims = new ArrayList<Callable<Ledger.Commit>>();
        for (int i = 0; i < 200; i++) {
            claims.add(() -> ledger().commit(move(agreed, after(agreed, claim))));
        }
        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(claims)) {
                won += each.get() instanceof Ledger.Committed ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(operations().find(from.operation()).orElseThrow().state())
                .isEqualTo(new OperationState.Running());
    }

    @Test
    default void whatWaitsIsNotUnsettledAndWhatWasClaimedIs() {
        var from = asked(1);
        assertThat(operations().unsettled(-1, 10)).isEmpty();
        var agreed = moved(from, approved(from));
        var used = after(agreed, new Move.Claim(request(agreed).digest()));
        var claimed = ledger().commit(move(agreed, used));
        assertThat(operations().unsettled(-1, 10))
                .extracting(OperationRecords.Unsettled::seq)
                .containsExactly(((Ledger.Committed) claimed).seq());
    }

    @Test
    default void theSameIsAskedOnceAtATime() {
        var first = asked(1);
        var again = pending(2, BOT, 1);
        assertThat(ledger().commit(ask(again))).isInstanceOf(Ledger.Conflict.class);
        assertThat(operations().find(again.operation())).isEmpty();
        moved(first, after(first, new Move.Cancel(BOT)));
        assertThat(ledger().commit(ask(again))).isInstanceOf(Ledger.Committed.class);
    }

    @Test
    default void aCallerHasNoMoreOpenThanItMay() {
        for (int i = 0; i < Approvals.MOST_OPEN; i++) {
            asked(i);
        }
        var surplus = pending(20, BOT);
        assertThat(ledger().commit(ask(surplus))).isInstanceOf(Ledger.Conflict.class);
        assertThat(approvals().find(surplus.id())).isEmpty();
        assertThat(ledger().commit(ask(pending(21, OTHER)))).isInstanceOf(Ledger.Committed.class);
    }

    @Test
    default void aKeyThatIsUsedAsksForNothing() {
        var key = Optional.of("key-12345");
        ledger().commit(LedgerSamples.open(9, BOT, key));
        var approval = pending(1, BOT);
        assertThat(ledger().commit(ask(approval, key))).isInstanceOf(Ledger.Conflict.class);
        assertThat(approvals().find(approval.id())).isEmpty();
    }

    @Test
    default void aDenialIsRememberedForExactlyThatCallerAndRequest() {
        var from = asked(1);
        moved(from, after(from, cast(from, BOB, Vote.Choice.DENY)));
        var digest = request(from).digest();
        assertThat(approvals().wasDenied(BOT, digest, NOON)).isTrue();
        assertThat(approvals().wasDenied(BOT, digest, LATER.plusMillis(1))).isFalse();
        assertThat(approvals().wasDenied(OTHER, digest, NOON)).isFalse();
        assertThat(approvals().wasDenied(BOT, pending(2, BOT).approval().request().digest(), NOON))
                .isFalse();
        assertThat(approvals().denied(BOT, NOON)).isEqualTo(approvals().latest(1));
        assertThat(approvals().denied(BOT, LATER.plusMillis(1))).isEmpty();
        assertThat(approvals().denied(OTHER, NOON)).isEmpty();
    }

    @Test
    default void theLatestComeFirstAndTheOpenInTheirOrder() {
        var one = asked(1);
        var two = asked(2);
        var three = asked(3);
        var over = moved(two, after(two, new Move.Cancel(BOT)));
        assertThat(approvals().open()).containsExactly(sound(one), sound(three));
        assertThat(approvals().latest(2)).containsExactly(sound(three), sound(over));
    }

    @Test
    default void oneThatCannotBeReadHidesNoOther() {
        var one = asked(1);
        var two = asked(2);
        var three = asked(3);
        makeUnreadable(two.id());

        assertThat(approvals().open()).hasSize(3).contains(sound(one), sound(three));
        assertThat(approvals().open().get(1))
                .isInstanceOfSatisfying(
                        KeptApproval.Unreadable.class,
                        unreadable -> assertThat(unreadable.id()).isEqualTo(two.id().value()));
        assertThat(approvals().latest(2)).contains(sound(three)).doesNotContain(sound(one));
        assertThat(approvals().find(two.id()).flatMap(KeptApproval::sound)).isEmpty();
        moved(three, approved(three));
    }

    @Test
    default void oneThatCannotBeReadTakesNoMove() {
        var from = asked(1);
        makeUnreadable(from.id());

        var late = after(from, cast(from, BOB, Vote.Choice.APPROVE));
        assertThat(ledger().commit(move(from, late))).isInstanceOf(Ledger.Conflict.class);
        var agreed = approved(from);
        var used = after(agreed, new Move.Claim(request(agreed).digest()));
        assertThat(ledger().commit(move(agreed, used))).isInstanceOf(Ledger.Conflict.class);
        assertThat(ledger().commit(ask(pending(2, BOT, 1)))).isInstanceOf(Ledger.Conflict.class);
    }
}
