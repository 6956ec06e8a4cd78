package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.port.OperationRecords;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of operations that somebody else than the server wrote. */
class SpoiltOperationsTest {
    private static final OperationId SPOILT = Samples.id(1);
    private static final OperationId WHOLE = Samples.id(2);

    @TempDir Path folder;
    private SqliteLedger ledger;

    @BeforeEach
    void beginTwo() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"), Samples.opening());
        ledger.commit(Samples.open(1, Optional.empty()));
        ledger.commit(Samples.open(2, Optional.empty()));
        assertThat(newest()).containsExactly(WHOLE, SPOILT);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'no JSON'",
                "''",
                "'null'",
                "'[]'",
                "json_set(record, '$.id', 'op_1')",
                "json_set(record, '$.state.status', 'unheard of')",
                "json_set(record, '$.created', 'yesterday')",
                "json_set(record, '$.plan.steps', json('[null]'))",
                "json_set(record, '$.intent', json('{}'))",
                "json_set(record, '$.risk', 'none')",
            })
    void aRecordThatCannotBeReadIsLeftOutAndHidesNoOther(String record) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            var sql =
                    "UPDATE operation SET record=" + record + " WHERE id='" + SPOILT.value() + "'";
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }

        assertThat(newest()).containsExactly(WHOLE);
        assertThat(ledger.find(SPOILT)).isEmpty();
        assertThat(ledger.unsettled(-1, 1))
                .extracting(OperationRecords.Unsettled::operation)
                .extracting(OperationRecord::id)
                .containsExactly(WHOLE);
    }

    private Iterable<OperationId> newest() {
        return ledger.newest(Optional.empty(), Optional.empty(), 9).stream()
                .map(OperationRecord::id)
                .toList();
    }
}
