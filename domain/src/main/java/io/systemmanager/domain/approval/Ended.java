package io.systemmanager.domain.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An approval that is over. Nothing changes it any more. */
public sealed interface Ended extends Approval {

    /** The execution ended. */
    record Done(Approval.Consumed claim, Ending ending, Instant since) implements Ended {
        @Override
        public ApprovalRequest request() {
            return claim.request();
        }

        @Override
        public List<Vote> votes() {
            return claim.votes();
        }
    }

    /** A person said no, by the last of the votes. */
    record Denied(ApprovalRequest request, List<Vote> votes) implements Ended {
        public Denied {
            votes = Ballot.against(request, votes);
        }

        @Override
        public Instant since() {
            return votes.getLast().at();
        }
    }

    /** Whoever asked took it back. */
    record Cancelled(ApprovalRequest request, List<Vote> votes, Instant since) implements Ended {
        public Cancelled {
            votes = Ballot.inFavour(request, votes);
        }
    }

    /** Its time ran out; whether before its last vote or before its execution, the votes tell. */
    record Expired(ApprovalRequest request, List<Vote> votes, Instant since) implements Ended {
        public Expired {
            votes = Ballot.inFavour(request, votes);
        }
    }

    /** What was asked for is not any more what would be done. */
    record Stale(ApprovalRequest request, List<Vote> votes, Staleness why, Instant since)
            implements Ended {
        public Stale {
            votes = Ballot.inFavour(request, votes);
        }
    }

    /**
     * A person took it back.
     *
     * @param reason their own words; made visible, at most 500 characters are kept
     */
    record Revoked(
            ApprovalRequest request,
            List<Vote> votes,
            Approver by,
            Optional<String> reason,
            Instant since)
            implements Ended {
        public Revoked {
            votes = Ballot.inFavour(request, votes);
            reason = ApprovalRequest.words(reason);
            if (Ballot.objectionToRevoking(request, by).isPresent()) {
                throw new IllegalArgumentException("whoever revokes it may decide on it");
            }
        }
    }
}
