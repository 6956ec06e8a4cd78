package io.systemmanager.ops.cli.policy;

import io.systemmanager.ops.policy.PolicyFile;
import io.systemmanager.ops.policy.PolicyProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a server would take a file. */
@Command(
        name = "check",
        description =
                "Say whether a server would take the file, and name every fault with its line.",
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private PolicyOption policy;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Check() {}

    @Override
    public Integer call() {
        var file = policy.path();
        return switch (PolicyFile.read(file)) {
            case PolicyFile.Loaded loaded -> {
                say("warning: ", file, loaded.warnings());
                say("warning: ", file, policy.unmet(loaded.rules()));
                var rules = loaded.rules();
                spec.commandLine()
                        .getOut()
                        .println(
                                "%s is good: %d rules, %d tests hold, revision %s"
                                        .formatted(
                                                file,
                                                rules.rules().size(),
                                                rules.tests().size(),
                                                rules.revision()));
                yield 0;
            }
            case PolicyFile.Rejected(var problems, _) -> {
                say("", file, problems);
                yield 1;
            }
        };
    }

    private void say(String kind, Path file, List<PolicyProblem> problems) {
        var err = spec.commandLine().getErr();
        problems.forEach(problem -> err.println("%s%s: %s".formatted(kind, file, problem)));
    }
}
