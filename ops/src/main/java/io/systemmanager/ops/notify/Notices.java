package io.systemmanager.ops.notify;

import io.systemmanager.application.AnnouncingLedger;
import io.systemmanager.application.Courier;
import io.systemmanager.application.NotificationOffice;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.ops.observe.Meters;
import io.systemmanager.ops.operators.OperatorDesk;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.sqlite.SqliteLedger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What people outside are told of approvals. Where the settings name no receiver, nothing is put
 * into the outbox, and what an earlier server left there stays. Thread-safe.
 */
public final class Notices implements HealthCheck {
    private static final int MOST_COUNTED = 100;

    private final SqliteLedger ledger;
    private final NotificationOffice office;
    private final Optional<Courier> courier;
    private final InstantSource clock;
    private final Supplier<Set<String>> stuckNow;
    private final Set<String> toldStuck = new HashSet<>();
    private volatile int due;
    private volatile int failed;
    private volatile int unreadable;

    private Notices(
            SqliteLedger ledger,
            Supplier<Set<String>> stuckNow,
            Optional<Courier> courier,
            InstantSource clock) {
        this.ledger = ledger;
        this.stuckNow = stuckNow;
        this.office = new NotificationOffice(ledger, ledger.notifications(), clock);
        this.courier = courier;
        this.clock = clock;
    }

    /**
     * As the settings say.
     *
     * @param stuckNow the ids of the approvals that are stuck
     * @param opened takes what is to be closed
     */
    public static Notices of(
            Settings settings,
            SqliteLedger ledger,
            Supplier<Set<String>> stuckNow,
            InstantSource clock,
            Deque<AutoCloseable> opened) {
        if (settings.optional(Setting.NOTIFY_URL).isEmpty()) {
            return new Notices(ledger, stuckNow, Optional.empty(), clock);
        }
        var messenger = Receiver.of(settings, System.getenv(), clock);
        opened.push(messenger);
        var courier =
                new Courier(
                        ledger,
                        ledger.notifications(),
                        messenger,
                        ledger::note,
                        RandomGenerator.getDefault(),
                        clock);
        return new Notices(ledger, stuckNow, Optional.of(courier), clock);
    }

    /** The ledger by which approvals are to be moved, so that people are told. */
    public Ledger announcing() {
        return courier.isPresent() ? new AnnouncingLedger(ledger) : ledger;
    }

    /**
     * Has people told of what is newly stuck, delivers what is due, and counts; to be called every
     * second, by one thread. Each is done whatever comes of the one before.
     */
    public void look() {
        try {
            if (courier.isPresent()) {
                tellStuck();
            }
        } finally {
            deliverAndCount();
        }
    }

    private void deliverAndCount() {
        try {
            courier.ifPresent(Courier::round);
        } finally {
            due = ledger.notifications().due(MOST_COUNTED).size();
            failed = ledger.notifications().failed(MOST_COUNTED).size();
            unreadable = ledger.notifications().unreadable(MOST_COUNTED);
        }
    }

    private void tellStuck() {
        for (var id : stuckNow.get()) {
            if (!toldStuck.contains(id)) {
                office.tellStuck(Notification.ofStuck(id, record(id), clock.instant()));
                toldStuck.add(id);
            }
        }
    }

    private Optional<ApprovalRecord> record(String id) {
        try {
            return ledger.approvals().find(new ApprovalId(id)).flatMap(KeptApproval::sound);
        } catch (IllegalArgumentException anyText) {
            return Optional.empty();
        }
    }

    /** Registers the meters. */
    public void measure(Meters meters) {
        meters.gauge(
                "systemmanager.notifications.due",
                "Notifications that are still to be delivered; at most 100 are counted",
                () -> due);
        meters.gauge(
                "systemmanager.notifications.failed",
                "Notifications that were given up and not dropped; at most 100 are counted",
                () -> failed);
    }

    /** What operators can ask. */
    public Map<String, OperatorDesk.Errand> errands() {
        return new NotificationErrands(office, courier).byCommand();
    }

    @Override
    public String subsystem() {
        return "notifications";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        if (unreadable > 0) {
            var spoilt = unreadable + " of the outbox cannot be read; the server's log names each";
            return Optional.of(new Fault(FaultCode.NOTIFICATION_FAILED, spoilt));
        }
        return failed == 0
                ? Optional.empty()
                : Optional.of(Fault.of(FaultCode.NOTIFICATION_FAILED));
    }
}
