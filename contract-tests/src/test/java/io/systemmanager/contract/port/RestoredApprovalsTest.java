package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.sqlite.LedgerCopy;
import io.systemmanager.sqlite.SqliteLedger;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup may be older than a decision, and than what was done on it. */
class RestoredApprovalsTest {
    @TempDir Path folder;

    private SqliteLedger open(String name) {
        return SqliteLedger.open(
                folder.resolve(name),
                new EntryForm(LedgerSamples.ORIGIN, SampleKeys.REDACTION),
                SampleKeys.LOG,
                InstantSource.system());
    }

    @Test
    void whatWaitedWhenTheBackupWasMadeWaitsNoMore() {
        var waiting = ApprovalSamples.pending(1, LedgerSamples.BOT);
        try (var old = open("backup.db")) {
            old.commit(ApprovalSamples.ask(waiting));
            old.commit(ApprovalSamples.move(waiting, ApprovalSamples.approved(waiting)));
        }
        open("new.db").close();

        LedgerCopy.carryOver(folder.resolve("backup.db"), folder.resolve("new.db"));

        try (var restored = open("new.db")) {
            assertThat(restored.approvals().open()).isEmpty();
            assertThat(restored.find(waiting.operation()).orElseThrow().state())
                    .isInstanceOfSatisfying(
                            OperationState.Failed.class,
                            end ->
                                    assertThat(end.fault().code())
                                            .isEqualTo(FaultCode.APPROVAL_STALE));
        }
    }
}
