package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries; all that is given must hold. */
final class FilterOptions {
    @Option(names = "--since", paramLabel = "TIME", description = "RFC 3339, or an age as 15m, 2h.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before that moment.")
    private @Nullable String until;

    @Option(names = "--principal", paramLabel = "WHO", description = "Such as agent:local.")
    private @Nullable String principal;

    @Option(
            names = "--tool",
            paramLabel = "NAME",
            description = "A tool, or one action of it: containers_lifecycle.stop.")
    private @Nullable String tool;

    @Option(
            names = "--outcome",
            paramLabel = "WORD",
            description = "ok, failed, rolled_back, unknown or denied.")
    private @Nullable String outcome;

    @Option(names = "--type", paramLabel = "TYPE", description = "Such as op.started.")
    private @Nullable String type;

    @Option(names = "--request", paramLabel = "ID", description = "A call's correlation id.")
    private @Nullable String request;

    @Option(names = "--trace", paramLabel = "ID", description = "A W3C trace id.")
    private @Nullable String trace;

    @Option(names = "--operation", paramLabel = "ID", description = "An operation's id: op_...")
    private @Nullable String operation;

    @Option(names = "--risk", paramLabel = "WORD", description = "read, low, high or critical.")
    private @Nullable String risk;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "A target's id, or its name as it was asked for.")
    private @Nullable String target;

    List<Condition> conditions(Instant now) {
        var conditions = new ArrayList<Condition>();
        add(conditions, since, text -> new Condition.Since(Moments.read("--since", text, now)));
        add(conditions, until, text -> new Condition.Until(Moments.read("--until", text, now)));
        add(conditions, principal, text -> new Condition.By(new Subject(text)));
        add(conditions, tool, text -> new Condition.Of(new OperationName(text)));
        add(conditions, outcome, text -> new Condition.Ended(status(text)));
        add(conditions, type, Condition.OfType::new);
        add(conditions, request, text -> new Condition.InRequest(requestId(text)));
        add(conditions, trace, Condition.InTrace::new);
        add(conditions, operation, text -> new Condition.InOperation(new OperationId(text)));
        add(conditions, risk, text -> new Condition.Rated(risk(text)));
        add(conditions, target, Condition.On::new);
        return conditions;
    }

    private static void add(
            List<Condition> conditions, @Nullable String text, Function<String, Condition> form) {
        Optional.ofNullable(text).map(form).ifPresent(conditions::add);
    }

    private static EntryStatus status(String word) {
        return EntryStatus.named(word)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "--outcome is ok, failed, rolled_back, unknown or denied"));
    }

    private static Risk risk(String word) {
        return Arrays.stream(Risk.values())
                .filter(risk -> risk.wireName().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("--risk is read, low, high or critical"));
    }

    private static RequestId requestId(String text) {
        try {
            return new RequestId(UUID.fromString(text));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("--request is a correlation id, a UUID", wrong);
        }
    }
}
