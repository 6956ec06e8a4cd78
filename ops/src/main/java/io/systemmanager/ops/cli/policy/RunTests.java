package io.systemmanager.ops.cli.policy;

import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.PolicyTest;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the tests that stand in a file. */
@Command(
        name = "test",
        description = "Run the tests that stand in the file, and say how each came out.",
        mixinStandardHelpOptions = true)
final class RunTests implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private PolicyOption policy;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RunTests() {}

    @Override
    public Integer call() {
        var rules = Policies.of(policy.path());
        var out = spec.commandLine().getOut();
        int failed = 0;
        for (var test : rules.tests()) {
            var decision = rules.judge(test);
            failed += test.holds(decision) ? 0 : 1;
            out.println(line(test, decision));
        }
        out.println("%d tests, %d failed".formatted(rules.tests().size(), failed));
        return failed == 0 ? 0 : 1;
    }

    private static String line(PolicyTest test, Decision decision) {
        var call =
                "%s %s%s"
                        .formatted(
                                test.facts().subject(),
                                test.facts().operation(),
                                on(test.facts().target()));
        return test.holds(decision)
                ? "ok    %s: %s".formatted(call, Policies.inWords(decision))
                : "FAIL  %s: %s, expected %s%s"
                        .formatted(
                                call,
                                Policies.inWords(decision),
                                test.expect(),
                                test.rule().map(" (rule %s)"::formatted).orElse(""));
    }

    private static String on(Target target) {
        return switch (target) {
            case Target.Host _ -> "";
            case Target.Container container -> " on " + container.name();
            case Target.UnresolvedContainer(_, var asked) -> " on " + asked.value();
        };
    }
}
