package io.systemmanager.ops.cli.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.policy.Explanation.RuleTrace;
import io.systemmanager.ops.policy.SupposedCall;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what would become of a call, and what each rule has to do with it. */
@Command(
        name = "explain",
        description = "Tell what would become of a call, and what each rule has to do with it.",
        mixinStandardHelpOptions = true)
final class ExplainCall implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private PolicyOption policy;

    @Option(
            names = "--as",
            paramLabel = "AGENT",
            required = true,
            description = "Who calls: agent:NAME, or NAME.")
    private String as;

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            defaultValue = "agent",
            description = "Its roles, with commas between. Default: ${DEFAULT-VALUE}.")
    private List<String> roles;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            description = "The scopes of its credential, with commas between. Default: all.")
    private List<String> scopes = List.of();

    @Option(
            names = "--op",
            paramLabel = "OPERATION",
            required = true,
            description = "Such as containers_lifecycle.restart.")
    private String operation;

    @Option(
            names = "--target",
            paramLabel = "name=NAME",
            description = "The container on which it acts. Default: the host as a whole.")
    private Map<String, String> target = new LinkedHashMap<>();

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "A label of that container; may be given several times.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ExplainCall() {}

    @Override
    public Integer call() {
        var rules = Policies.of(policy.path());
        var call = supposed();
        var decision = call.judgedBy(rules);
        warnOfUnknown(rules.roles().keySet());
        var out = spec.commandLine().getOut();
        out.println("call      " + call);
        out.println("verdict   " + Policies.inWords(decision));
        out.println("risk      " + call.tool().risk().wireName());
        out.println("revision  " + decision.revision());
        if (decision.rule().equals("scope")) {
            out.println(
                    "scope     %s is missing from its credential or from all of its roles; no rule is asked"
                            .formatted(call.tool().scope().orElseThrow().wireName()));
        } else {
            call.explainedBy(rules).rules().forEach(rule -> out.println(line(rule)));
        }
        return 0;
    }

    private void warnOfUnknown(Set<String> known) {
        roles.stream()
                .filter(role -> !known.contains(role))
                .forEach(role ->
                        spec.commandLine()
                                .getErr()
                                .println(
                                        "warning: the file has no role "
                                                + role
                                                + "; it grants nothing"));
    }

    private SupposedCall supposed() {
        return new SupposedCall(
                new Subject(as.contains(":") ? as : "agent:" + as),
                new HashSet<>(roles),
                carried(),
                new OperationName(operation),
                container(),
                labels);
    }

    private Set<Scope> carried() {
        var carried = new HashSet<Scope>();
        for (var word : scopes) {
            carried.add(
                    Scope.named(word)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no such scope: " + word)));
        }
        return scopes.isEmpty() ? Set.of(Scope.values()) : carried;
    }

    private Optional<ContainerRef> container() {
        if (!target.isEmpty() && !target.keySet().equals(Set.of("name"))) {
            throw new IllegalArgumentException("a target is given as --target name=NAME");
        }
        if (target.isEmpty() && !labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "--label needs --target name=NAME: the host has none");
        }
        return Optional.ofNullable(target.get("name")).map(ContainerRef::new);
    }

    private static String line(RuleTrace rule) {
        var word = rule.matched() ? "matches" : "no";
        var why = rule.why().isEmpty() ? "" : "  because of: " + rule.why();
        return "%-9s %-7s %s%s".formatted(word, rule.effect(), rule.rule(), why);
    }
}
