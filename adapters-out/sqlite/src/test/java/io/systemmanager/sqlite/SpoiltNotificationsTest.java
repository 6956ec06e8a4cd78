package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.port.Ledger;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Rows of the outbox that somebody else than the server wrote. */
class SpoiltNotificationsTest {
    @TempDir Path folder;
    private SqliteLedger ledger;
    private NotificationId spoilt;
    private NotificationId whole;

    @BeforeEach
    void tellTwice() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), Samples.opening());
        spoilt = tell(1);
        whole = tell(2);
        assertThat(due()).containsExactly(spoilt, whole);
        assertThat(ledger.notifications().unreadable(9)).isZero();
    }

    private NotificationId tell(int number) {
        var ask = Samples.ask(number);
        var told = Notification.of(ask.approval()).orElseThrow();
        ledger.commit(new Ledger.Announce(ask, told));
        return told.id();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id='other'",
                "topic='x'",
                "topic='approval.unheard-of'",
                "at='yesterday'",
                "operation='no name'",
                "risk='none'",
                "target=NULL",
                "expires='never'",
                "since='now'",
            })
    void oneThatCannotBeReadIsLeftOutAndHidesNoOther(String change) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            var sql = "UPDATE notification SET " + change + " WHERE id='" + spoilt.value() + "'";
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }

        assertThat(due()).containsExactly(whole);
        assertThat(ledger.notifications().unreadable(9)).isEqualTo(1);
    }

    @Test
    void theLogIsToldOfEachOnce() {
        var logger = (Logger) LoggerFactory.getLogger(SpoiltRows.class);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.ERROR); // tests are silent
        try {
            var spoiltRows = new SpoiltRows();
            for (long row : new long[] {7, 8, 7, 8, 7}) {
                spoiltRows.tell(row, new IllegalArgumentException("no id"));
            }
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list).hasSize(2);
    }

    private List<NotificationId> due() {
        return ledger.notifications().due(9).stream().map(NotificationRecord::id).toList();
    }
}
