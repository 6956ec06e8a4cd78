package io.systemmanager.ops.policy;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.json.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    private static final String GOOD =
            """
            version: 1
            defaults: {effect: deny, pending: 20m, claim: 90s}
            roles:
              agent: {scopes: [docker:read, docker:operate]}
              operator: {approver: true}
            rules:
              - id: read
                who: {roles: [agent], subjects: ["agent:*"]}
                ops: [containers_list, containers_get]
                risk: read
                effect: allow
              - id: prod-restart
                who: {roles: [agent]}
                ops: ["containers_lifecycle.{restart,stop}"]
                targets: {container: {name: "web-*", labels: {env: [prod, stage]}}}
                effect: {approve: [{role: operator, n: 2}], signed: true}
            tests:
              - who: "agent:build-bot"
                roles: [agent]
                op: containers_lifecycle.restart
                target: {container: web-1, labels: {env: stage}}
                expect: approve
                rule: prod-restart
            """;

    /** What is written wrong, in which line, and what the message says of it. */
    private record Slip(String good, String bad, int line, String says) {}

    private static final List<Slip> SLIPS =
            List.of(
                    new Slip("version: 1", "version: 2", 1, "version is 1"),
                    new Slip("version: 1", "versoin: 1", 1, "did you mean 'version'?"),
                    new Slip("pending: 20m", "pendign: 20m", 2, "did you mean 'pending'?"),
                    new Slip("pending: 20m", "pending: 20", 2, "a duration reads"),
                    new Slip("pending: 20m", "pending: 25h", 2, "1 minute to 24 hours"),
                    new Slip("claim: 90s", "claim: 59s", 2, "1 minute to 24 hours"),
                    new Slip("effect: deny", "effect: allow", 2, "always denied"),
                    new Slip(
                            "docker:operate",
                            "docker:oparate",
                            4,
                            "did you mean 'docker:operate'?"),
                    new Slip("{scopes:", "{scope:", 4, "did you mean 'scopes'?"),
                    new Slip("approver: true", "approver: yes", 5, "true or false"),
                    new Slip(
                            "approver: true",
                            "approver: true, scopes: [docker:read]",
                            5,
                            "no scopes"),
                    new Slip("  operator: {", "  Operator: {", 5, "a role's name"),
                    new Slip("- id: read", "- id: Read", 7, "a rule's id is"),
                    new Slip("- id: read", "- id: scope", 7, "'scope' or 'self-protection'"),
                    new Slip("- id: read", "- id: prod-restart", 12, "stands in line 7 already"),
                    new Slip(
                            "who: {roles: [agent], s",
                            "who: {roles: [agnet], s",
                            8,
                            "did you mean 'agent'?"),
                    new Slip("subjects:", "subject:", 8, "did you mean 'subjects'?"),
                    new Slip("subjects: [\"agent:*\"]", "subjects: []", 8, "empty list"),
                    new Slip(
                            "[containers_list, ",
                            "[\"containers_[l]ist\", ",
                            9,
                            "a pattern knows only"),
                    new Slip("risk: read", "risk: [raed]", 10, "did you mean 'read'?"),
                    new Slip("risk: read", "risk: [read, high]", 7, "needs override_risk: true"),
                    new Slip("risk: read", "risk: [critical]", 7, "never allowed outright"),
                    new Slip("effect: allow", "efect: allow", 11, "did you mean 'effect'?"),
                    new Slip("effect: allow", "efect: allow", 7, "lacks the key 'effect'"),
                    new Slip("effect: allow", "effect: alow", 11, "did you mean 'allow'?"),
                    new Slip("effect: allow", "effect: confirm", 11, "not an effect"),
                    new Slip("effect: allow", "effect: approve", 11, "say who approves"),
                    new Slip("effect: allow", "effect:", 11, "here stands nothing"),
                    new Slip(
                            "effect: allow",
                            "effect: allow\n    override_risk: true",
                            7,
                            "the risk list [high]"),
                    new Slip(
                            "{container: {name",
                            "{contaner: {name",
                            15,
                            "did you mean 'container'?"),
                    new Slip("name: \"web-*\"", "nmae: \"web-*\"", 15, "did you mean 'name'?"),
                    new Slip("name: \"web-*\"", "name: {a: b}", 15, "here stands a mapping"),
                    new Slip(
                            "{name: \"web-*\", labels: {env: [prod, stage]}}",
                            "{}",
                            15,
                            "any container is name: \"*\""),
                    new Slip(
                            "{container: {name: \"web-*\", labels: {env: [prod, stage]}}}",
                            "{path: [etc]}",
                            15,
                            "begins with '/'"),
                    new Slip("n: 2", "n: 0", 16, "from 1 to 10"),
                    new Slip("{role: operator", "{role: agent", 16, "allowed here: operator"),
                    new Slip("signed: true", "singed: true", 16, "did you mean 'signed'?"),
                    new Slip("[{role: operator, n: 2}]", "[]", 16, "at least one approver"),
                    new Slip(
                            "{approve: [{role: operator, n: 2}], signed: true}",
                            "{signed: true}",
                            16,
                            "lacks the key 'approve'"),
                    new Slip("who: \"agent:build", "who: \"operator:build", 18, "only agents call"),
                    new Slip(
                            "op: containers_lifecycle.restart",
                            "op: containers_lifecycle.restrat",
                            20,
                            "did you mean 'containers_lifecycle.restart'?"),
                    new Slip(
                            "{container: web-1, l",
                            "{image: x, container: web-1, l",
                            21,
                            "unknown key 'image'"),
                    new Slip(
                            "expect: approve",
                            "expect: confirm",
                            22,
                            "allowed here: allow, approve, deny"),
                    new Slip(
                            "expect: approve",
                            "expect: allow",
                            18,
                            "expects allow by rule 'prod-restart' for containers_lifecycle.restart, and the policy says approve (rule 'prod-restart')"),
                    new Slip(
                            "rule: prod-restart",
                            "rule: prod-restrat",
                            23,
                            "did you mean 'prod-restart'?"),
                    new Slip(
                            "rule: prod-restart",
                            "rule: read",
                            18,
                            "expects approve by rule 'read'"),
                    new Slip(
                            "roles: [agent]\n    op",
                            "roles: [operator]\n    op",
                            18,
                            "the policy says deny (rule 'scope')"));

    @Test
    void aGoodFileIsLoadedWithTheDigestOfItsBytesAsRevision() {
        var rules = loaded(GOOD).rules();
        assertThat(rules.revision()).isEqualTo("sha256:" + Digest.of(GOOD.getBytes(UTF_8)).hex());
        assertThat(rules.rules()).extracting("id").containsExactly("read", "prod-restart");
        assertThat(rules.times().pending()).isEqualTo(Duration.ofMinutes(20));
        assertThat(rules.times().claim()).isEqualTo(Duration.ofSeconds(90));
        assertThat(rules.tests()).hasSize(1);
    }

    @Test
    void eachSlipIsNamedWithItsLineAndWhatIsAllowed() {
        for (Slip slip : SLIPS) {
            assertThat(GOOD).contains(slip.good());
            var problems = rejected(GOOD.replace(slip.good(), slip.bad()));
            assertThat(problems)
                    .as("%s", slip)
                    .anySatisfy(problem -> {
                        assertThat(problem.line()).isEqualTo(slip.line());
                        assertThat(problem.column()).isPositive();
                        assertThat(problem.message()).contains(slip.says());
                    });
        }
    }

    @Test
    void allSlipsAreReportedAtOnceInTheFilesOrder() {
        var bad = GOOD.replace("pending", "pendign").replace("subjects", "sujects");
        assertThat(rejected(bad.replace("expect", "expcet")))
                .extracting(PolicyProblem::line)
                .containsExactly(2, 8, 18, 22);
    }

    @Test
    void aMessageReadsAsAnOperatorNeedsIt() {
        assertThat(rejected(GOOD.replace("effect: allow", "effect: allow\n    efect: deny")))
                .singleElement()
                .hasToString(
                        "line 12, column 5: unknown key 'efect' in rule 'read'; did you mean"
                                + " 'effect'?; allowed here: id, who, ops, targets, risk, effect,"
                                + " override_risk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1\nroles: {}\nversion: 1\n|3|second time; the first is in line 1",
                "version: 1\nroles: &r {}\nrules: []\n|2|anchors and aliases",
                "version: 1\nroles: {}\nrules: *r\n|3|anchors and aliases",
                "version: 1\nroles: !!map {}\nrules: []\n|2|tags",
                "version: !java 1\n|1|tags",
                "version: 1\n\troles: {}\n|2|not YAML",
                "version: 1\nroles: {\n|3|not YAML",
                "version: 1\n---\nversion: 1\n|2|one document",
                "%YAML 1.2\n---\nversion: 1\n|1|directives",
                "? [a]\n: b\n|1|a key is a text",
                "- version\n|1|a policy is a mapping",
                "# nothing\n|0|the file is empty",
                "version: 1\nroles: {}\n|1|lacks the key 'rules'",
                "version: \"1\"\nroles: {}\nrules: []\n|1|version is 1",
                "version: 1\nroles: []\nrules: {}\n|2|roles is a mapping",
                "version: 1\nroles: []\nrules: {}\n|3|rules is a list",
                "version: 1\u0007\n|0|characters that YAML does not allow",
            })
    void whatIsNotPlainYamlIsRefused(String sample) {
        var parts = sample.split("\\|", -1);
        assertThat(rejected(parts[0]))
                .anySatisfy(problem -> {
                    assertThat(problem.line()).isEqualTo(Integer.parseInt(parts[1]));
                    assertThat(problem.message()).contains(parts[2]);
                });
    }

    @Test
    void aFileTooDeepTooLargeOrNotUtf8IsRefused() {
        assertThat(rejected("roles: " + "[".repeat(100_000)))
                .singleElement()
                .extracting(PolicyProblem::message)
                .isEqualTo("nested more than 20 levels deep");
        assertThat(rejected(GOOD + "#".repeat(1 << 20)).getFirst().message()).contains("1 MiB");
        assertThat(PolicyFile.read(GOOD.getBytes(UTF_16))).isInstanceOf(PolicyFile.Rejected.class);
    }

    @Test
    void aByteOrderMarkIsPassedOverAndCountsInTheRevision() {
        var marked = loaded("\uFEFF" + GOOD).rules();
        assertThat(marked.rules()).isEqualTo(loaded(GOOD).rules().rules());
        assertThat(marked.revision()).isNotEqualTo(loaded(GOOD).rules().revision());
        assertThat(rejected("\uFEFFversoin: 1\n").getFirst().line()).isEqualTo(1);
    }

    @Test
    void aPatternThatMatchesNoOperationIsAWarning() {
        var odd = GOOD.replace("ops: [containers_list, ", "ops: [containers_lst, ");
        assertThat(loaded(odd).warnings())
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.line()).isEqualTo(9);
                    assertThat(warning.message()).contains("'containers_lst' matches no");
                });
    }

    @Test
    void aRuleForPathsIsTakenAndMatchesNoContainer() {
        var file =
                GOOD.replace(
                        "tests:",
                        """
                          - id: no-keys
                            ops: ["**"]
                            targets: {path: ["/etc/shadow", "/**/.ssh/**"]}
                            effect: deny
                        tests:\
                        """);
        assertThat(loaded(file).warnings()).extracting(PolicyProblem::line).containsExactly(19);
    }

    @Test
    void outsideTextCannotDisguiseAMessage() {
        assertThat(rejected("\"a\\u202eb\\n\": 1\n").getFirst().message())
                .contains("\\u202e")
                .doesNotContain("\u202e", "\n");
    }

    @Test
    void aFileIsReadFromDiskAndAMissingOneIsRejected(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("policy.yaml"), GOOD);
        assertThat(PolicyFile.read(file))
                .isInstanceOfSatisfying(
                        PolicyFile.Loaded.class,
                        read -> {
                            assertThat(read.text()).isEqualTo(GOOD);
                            assertThat(read.rules().rules())
                                    .isEqualTo(loaded(GOOD).rules().rules());
                            assertThat(read.rules().tests())
                                    .isEqualTo(loaded(GOOD).rules().tests());
                        });
        assertThat(PolicyFile.read(folder.resolve("none.yaml")))
                .isInstanceOfSatisfying(
                        PolicyFile.Rejected.class,
                        no ->
                                assertThat(no.problems().getFirst())
                                        .hasToString(
                                                "the file cannot be read (NoSuchFileException)"));
    }

    private static PolicyFile.Loaded loaded(String text) {
        var read = PolicyFile.read(text.getBytes(UTF_8));
        assertThat(read).isInstanceOf(PolicyFile.Loaded.class);
        return (PolicyFile.Loaded) read;
    }

    private static List<PolicyProblem> rejected(String text) {
        var read = PolicyFile.read(text.getBytes(UTF_8));
        assertThat(read)
                .as("%s", text.lines().limit(25).toList())
                .isInstanceOf(PolicyFile.Rejected.class);
        return ((PolicyFile.Rejected) read).problems();
    }
}
