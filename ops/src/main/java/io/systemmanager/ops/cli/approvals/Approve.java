package io.systemmanager.ops.cli.approvals;

import io.systemmanager.domain.approval.Vote;
import picocli.CommandLine.Command;

/** A vote in favour. */
@Command(
        name = "approve",
        description = "Agree. The last vote that is missing starts the operation.",
        mixinStandardHelpOptions = true)
final class Approve extends Deciding {
    Approve() {}

    @Override
    Vote.Choice vote() {
        return Vote.Choice.APPROVE;
    }
}
