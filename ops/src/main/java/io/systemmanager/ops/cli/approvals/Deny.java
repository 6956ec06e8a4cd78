package io.systemmanager.ops.cli.approvals;

import io.systemmanager.domain.approval.Vote;
import picocli.CommandLine.Command;

/** A vote against. */
@Command(
        name = "deny",
        description = "Say no. One no is enough, and the same is refused for ten minutes.",
        mixinStandardHelpOptions = true)
final class Deny extends Deciding {
    Deny() {}

    @Override
    Vote.Choice vote() {
        return Vote.Choice.DENY;
    }
}
