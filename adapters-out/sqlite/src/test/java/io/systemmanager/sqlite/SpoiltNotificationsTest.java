package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    }

    private List<NotificationId> due() {
        return ledger.notifications().due(9).stream().map(NotificationRecord::id).toList();
    }
}
