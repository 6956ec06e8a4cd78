package io.systemmanager.ops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.json.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who can write the database, and not the log, changes who may come in. */
class BeliedRecordsTest {
    @TempDir Path folder;

    private Workplace place;
    private String bob;

    @BeforeEach
    void bobIsNoMoreThanAnOperator() throws Exception {
        place = new Workplace(folder);
        place.operators();
        var secret = Files.readString(place.secret("bob")).strip();
        bob = Digest.of(secret.getBytes(UTF_8)).hex().substring(0, 8);
        assertThat(place.verify().code()).isZero();
    }

    private void outside(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + place.state.ledger());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    @Test
    void verifyNamesTheRecordThatTheLogDoesNotBearOut() throws Exception {
        outside("UPDATE token SET roles='[\"admin\"]' WHERE id='" + bob + "'");

        var ran = place.verify();

        assertThat(ran.code()).isOne();
        assertThat(ran.out())
                .contains("FAIL: the log verifies")
                .contains("credential " + bob)
                .doesNotContain("OK:");
    }

    @Test
    void theServerServesAndWhoseRecordIsBeliedIsNobody() throws Exception {
        outside("UPDATE token SET expires='2999-01-01T00:00:00Z' WHERE id='" + bob + "'");

        try (var server = place.server(Map.of())) {
            assertThat(server.port()).isPositive();
            var ada = place.secret("ada").toString();
            var listed = place.run("token", "list", "--secret-file", ada);
            assertThat(listed.code()).as(listed.err()).isZero();
            assertThat(listed.out()).contains("operator:ada").doesNotContain("operator:bob");
            assertThat(listed.err()).contains(bob + " opens nothing.");

            var refused =
                    place.run("token", "list", "--secret-file", place.secret("bob").toString());
            assertThat(refused.code()).isOne();
            assertThat(refused.out()).isEmpty();
        }
    }
}
