package io.systemmanager.ops.cli.policy;

import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.ops.policy.PolicyDifference;
import io.systemmanager.ops.policy.Replay;
import io.systemmanager.sqlite.StoredTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which calls two policies judge differently. */
@Command(
        name = "diff",
        description = {
            "Tell which calls the second policy judges differently from the first.",
            "Tried is every operation for every role, by an agent and on a container that no rule"
                    + " names, and by and on one of each that a rule speaks about; with --against, what"
                    + " agents called instead."
        },
        mixinStandardHelpOptions = true)
final class Diff implements Callable<Integer> {
    private static final String LAST = "last-";
    private static final int PAGE = 100;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "A policy file.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
    private Path after;

    @Option(
            names = "--against",
            paramLabel = "PERIOD",
            description =
                    "Judge the calls that the ledger records of that time: last-30d, last-12h. They"
                            + " are grouped, the most frequent first.")
    private @Nullable String period;

    @Mixin private StateOption state;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Diff() {}

    @Override
    public Integer call() throws IOException {
        var old = Policies.of(before);
        var now = Policies.of(after);
        if (period == null) {
            print(PolicyDifference.between(old, now));
        } else {
            var since = new Condition.Since(since(period, Instant.now()));
            print(replayed(new Replay(old, now), AuditQuery.newest(PAGE, since)));
        }
        return 0;
    }

    private static Instant since(String period, Instant now) {
        if (!period.startsWith(LAST)) {
            throw new IllegalArgumentException("--against reads last-30d, last-12h or last-15m");
        }
        return Moments.read("--against", period.substring(LAST.length()), now);
    }

    private Replay.Result replayed(Replay replay, AuditQuery query) throws IOException {
        try (var trail = StoredTrail.open(state.ledger())) {
            var page = trail.query(query);
            page.entries().forEach(entry -> replay.add(entry.seq(), entry.text()));
            while (page.next().isPresent()) {
                page = trail.query(query.before(page.next().getAsLong()));
                page.entries().forEach(entry -> replay.add(entry.seq(), entry.text()));
            }
        }
        return replay.result();
    }

    private void print(Replay.Result result) {
        var out = spec.commandLine().getOut();
        result.changes()
                .forEach(change ->
                        out.println(
                                "%d x %s: %s -> %s, last in entry %d"
                                        .formatted(
                                                change.times(),
                                                change.call(),
                                                Policies.inWords(change.before()),
                                                Policies.inWords(change.after()),
                                                change.last())));
        int differ = result.changes().stream().mapToInt(Replay.Change::times).sum();
        out.println(
                "%d of %d recorded calls are judged differently"
                        .formatted(differ, result.judged()));
        out.println(
                "not judged: %d that hang on labels or ids; %d that were refused before a policy was asked"
                        .formatted(result.unknown(), result.refusedBefore()));
    }

    private void print(PolicyDifference difference) {
        var out = spec.commandLine().getOut();
        difference
                .changes()
                .forEach(change ->
                        out.println(
                                "%s, %s: %s -> %s"
                                        .formatted(
                                                change.role(),
                                                change.call(),
                                                Policies.inWords(change.before()),
                                                Policies.inWords(change.after()))));
        out.println(
                "%d of %d calls tried are judged differently"
                        .formatted(difference.changes().size(), difference.tried()));
    }
}
