package io.systemmanager.ops.cli.policy;

import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.ops.policy.PolicyFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the commands share: reading a file that must be good, and verdicts in words. */
final class Policies {

    private Policies() {}

    /**
     * The rules of a file, also when its own tests do not hold.
     *
     * @throws IllegalArgumentException when it has a fault; the message names the first and the way
     *     to see all
     */
    static RuleSet of(Path file) {
        return switch (PolicyFile.read(file)) {
            case PolicyFile.Loaded loaded -> loaded.rules();
            case PolicyFile.Rejected(var problems, var draft) ->
                    draft.orElseThrow(() ->
                            new IllegalArgumentException(
                                    "%s: %s; systemmanager policy check %s names every fault"
                                            .formatted(file, problems.getFirst(), file)));
        };
    }

    /** Such as {@code approve operator:1 (rule production)}. */
    static String inWords(Decision decision) {
        return "%s (rule %s)".formatted(inWords(decision.verdict()), decision.rule());
    }

    private static String inWords(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allow _, Verdict.Deny _ -> verdict.wireName();
            case Verdict.Approve(var slots, var demands) ->
                    Stream.concat(
                                    slots.stream().map(Policies::inWords),
                                    demands.stream()
                                            .sorted()
                                            .map(each -> each.name().toLowerCase(Locale.ROOT)))
                            .collect(Collectors.joining(" ", "approve ", ""));
        };
    }

    private static String inWords(Slot slot) {
        return slot.role() + ":" + slot.count();
    }
}
