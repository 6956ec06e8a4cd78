package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.sshsig.SshSignature;
import io.systemmanager.ops.cli.Asking;
import io.systemmanager.ops.cli.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A vote: on exactly what this person was shown, here or before. */
abstract class Deciding extends Asking {
    @Mixin private Which which;

    @Option(
            names = "--digest",
            paramLabel = "HEX",
            description =
                    "What you saw, as 'approvals show' printed it. Without it the approval is shown"
                            + " and you are asked.")
    private @Nullable String digest;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private @Nullable String reason;

    @ArgGroup private @Nullable Proof proof;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Deciding() {}

    /** A signature, made here or elsewhere. */
    static final class Proof {
        @Option(
                names = "--sign-with",
                paramLabel = "KEYFILE",
                description =
                        "Sign the vote with this SSH key, by ssh-keygen; for a key that an agent"
                                + " holds, its .pub file.")
        private @Nullable Path key;

        @Option(
                names = "--signature",
                paramLabel = "FILE",
                description =
                        "A signature under what 'approvals statement' printed. With --digest it"
                                + " takes no secret.")
        private @Nullable Path file;

        Proof() {}
    }

    /** For or against. */
    abstract Vote.Choice vote();

    @Override
    public Integer call() throws IOException {
        if (digest == null) {
            var card = card();
            card.lines().forEach(this::say);
            if (!isConfirmed()) {
                say("nothing was decided");
                return 1;
            }
            digest = card.digest();
        }
        var request = request();
        if (proof != null) {
            request.put("signature", signature(proof, new Digest(digest)).armour());
        }
        print(asked(request));
        return 0;
    }

    @Override
    protected ObjectNode request() {
        var request =
                which.request("approvals.vote")
                        .put("vote", vote().wireName())
                        .put("digest", digest);
        return reason == null ? request : request.put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        var card = answer.path("approval");
        say(
                "%s; the operation %s"
                        .formatted(
                                card.path("state").asText(),
                                card.path("operation_status").asText()));
    }

    private Card card() throws IOException {
        return new Card(asked(which.request("approvals.show")).path("approval"));
    }

    private SshSignature signature(Proof given, Digest seen) throws IOException {
        try {
            if (given.key != null) {
                var statement = card().statement(vote(), seen);
                return SshSignature.parse(SshKeygen.sign(given.key, statement));
            }
            return SshSignature.parse(Files.readString(Objects.requireNonNull(given.file)));
        } catch (IllegalArgumentException none) {
            throw new IOException(none.getMessage(), none);
        }
    }

    private boolean isConfirmed() throws IOException {
        var console = Secrets.terminal("give --digest, as 'approvals show' prints it");
        var answer = console.readLine("%s this? [y/N] ", vote().wireName());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("y");
    }
}
