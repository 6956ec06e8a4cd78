package io.systemmanager.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.ops.policy.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final String POLICY =
            """
            version: 1
            roles:
              agent: {scopes: [docker:read, docker:operate]}
              operator: {approver: true}
            rules:
              - {id: read, ops: "**", risk: read, effect: allow}
              - {id: change, ops: "containers_lifecycle.*", effect: allow}
              - id: production
                ops: "containers_lifecycle.*"
                targets: {container: {labels: {env: prod}}}
                effect: {approve: [{role: operator, n: 2}]}
            tests:
              - {who: "agent:a", roles: [agent], op: containers_list, expect: allow, rule: read}
              - {who: "agent:a", op: containers_list, expect: deny}
            """;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() {
        file = write("policy.yaml", POLICY);
    }

    @Test
    void aGoodFileIsSaidToBeGood() {
        var ran = run("check", file.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("is good: 3 rules, 2 tests hold, revision sha256:");
    }

    @Test
    void everyFaultIsNamedWithItsLine() {
        var spoilt =
                write(
                        "spoilt.yaml",
                        POLICY.replace("risk: read", "risk: none").replace("n: 2", "n: 0"));
        var ran = run("check", spoilt.toString());
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("spoilt.yaml: line 6, ", "spoilt.yaml: line 11, ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void whatARuleWantsAndTheServerHasNotIsAWarning() {
        write("policy.yaml", POLICY.replace("n: 2}]}", "n: 2}], signed: true, anchor: true}"));
        write("systemmanager.yaml", "listen: {port: 8443}\n");
        var bare = run("check", "--state", folder.toString());
        assertThat(bare.code()).isZero();
        assertThat(bare.err())
                .contains(
                        "rule production refuses: approvals.allowed_signers is not set",
                        "rule production refuses: audit.anchors is not set");

        write(
                "systemmanager.yaml",
                "approvals: {allowed_signers: /etc/signers}\naudit: {anchors: journald}\n");
        assertThat(run("check", "--state", folder.toString()).err()).isEmpty();
    }

    @Test
    void aWarningIsNoFault() {
        var odd =
                write(
                        "odd.yaml",
                        POLICY.replace(
                                "\"containers_lifecycle.*\", effect: allow",
                                "\"nothing_*\", effect: allow"));
        var ran = run("check", odd.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("warning: ", "line 7, ", "matches no operation");
    }

    @Test
    void withoutAFileTheServersOwnIsChecked() throws IOException {
        Files.write(folder.resolve("policy.yaml"), Profile.LEAN.bytes());
        assertThat(run("check", "--state", folder.toString()).out()).contains("is good");
    }

    @Test
    void everyTestSaysHowItCameOut() {
        var ran = run("test", file.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "ok    agent:a containers_list: allow (rule read)",
                        "ok    agent:a containers_list: deny (rule scope)",
                        "2 tests, 0 failed");
    }

    @Test
    void aTestThatFailsSaysWhatCameInstead() {
        var other = write("other.yaml", POLICY.replace("allow, rule: read}", "deny, rule: read}"));
        var ran = run("test", other.toString());
        assertThat(ran.code()).isOne();
        assertThat(ran.out().lines())
                .contains(
                        "FAIL  agent:a containers_list: allow (rule read), expected deny (rule read)",
                        "2 tests, 1 failed");
    }

    @Test
    void aCallIsExplainedWithTheReasonOfEachRule() {
        var ran =
                run(
                        "explain",
                        file.toString(),
                        "--as",
                        "ci-1",
                        "--roles",
                        "agent,stranger",
                        "--op",
                        "containers_lifecycle.restart",
                        "--target",
                        "name=web-1",
                        "--label",
                        "env=prod");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .startsWith(
                        "call      agent:ci-1 containers_lifecycle.restart on web-1 env=prod",
                        "verdict   approve operator:2 (rule production)",
                        "risk      low")
                .contains(
                        "no        allow   read  because of: risk",
                        "matches   allow   change",
                        "matches   approve production");
        assertThat(ran.err()).contains("no role stranger");
    }

    @Test
    void aMissingScopeIsToldBeforeAnyRule() {
        var ran =
                run(
                        "explain",
                        file.toString(),
                        "--as",
                        "agent:ci-1",
                        "--scopes",
                        "docker:read",
                        "--op",
                        "containers_lifecycle.stop",
                        "--target",
                        "name=web-1");
        assertThat(ran.out())
                .contains("verdict   deny (rule scope)", "docker:operate is missing")
                .doesNotContain("matches");
    }

    @Test
    void whatCannotBeAskedIsRefusedWithItsReason() {
        assertThat(explain("--as", "a", "--op", "containers_lst").err())
                .contains("did you mean 'containers_list'?");
        assertThat(explain("--as", "operator:o", "--op", "containers_list").err())
                .contains("only agents call operations");
        assertThat(explain("--as", "a", "--op", "containers_get", "--label", "a=b").err())
                .contains("--label needs --target");
        assertThat(explain("--as", "a", "--op", "containers_get", "--target", "id=b").err())
                .contains("--target name=NAME");
        assertThat(explain("--as", "a", "--op", "containers_get", "--scopes", "docker").err())
                .contains("no such scope: docker");
        var ran = run("explain", folder.resolve("none").toString(), "--as", "a", "--op", "x_y");
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("cannot be read", "systemmanager policy check");
    }

    @Test
    void twoPoliciesDifferInTheCallsThatTheyJudgeDifferently() {
        var stricter =
                write(
                        "stricter.yaml",
                        POLICY.replace("env: prod", "env: \"{prod,stage}\"")
                                .replace("n: 2", "n: 1"));
        var ran = run("diff", file.toString(), stricter.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .contains(
                        "agent, agent:any containers_lifecycle.stop on any env=prod:"
                                + " approve operator:2 (rule production)"
                                + " -> approve operator:1 (rule production)",
                        "agent, agent:any containers_lifecycle.stop on any env=stage:"
                                + " allow (rule change) -> approve operator:1 (rule production)")
                .noneMatch(line -> line.contains("containers_list"))
                .last()
                .asString()
                .startsWith("10 of ");
    }

    @Test
    void aRoleAndASubjectThatOnlyOneOfThemNamesAreTriedToo() {
        var added =
                write(
                        "added.yaml",
                        POLICY.replace(
                                        "  operator:",
                                        "  night: {scopes: [docker:operate]}\n  operator:")
                                .replace(
                                        "tests:",
                                        "  - {id: ci, who: {subjects: \"agent:ci-*\"}, ops:"
                                                + " containers_lifecycle.stop, effect: deny}\ntests:"));
        assertThat(run("diff", file.toString(), added.toString()).out().lines())
                .contains(
                        "agent, agent:ci-x containers_lifecycle.stop on any:"
                                + " allow (rule change) -> deny (rule ci)",
                        "night, agent:any containers_lifecycle.stop on any:"
                                + " deny (rule scope) -> allow (rule change)");
    }

    @Test
    void aPolicyDoesNotDifferFromItself() {
        assertThat(run("diff", file.toString(), file.toString()).out()).startsWith("0 of ");
    }

    private record Ran(int code, String out, String err) {}

    private Ran explain(String... arguments) {
        var all = new ArrayList<>(List.of("explain", file.toString()));
        all.addAll(List.of(arguments));
        var ran = run(all.toArray(String[]::new));
        assertThat(ran.code()).isOne();
        return ran;
    }

    private static Ran run(String... arguments) {
        var all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(arguments));
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                SystemManagerCommand.line()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
