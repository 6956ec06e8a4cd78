package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import java.util.Optional;

/** What can befall an approval. */
public sealed interface Move {

    /**
     * A person votes. One vote against is enough and final.
     *
     * @param digest of what they were shown
     */
    record Cast(Approver by, Vote.Choice choice, Digest digest, Optional<String> reason)
            implements Move {}

    /** Whoever asked does not want it any more. */
    record Cancel(Subject by) implements Move {}

    /** A person takes it back, before anything is done. */
    record Revoke(Approver by, Optional<String> reason) implements Move {}

    /** Something moved, so that it is not any more what was asked for. */
    record Spoil(Staleness why) implements Move {}

    /** The clock was looked at. */
    record Lapse() implements Move {}

    /**
     * The execution takes it, once and for all.
     *
     * @param digest of what will be executed
     */
    record Claim(Digest digest) implements Move {}

    /** The execution ended. */
    record Finish(Ending ending) implements Move {}
}
