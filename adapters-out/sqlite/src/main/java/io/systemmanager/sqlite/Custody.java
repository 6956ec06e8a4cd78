package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/** What happens to the ledger's state, with its log lines and its reserve. Thread-safe. */
record Custody(Condition condition, Reserve reserve, Clocks clocks) {
    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

    /** Looks whether the disk has room. */
    void look() {
        var before = condition.state();
        condition.room(reserve.look());
        var now = condition.state();
        if (now == LedgerState.LOW_SPACE && before != now) {
            LOG.warn("the disk is nearly full: no new changes are begun");
        } else if (before == LedgerState.LOW_SPACE && before != now) {
            LOG.info("the disk has room again");
        }
    }

    /** A batch did not become durable; true when that is to be told in the ledger. */
    boolean failed(Exception cause) {
        var why = why(cause);
        if (isSuspicious(cause)) {
            suspect(why);
            return false;
        }
        if (!condition.failed(clocks.wall().instant(), clocks.nanos().getAsLong(), why)) {
            return false;
        }
        LOG.error("the ledger takes no entries", cause);
        reserve.release();
        condition.room(false);
        return true;
    }

    /** It is not what this server wrote; nothing is written from now on. */
    void suspect(String why) {
        if (condition.suspect(why)) {
            LOG.error("{}; nothing more is recorded", why);
        }
    }

    /** What to write when a failure is over. */
    Optional<SystemEvent.LedgerRecovered> recovery() {
        return condition.recovery(clocks.nanos().getAsLong());
    }

    /** That is durable now. */
    void recovered() {
        condition.recovered();
        LOG.info("the ledger takes entries again");
    }

    /** What the senders of a batch are told that did not become durable. */
    static LedgerUnavailable refusal(Exception cause) {
        return isSuspicious(cause)
                ? new LedgerUnavailable(LedgerState.SUSPECT, why(cause), cause)
                : new LedgerUnavailable(
                        LedgerState.DEGRADED, "the ledger cannot be written", cause);
    }

    private static boolean isSuspicious(Exception cause) {
        return cause instanceof LedgerUnavailable known && known.state() == LedgerState.SUSPECT;
    }

    /** In words of ours, since a driver's may hold a path. */
    private static String why(Exception cause) {
        return switch (cause) {
            case LedgerUnavailable known -> String.valueOf(known.getMessage());
            case SQLiteException sqlite -> sqlite.getResultCode().name();
            default -> cause.getClass().getSimpleName();
        };
    }
}
