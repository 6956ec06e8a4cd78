package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log read from its file, beside the server and without it. */
class StoredTrailTest {
    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private SqliteLedger open() {
        return SqliteLedger.open(
                file(), Samples.FORM, Samples.KEYS, InstantSource.fixed(Samples.NOON));
    }

    private void fill(int entries) {
        try (var ledger = open()) {
            for (int i = 1; i < entries; i++) {
                ledger.commit(Samples.append());
            }
        }
    }

    @Test
    void besideAServerEachCommitIsSeen() {
        try (var ledger = open();
                var trail = StoredTrail.open(file())) {
            assertThat(trail.end()).isEqualTo(1);
            ledger.commit(Samples.append());
            assertThat(trail.end()).isEqualTo(2);
            assertThat(trail.entry(1))
                    .hasValueSatisfying(entry -> assertThat(entry.intact()).isTrue());
        }
    }

    @Test
    void aDatabaseThatLiesStillNeedsNoFileBesideIt() throws Exception {
        fill(3);
        try (var connection = new Connections(file()).frozen()) {
            assertThat(AuditQueries.size(connection)).isEqualTo(3);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith("-wal") || name.endsWith("-shm"));
        }
    }

    @Test
    void whatIsNoLedgerIsNotRead() throws Exception {
        Files.writeString(file(), "no database");
        assertThatThrownBy(() -> StoredTrail.open(file())).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void oneLookGoesOverOneStretchAndTheNextGoesOnBehindIt() throws Exception {
        fill(31);
        var opened = AuditQuery.newest(5, new Condition.OfType("log.opened"));
        var starts = new ArrayList<OptionalLong>();
        try (var connection = new Connections(file()).reader()) {
            var page = AuditQueries.page(opened, 10).run(connection);
            while (page.next().isPresent()) {
                assertThat(page.entries()).isEmpty();
                starts.add(page.next());
                var next = opened.before(page.next().getAsLong());
                page = AuditQueries.page(next, 10).run(connection);
            }
            assertThat(page.entries()).extracting(AuditRecord::seq).containsExactly(0L);
        }
        assertThat(starts)
                .containsExactly(OptionalLong.of(21), OptionalLong.of(11), OptionalLong.of(1));
    }

    @Test
    void goingThroughTheLogMissesNothing() {
        fill(450);
        var seen = new ArrayList<Long>();
        try (var trail = StoredTrail.open(file())) {
            trail.each(1, 440, entry -> seen.add(entry.seq()));
        }
        assertThat(seen).hasSize(439).isSorted().startsWith(1L).endsWith(439L);
    }
}
