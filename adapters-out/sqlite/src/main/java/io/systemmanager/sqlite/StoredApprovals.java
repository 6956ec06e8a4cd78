package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Approvals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The approvals of a ledger's file. */
record StoredApprovals(Readers readers, Duration deadline) implements Approvals {

    @Override
    public Optional<KeptApproval> find(ApprovalId id) {
        return readers.read(deadline, ApprovalRows.byId(id));
    }

    @Override
    public List<KeptApproval> open() {
        return readers.read(deadline, ApprovalRows.open());
    }

    @Override
    public List<KeptApproval> latest(int limit) {
        return readers.read(deadline, ApprovalRows.latest(limit));
    }

    @Override
    public boolean wasDenied(Subject requester, Digest digest, Instant since) {
        return readers.read(deadline, ApprovalRows.denied(requester, digest, since));
    }

    @Override
    public List<KeptApproval> denied(Subject requester, Instant since) {
        return readers.read(deadline, ApprovalRows.denied(requester, since));
    }
}
