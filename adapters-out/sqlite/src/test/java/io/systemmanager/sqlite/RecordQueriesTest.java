package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log has millions of entries, and what is held against it is read with each call or start. */
class RecordQueriesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {TokenRows.SELECT, ApprovalRows.SELECT, GrantRows.SELECT})
    void aRecordIsHeldAgainstItsOwnEntriesAndNoOthers(String query) throws Exception {
        var file = folder.resolve("ledger.db");
        SqliteLedger.open(file, Samples.opening()).close();
        var plan = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var steps = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            while (steps.next()) {
                plan.add(steps.getString("detail"));
            }
        }
        // The records themselves; a virtual table is the votes in one entry.
        assertThat(plan)
                .filteredOn(step -> step.startsWith("SCAN") && !step.contains("VIRTUAL TABLE"))
                .hasSize(1);
        assertThat(plan)
                .filteredOn(step -> step.startsWith("SEARCH"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).contains("=?"));
    }
}
