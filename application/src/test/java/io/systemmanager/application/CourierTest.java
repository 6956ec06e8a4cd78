package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Messenger;
import io.systemmanager.domain.port.Messenger.Receipt;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Subject BOB = new Subject("operator:bob");

    private final SimulatedClock clock = new SimulatedClock(NOON);
    private final InMemoryLedger ledger =
            new InMemoryLedger(
                    clock, new Origin(SimulatedHost.ID, "host", "0a1b2c3d", "0", "unknown"));
    private final NotificationOffice office =
            new NotificationOffice(ledger, ledger.notifications(), clock);
    private final List<Notification> heard = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
    private Receipt answer = new Receipt.Accepted();
    private Duration each = Duration.ZERO;
    private Courier courier = courier();

    private Courier courier() {
        Messenger messenger =
                (notification, _) -> {
                    heard.add(notification);
                    goOn(each);
                    return answer;
                };
        return new Courier(
                ledger,
                ledger.notifications(),
                messenger,
                () -> ledger.trail().state().note().orElseThrow(),
                new Random(7),
                clock,
                nanos::get);
    }

    private void goOn(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    private Notification raise(String approval) {
        var told = Notification.ofStuck(approval, Optional.empty(), clock.instant());
        office.tellStuck(told);
        return told;
    }

    private NotificationRecord stored(Notification told) {
        return ledger.notifications().find(told.id()).orElseThrow();
    }

    private void pass(Duration time) {
        goOn(time);
        courier.round();
    }

    private List<String> types() {
        return ledger.entries().stream()
                .map(entry -> entry.members().get("type"))
                .map(String::valueOf)
                .filter(type -> type.contains("notification."))
                .toList();
    }

    @Test
    void whatTheReceiverTookIsRecordedAndNotSentAgain() {
        var told = raise("one");

        courier.round();
        pass(Duration.ofDays(2));

        assertThat(heard).containsExactly(told);
        assertThat(stored(told).delivery()).isEqualTo(new Delivery.Delivered(NOON));
    }

    @Test
    void whatFailsIsTriedLessAndLessOftenAndIsGivenUpAfterTenTries() {
        answer = new Receipt.Refused("the answer has the status 500");
        var told = raise("one");
        var pauses = new ArrayList<Duration>();
        var last = clock.instant();
        while (stored(told).delivery() instanceof Delivery.Due) {
            int before = heard.size();
            courier.round();
            if (heard.size() > before) {
                pauses.add(Duration.between(last, clock.instant()));
                last = clock.instant();
            }
            goOn(Duration.ofSeconds(1));
        }

        assertThat(heard).hasSize(10);
        assertThat(pauses).isSorted();
        assertThat(Duration.between(NOON, last))
                .isBetween(Duration.ofHours(10), Duration.ofHours(18));
        assertThat(stored(told).delivery())
                .isEqualTo(new Delivery.Failed(last, "the answer has the status 500"));
        assertThat(ledger.notifications().failed(9)).hasSize(1);
    }

    @Test
    void oneThatIsRefusedDoesNotHoldUpTheOthers() {
        answer = new Receipt.Refused("the answer has the status 400");
        raise("one");
        raise("two");

        courier.round();

        assertThat(heard).hasSize(2);
    }

    @Test
    void whereNobodyAnswersTheOthersWaitForTheNextRound() {
        answer = new Receipt.Unheard("no answer within 10 s");
        raise("one");
        raise("two");

        courier.round();

        assertThat(heard).hasSize(1);
    }

    @Test
    void whatWasDueBeforeACrashIsDeliveredAfterIt() {
        answer = new Receipt.Unheard("connection refused");
        var told = raise("one");
        courier.round();

        courier = courier(); // the server began anew, and with it the count of tries
        answer = new Receipt.Accepted();
        courier.round();

        assertThat(stored(told).delivery()).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void whatHasBeenDueForADayIsTriedOnceMoreAfterARestart() {
        answer = new Receipt.Unheard("connection refused");
        var told = raise("one");
        clock.advance(Duration.ofHours(25));

        courier.round();

        assertThat(heard).hasSize(1);
        assertThat(stored(told).delivery()).isInstanceOf(Delivery.Failed.class);
    }

    @Test
    void whatWasTakenIsNotSentAgainWhileThatCannotBeRecorded() {
        var told = raise("one");
        ledger.runFull();
        assertThatThrownBy(courier::round).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(courier::round).isInstanceOf(LedgerUnavailable.class);
        ledger.makeRoom();

        courier.round();

        assertThat(heard).hasSize(1);
        assertThat(stored(told).delivery()).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void whatWasGivenUpIsNotTriedAgainWhileThatCannotBeRecorded() {
        answer = new Receipt.Refused("the answer has the status 500");
        var told = raise("one");
        clock.advance(Duration.ofHours(25));
        ledger.runFull();
        assertThatThrownBy(courier::round).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(courier::round).isInstanceOf(LedgerUnavailable.class);
        ledger.makeRoom();

        courier.round();

        assertThat(heard).hasSize(1);
        assertThat(stored(told).delivery()).isInstanceOf(Delivery.Failed.class);
    }

    @Test
    void aClockThatWasSetBackHoldsUpNoTry() {
        var first = raise("one");
        clock.advance(Duration.ofDays(-1));
        courier.round();
        assertThat(heard).containsExactly(first);

        answer = new Receipt.Refused("the answer has the status 500");
        var second = raise("two");
        courier.round();
        clock.advance(Duration.ofDays(-1));
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        courier.round();
        assertThat(heard).containsExactly(first, second, second);
    }

    @Test
    void aRoundOfASlowReceiverEnds() {
        each = Duration.ofSeconds(4);
        for (int i = 0; i < 9; i++) {
            raise("number-" + i);
        }

        courier.round();

        assertThat(heard).hasSize(3);
    }

    @Test
    void whatFailedAndWaitsTakesThePlaceOfNothingNew() {
        answer = new Receipt.Refused("the answer has the status 400");
        for (int i = 0; i < 1_000; i++) {
            raise("number-" + i);
        }
        courier.round();
        answer = new Receipt.Accepted();
        var told = raise("new");

        courier.round();

        assertThat(stored(told).delivery()).isInstanceOf(Delivery.Delivered.class);
    }

    @Test
    void aPersonHasADeadLetterTriedAgain() {
        answer = new Receipt.Refused("the answer has the status 410");
        var told = raise("one");
        clock.advance(Duration.ofHours(25));
        courier.round();
        assertThat(office.undelivered(9)).hasSize(1);

        answer = new Receipt.Accepted();
        assertThat(office.retry(BOB, told.id())).isEqualTo(NotificationOffice.Ruling.TAKEN);
        courier.round();

        assertThat(heard).hasSize(2);
        assertThat(office.undelivered(9)).isEmpty();
        assertThat(office.retry(BOB, told.id())).isEqualTo(NotificationOffice.Ruling.NOT_POSSIBLE);
    }

    @Test
    void whatAPersonDroppedIsNotTriedAnyMore() {
        answer = new Receipt.Refused("the answer has the status 500");
        var told = raise("one");
        courier.round();
        assertThat(courier.lastFailure(told.id())).contains("the answer has the status 500");

        assertThat(office.drop(BOB, told.id())).isEqualTo(NotificationOffice.Ruling.TAKEN);
        pass(Duration.ofDays(1));

        assertThat(heard).hasSize(1);
        assertThat(office.drop(BOB, told.id())).isEqualTo(NotificationOffice.Ruling.NOT_POSSIBLE);
    }

    @Test
    void theSameIsRaisedOnce() {
        raise("one");
        raise("one");

        assertThat(types()).hasSize(1);
    }
}
