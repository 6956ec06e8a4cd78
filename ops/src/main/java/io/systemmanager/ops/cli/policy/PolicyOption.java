package io.systemmanager.ops.cli.policy;

import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.ops.policy.PolicyProblem;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which policy file is meant. */
final class PolicyOption {
    @Mixin private StateOption state;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: policy.yaml in the state folder.")
    private @Nullable Path file;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PolicyOption() {}

    /**
     * What rules ask for that no server with these settings has; empty where there are no settings
     * that can be read.
     */
    List<PolicyProblem> unmet(RuleSet rules) {
        try {
            var settings = Settings.read(state.folder().settings());
            var unmet = new ArrayList<PolicyProblem>();
            for (var rule : rules.rules()) {
                if (rule.effect() instanceof Verdict.Approve(_, var demands)) {
                    demands.stream()
                            .sorted()
                            .map(PolicyOption::neededFor)
                            .filter(needed -> settings.optional(needed).isEmpty())
                            .map(needed ->
                                    "rule %s refuses: %s is not set"
                                            .formatted(rule.id(), needed.key()))
                            .forEach(text -> unmet.add(new PolicyProblem(0, 0, text)));
                }
            }
            return unmet;
        } catch (IOException | SettingsWrong unreadable) {
            return List.of();
        }
    }

    private static Setting neededFor(Verdict.Approve.Demand demand) {
        return switch (demand) {
            case SIGNED -> Setting.APPROVALS_ALLOWED_SIGNERS;
            case ANCHOR -> Setting.AUDIT_ANCHORS;
        };
    }

    /** The file that was named, else the one of the server. */
    Path path() {
        return file == null ? state.folder().policy() : file;
    }
}
