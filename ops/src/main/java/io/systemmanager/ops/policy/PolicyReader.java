package io.systemmanager.ops.policy;

import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.PolicyTest;
import io.systemmanager.domain.policy.Rule;
import io.systemmanager.domain.policy.RuleSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one policy file from its top; used once. */
final class PolicyReader {
    private static final List<String> KEYS =
            List.of("version", "defaults", "roles", "rules", "tests");
    private final Problems problems = new Problems();
    private final Problems warnings = new Problems();
    private final Values values = new Values(problems);
    private String text = "";

    PolicyFile read(byte[] bytes) {
        return switch (YamlTree.read(bytes)) {
            case YamlTree.Result.Malformed(var problem) ->
                    new PolicyFile.Rejected(List.of(problem));
            case YamlTree.Result.Tree(var root) -> {
                text = new String(bytes, StandardCharsets.UTF_8);
                yield policy(root, PolicyFile.revision(bytes));
            }
        };
    }

    private PolicyFile policy(YamlNode root, String revision) {
        var section = Section.of(root, "a policy", KEYS, problems);
        if (section.isEmpty()) {
            return new PolicyFile.Rejected(problems.sorted());
        }
        var file = section.get();
        file.need("version").ifPresent(node -> values.count(node, "version", 1, 1));
        var times = file.find("defaults").map(this::times).orElse(ApprovalTimes.STANDARD);
        var roles = file.need("roles").map(new RoleReader(problems)::roles).orElse(Map.of());
        var rules = new RuleReader(roles, problems, warnings);
        var read = file.need("rules").map(node -> rules(node, rules)).orElse(List.of());
        var expectations = new ExpectationReader(roles.keySet(), rules.ids(), problems);
        var nodes = file.find("tests").map(node -> values.items(node, "tests")).orElse(List.of());
        var tests = nodes.stream().map(expectations::test).toList();
        return problems.none()
                ? tried(nodes, new RuleSet(revision, roles, times, read, all(tests)))
                : new PolicyFile.Rejected(problems.sorted());
    }

    /** The file's own tests decide at last whether it is taken. */
    private PolicyFile tried(List<YamlNode> nodes, RuleSet rules) {
        for (PolicyTest.Failure failure : rules.failingTests()) {
            var test = failure.test();
            problems.add(
                    nodes.get(failure.index()).at(),
                    "this test expects %s%s for %s, and the policy says %s (rule '%s')"
                            .formatted(
                                    test.expect(),
                                    test.rule().map(" by rule '%s'"::formatted).orElse(""),
                                    test.facts().operation(),
                                    failure.verdict(),
                                    failure.decidedBy()));
        }
        return problems.none()
                ? new PolicyFile.Loaded(rules, text, warnings.sorted())
                : new PolicyFile.Rejected(problems.sorted(), Optional.of(rules));
    }

    private ApprovalTimes times(YamlNode node) {
        var section = Section.of(node, "defaults", List.of("effect", "pending", "claim"), problems);
        if (section.isEmpty()) {
            return ApprovalTimes.STANDARD;
        }
        section.get()
                .find("effect")
                .ifPresent(effect ->
                        values.parsed(effect, "effect of defaults", PolicyReader::onlyDeny));
        var standard = ApprovalTimes.STANDARD;
        var pending = time(section.get(), "pending", standard.pending());
        var claim = time(section.get(), "claim", standard.claim());
        return new ApprovalTimes(pending, claim);
    }

    /** The standard where none is given, and where a wrong one was reported. */
    private Duration time(Section section, String key, Duration standard) {
        return section.find(key)
                .flatMap(node -> values.duration(node, key).filter(time -> lasts(node, key, time)))
                .orElse(standard);
    }

    private boolean lasts(YamlNode node, String key, Duration time) {
        try {
            return new ApprovalTimes(time, time).pending().equals(time);
        } catch (IllegalArgumentException e) {
            problems.add(node.at(), "%s: %s".formatted(key, e.getMessage()));
            return false;
        }
    }

    private static String onlyDeny(String word) {
        if (!word.equals("deny")) {
            throw new IllegalArgumentException("what no rule speaks about is always denied");
        }
        return word;
    }

    private List<Rule> rules(YamlNode node, RuleReader reader) {
        return all(values.items(node, "rules").stream().map(reader::rule).toList());
    }

    private static <T> List<T> all(List<Optional<T>> some) {
        var all = new ArrayList<T>();
        some.forEach(each -> each.ifPresent(all::add));
        return List.copyOf(all);
    }
}
