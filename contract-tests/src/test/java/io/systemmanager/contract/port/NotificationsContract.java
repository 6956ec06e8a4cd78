package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.ApprovalSamples.LATER;
import static io.systemmanager.contract.port.ApprovalSamples.after;
import static io.systemmanager.contract.port.ApprovalSamples.ask;
import static io.systemmanager.contract.port.ApprovalSamples.move;
import static io.systemmanager.contract.port.ApprovalSamples.pending;
import static io.systemmanager.contract.port.LedgerSamples.BOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Notifications;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger keeps to with what people outside are told. Each test has a new one. */
interface NotificationsContract {

    Ledger ledger();

    Approvals approvals();

    Notifications notifications();

    private static Notification of(ApprovalRecord approval) {
        return Notification.of(approval).orElseThrow();
    }

    private static NotificationRecord due(Notification told) {
        return new NotificationRecord(told, new Delivery.Due(told.at()));
    }

    private NotificationRecord asked(int number) {
        var approval = pending(number, BOT);
        var told = of(approval);
        assertThat(ledger().commit(new Ledger.Announce(ask(approval), told)))
                .isInstanceOf(Ledger.Committed.class);
        return due(told);
    }

    private Ledger.Commit moved(NotificationRecord from, Delivery to) {
        var event = new NotificationEvent.Delivered(from.notification(), 1);
        return ledger().commit(new Ledger.MoveNotification(from, to, event));
    }

    @Test
    default void aChangeAndWhatIsToldAboutItAreThereTogether() {
        var record = asked(1);

        assertThat(notifications().find(record.id())).contains(record);
        assertThat(notifications().due(10)).containsExactly(record);
        assertThat(notifications().failed(10)).isEmpty();
        assertThat(approvals().open()).hasSize(1);
    }

    @Test
    default void ofAChangeThatDoesNotHappenNobodyIsTold() {
        asked(1);
        var again = pending(2, BOT, 1);

        var refused = ledger().commit(new Ledger.Announce(ask(again), of(again)));

        assertThat(refused).isInstanceOf(Ledger.Conflict.class);
        assertThat(notifications().find(of(again).id())).isEmpty();
    }

    @Test
    default void eachMoveIsToldByAnIdOfItsOwn() {
        var from = pending(1, BOT);
        ledger().commit(new Ledger.Announce(ask(from), of(from)));
        var to = after(from, new Move.Cancel(BOT));
        ledger().commit(new Ledger.Announce(move(from, to), of(to)));

        assertThat(notifications().due(10)).containsExactly(due(of(from)), due(of(to)));
    }

    @Test
    default void whatIsUnreadableIsToldWithoutItsMatter() {
        var stuck = Notification.ofStuck("no \u202e id", Optional.empty(), LATER);
        var raised = new Ledger.Append(new NotificationEvent.Raised(stuck));

        ledger().commit(new Ledger.Announce(raised, stuck));

        assertThat(notifications().due(10)).containsExactly(due(stuck));
    }

    @Test
    default void theSameIsKeptOnceAndStaysAsItStands() {
        var record = asked(1);
        moved(record, new Delivery.Dropped(LATER));
        var raised = new Ledger.Append(new NotificationEvent.Raised(record.notification()));

        ledger().commit(new Ledger.Announce(raised, record.notification()));

        assertThat(notifications().find(record.id()))
                .contains(record.with(new Delivery.Dropped(LATER)));
    }

    @Test
    default void everyStandingIsReadAsItWasWritten() {
        var all =
                List.of(
                        new Delivery.Due(LATER),
                        new Delivery.Delivered(LATER),
                        new Delivery.Failed(LATER, "the answer has the status 500"),
                        new Delivery.Dropped(LATER));
        for (int i = 0; i < all.size(); i++) {
            var record = asked(i);
            assertThat(moved(record, all.get(i))).isInstanceOf(Ledger.Committed.class);
            assertThat(notifications().find(record.id())).contains(record.with(all.get(i)));
        }
        assertThat(notifications().due(10)).hasSize(1);
        assertThat(notifications().failed(10)).hasSize(1);
    }

    @Test
    default void aNotificationMovesOnlyFromWhereItStands() {
        var record = asked(1);
        var given = new Delivery.Failed(LATER, "no answer");
        moved(record, given);

        assertThat(moved(record, new Delivery.Delivered(LATER)))
                .isInstanceOf(Ledger.Conflict.class);
        assertThat(notifications().find(record.id())).contains(record.with(given));
        assertThat(moved(record.with(given), new Delivery.Due(LATER)))
                .isInstanceOf(Ledger.Committed.class);
    }

    @Test
    default void theOldestComeFirstAndNoMoreThanAsked() {
        var first = asked(1);
        var second = asked(2);
        asked(3);

        assertThat(notifications().due(2)).containsExactly(first, second);
    }

    @Test
    default void aChangeIsAnnouncedOnce() {
        var approval = pending(1, BOT);
        var announced = new Ledger.Announce(ask(approval), of(approval));

        assertThatThrownBy(() -> new Ledger.Announce(announced, of(approval)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aPersonsDecisionIsRecordedUnderTheirName() {
        var record = asked(1);
        var event =
                new NotificationEvent.Dropped(new Subject("operator:bob"), record.notification());

        var dropped =
                ledger().commit(
                                new Ledger.MoveNotification(
                                        record, new Delivery.Dropped(LATER), event));

        assertThat(dropped).isInstanceOf(Ledger.Committed.class);
    }
}
