package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.ops.cli.Asking;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what is signed by whoever votes so. */
@Command(
        name = "statement",
        description =
                "Print what a vote's signature is under, byte for byte, to sign it elsewhere:"
                        + " ssh-keygen -Y sign -n approval@systemmanager -f KEY.",
        mixinStandardHelpOptions = true)
final class PrintStatement extends Asking {
    @Mixin private Which which;

    @Option(
            names = "--vote",
            paramLabel = "VOTE",
            required = true,
            description = "approve or deny.",
            converter = Choice.class)
    private Vote.Choice vote;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PrintStatement() {}

    /** Reads a vote in the word of statements. */
    static final class Choice implements picocli.CommandLine.ITypeConverter<Vote.Choice> {
        Choice() {}

        @Override
        public Vote.Choice convert(String word) {
            return Vote.Choice.valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    protected ObjectNode request() {
        return which.request("approvals.show");
    }

    @Override
    protected void print(JsonNode answer) {
        var card = new Card(answer.path("approval"));
        var out = spec.commandLine().getOut();
        out.print(card.statement(vote, new Digest(card.digest())).text());
        out.flush();
    }
}
