package io.systemmanager.ops.observe;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether every approval can go on. One cannot when its record was changed by something else than
 * this server, or when it is open although its time was over a minute ago: the server ends what is
 * over each second, so something keeps that one from moving. Thread-safe.
 */
public final class ApprovalHealth implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalHealth.class);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Approvals approvals;
    private final InstantSource clock;
    private volatile Map<String, String> stuck = Map.of();

    public ApprovalHealth(Approvals approvals, InstantSource clock) {
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * Looks at all that are open, and tells the log of those that are newly stuck.
     *
     * @throws io.systemmanager.domain.port.LedgerUnavailable when they cannot be read
     */
    public void look() {
        var now = new LinkedHashMap<String, String>();
        for (var each : approvals.open()) {
            switch (each) {
                case KeptApproval.Unreadable(var id, var why) -> now.put(id, why);
                case KeptApproval.Sound(var record) -> {
                    if (isOverdue(record.approval())) {
                        now.put(record.id().value(), "It is open although its time is over.");
                    }
                }
            }
        }
        var before = stuck;
        stuck = Map.copyOf(now);
        now.forEach((id, why) -> {
            if (!why.equals(before.get(id))) {
                LOG.error("approval {} is stuck: {}", id, why);
            }
        });
    }

    /** The ids of those that were stuck at the last look. */
    public Set<String> ids() {
        return stuck.keySet();
    }

    /** How many were stuck at the last look. */
    public int stuck() {
        return stuck.size();
    }

    @Override
    public String subsystem() {
        return "approvals";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return stuck.isEmpty() ? Optional.empty() : Optional.of(Fault.of(FaultCode.APPROVAL_STUCK));
    }

    private boolean isOverdue(Approval approval) {
        return approval instanceof Approval.Open open
                && clock.instant().isAfter(open.until().plus(GRACE));
    }
}
