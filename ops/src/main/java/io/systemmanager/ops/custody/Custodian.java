package io.systemmanager.ops.custody;

import io.systemmanager.application.Heartbeat;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.Version;
import io.systemmanager.ops.observe.Meters;
import io.systemmanager.ops.operators.OperatorDesk;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.ops.state.MarkKeyFiles;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.Clocks;
import io.systemmanager.sqlite.SqliteLedger;
import io.systemmanager.sqlite.Upkeep;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Map;

/**
 * Opens a ledger, and has the one of a running server looked after: keys changed, checkpoints
 * shown, restores rehearsed, figures told.
 */
public final class Custodian {
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);
    private static final Duration EPOCH = Duration.ofDays(1);
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final Duration REHEARSAL = Duration.ofDays(1);
    private static final Duration SHOWING = Duration.ofSeconds(10);

    private final StateFolder state;
    private final Settings settings;
    private final HostIdentity identity;
    private final InstantSource clock;

    public Custodian(
            StateFolder state, Settings settings, HostIdentity identity, InstantSource clock) {
        this.state = state;
        this.settings = settings;
        this.identity = identity;
        this.clock = clock;
    }

    /** The ledger of a state folder; one process at a time can have it open. */
    public static SqliteLedger open(StateFolder state, HostIdentity identity) throws IOException {
        return open(state, identity, Upkeep.STANDARD);
    }

    private static SqliteLedger open(StateFolder state, HostIdentity identity, Upkeep upkeep)
            throws IOException {
        return SqliteLedger.open(
                state.ledger(),
                form(state, identity),
                new LogKeyFiles(state),
                Clocks.of(InstantSource.system()),
                upkeep);
    }

    /** How entries are written on this host, with the keys of its marks. */
    public static EntryForm form(StateFolder state, HostIdentity identity) throws IOException {
        var origin =
                new Origin(
                        identity.id(),
                        identity.hostName(),
                        identity.boot(),
                        Version.current(),
                        "unknown");
        var marks = new MarkKeyFiles(state, InstantSource.system());
        return new EntryForm(origin, new Redaction(marks::current));
    }

    /**
     * The ledger of a server, when it has grown from what anchors remember.
     *
     * @param opened takes it, to be closed
     */
    public SqliteLedger open(Deque<AutoCloseable> opened) throws IOException {
        var reserve = Long.parseLong(settings.text(Setting.LEDGER_RESERVE_MIB)) << 20;
        var ledger = open(state, identity, Upkeep.STANDARD.withReserve(reserve));
        opened.push(ledger);
        var sinks = AnchorNames.sinks(settings, clock);
        Witnesses.remembered(sinks, new LogKeyFiles(state).read())
                .forEach(ledger::requireGrownFrom);
        return ledger;
    }

    /** Those who are shown its checkpoints; they are shown the last one when they are closed. */
    public Anchors anchors(SqliteLedger ledger, Deque<AutoCloseable> opened) {
        var anchors =
                new Anchors(
                        ledger::note,
                        AnchorNames.sinks(settings, clock),
                        event -> ledger.commit(new Ledger.Append(event)),
                        clock);
        opened.push(anchors);
        return anchors;
    }

    /** Has it looked after from now on; answers what operators can ask of that. */
    public Map<String, OperatorDesk.Errand> keep(
            SqliteLedger ledger, Anchors anchors, Meters meters, Deque<AutoCloseable> opened)
            throws IOException {
        measure(ledger, meters);
        opened.push(Heartbeat.start(ledger, ledger, HEARTBEAT));
        meters.gauge(
                "systemmanager.anchors.failing",
                "Anchors that did not take the checkpoint that they were shown last",
                anchors::failing);
        var rounds = new Rounds();
        opened.push(rounds);
        Runnable show = () -> rounds.soon("the showing of a checkpoint", anchors::round);
        var epochs = new Epochs(ledger, new LogKeyFiles(state), show);
        epochs.begin();
        rounds.every(EPOCH, EPOCH, "the change of the epoch's key", epochs::begin);
        rounds.every(SHOWING, SHOWING, "the showing of a checkpoint", anchors::round);
        var rehearsal = new Rehearsal(state, form(state, identity), clock);
        rounds.every(SETTLED, REHEARSAL, "the rehearsal of a restore", rehearsal::run);
        meters.gauge(
                "systemmanager.backup.rehearsal.success",
                "1 when the last rehearsal of a restore went well, 0 when not",
                rehearsal::success);
        meters.gauge(
                "systemmanager.backup.rehearsal.age.seconds",
                "Since the last rehearsal of a restore that went well, or since the start",
                () -> rehearsal.age().toSeconds());
        return Map.of(
                "keys.rotate",
                epochs,
                "audit.anchors",
                anchors,
                "backup.created",
                new Backups(ledger));
    }

    private static void measure(SqliteLedger ledger, Meters meters) {
        meters.gauge(
                "systemmanager.ledger.entries",
                "Entries written since the start",
                () -> ledger.stats().entries());
        meters.gauge(
                "systemmanager.ledger.batches",
                "Commits to disk since the start",
                () -> ledger.stats().batches());
        meters.gauge(
                "systemmanager.ledger.checked",
                "Entries in the ledger when its last look through them found nothing wrong",
                ledger::checked);
        meters.watch(ledger);
    }
}
