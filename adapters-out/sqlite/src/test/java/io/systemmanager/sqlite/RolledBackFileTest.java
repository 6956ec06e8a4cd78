package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolledBackFileTest {

    @TempDir Path folder;

    @Test
    void aNumberThatWasGivenOutIsNotGivenOutAgainWhenTheFileGoesBackInTime() throws Exception {
        var path = folder.resolve("ledger.db");
        try (var file = LedgerFile.hold(path)) {
            var connections = new Connections(file.database());
            Schema.migrate(connections);
            var early = Files.readAllBytes(path);
            try (var commits = commits(file, connections)) {
                assertThat(commit(commits)).isEqualTo(new Ledger.Committed(0));

                // The writer notices that its file is gone and lets its connection go.
                var away = folder.resolve("away.db");
                Files.move(path, away);
                assertThatThrownBy(() -> commit(commits))
                        .hasStackTraceContaining("moved away or deleted");
                Files.deleteIfExists(folder.resolve("ledger.db-wal"));
                Files.deleteIfExists(folder.resolve("ledger.db-shm"));
                Files.write(away, early);
                Files.move(away, path);

                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> commit(commits))
                            .isInstanceOf(LedgerUnavailable.class)
                            .hasStackTraceContaining("lost entries");
                }
            }
        }
    }

    private static GroupCommit commits(LedgerFile file, Connections connections) {
        var how = Samples.opening();
        return new GroupCommit(
                file,
                connections,
                how.scribe(),
                new KnownTokens(),
                how.keys(),
                how.custody(file),
                () -> {});
    }

    private static Ledger.Commit commit(GroupCommit commits) {
        var unit = Samples.unit(Samples.append());
        commits.carryOut(Samples.intake(unit));
        return unit.await();
    }
}
