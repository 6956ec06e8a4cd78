package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.contract.fixture.SshKeygen;
import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.ops.cli.approvals.ApprovalsCommand;
import io.systemmanager.ops.settings.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Signed votes from the key to the ledger and to the auditor, with the real ssh-keygen. */
@Timeout(120)
class SignedVotesTest {
    private static final Pattern AUDIT =
            Pattern.compile("<!-- audit -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String RULE =
            """
            rules:
              - id: signed
                ops: ["containers_lifecycle.*"]
                targets: {container: {name: db}}
                effect: {approve: [{role: operator}], signed: true, anchor: true}
            """;

    @TempDir Path folder;
    private RunningServer running;
    private Path key;
    private String approval;

    @BeforeEach
    void start() throws IOException {
        key = folder.resolve("key");
        var signers = folder.resolve("allowed_signers");
        Files.writeString(signers, "local " + SshKeygen.key(key, "-t", "ed25519") + "\n");
        Files.writeString(
                signers,
                "local "
                        + SshKeygen.key(folder.resolve("ecdsa"), "-t", "ecdsa", "-b", "256")
                        + "\nlocal "
                        + SshKeygen.key(folder.resolve("rsa"), "-t", "rsa", "-b", "3072")
                        + "\n",
                StandardOpenOption.APPEND);
        running =
                RunningServer.start((state, settings) -> {
                    demandSignatures(state.policy());
                    return settings.with(Setting.APPROVALS_ALLOWED_SIGNERS, signers.toString())
                            .with(Setting.AUDIT_ANCHORS, "file:" + folder.resolve("anchor"));
                });
        Files.writeString(folder.resolve("secret"), running.operatorSecret());
        approval = Asking.asks(running, running.agentToken(), "for the release");
    }

    private static void demandSignatures(Path policy) {
        try {
            var text = Files.readString(policy);
            Files.writeString(policy, text.replace("\nrules:\n", "\n" + RULE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private record Ran(int code, String out, String err) {}

    private Ran approvals(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--state", running.state().root().toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                new CommandLine(ApprovalsCommand.class)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setExecutionExceptionHandler((failure, line, _) -> {
                            line.getErr().println(failure.getMessage());
                            line.getErr().flush();
                            return 1;
                        })
                        .execute(words.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private String secret() {
        return folder.resolve("secret").toString();
    }

    private JsonNode card() {
        return running.operator("approvals.show", request -> request.put("id", approval))
                .path("approval");
    }

    private String digest() {
        return card().path("digest").asText();
    }

    private String statement(String vote) {
        var ran = approvals("statement", approval, "--vote", vote, "--secret-file", secret());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    private String signature(String name, String text) throws IOException {
        var signed = SshKeygen.sign(folder.resolve(name), Statement.NAMESPACE, text);
        return Files.writeString(folder.resolve("vote.sig"), signed).toString();
    }

    private JsonNode granted() {
        return running.entriesFrom(0).stream()
                .filter(entry -> entry.path("type").asText().equals("approval.granted"))
                .findFirst()
                .orElseThrow();
    }

    private void waitForTheEnd() {
        while (!Asking.types(running).contains("op.succeeded")) {
            Thread.onSpinWait();
        }
        assertThat(Asking.state(running)).contains("exited");
    }

    @Test
    void theCommandSignsAndTheAuditorVerifiesWithTheCommandsOfThePage() throws IOException {
        var signed =
                approvals(
                        "approve",
                        approval,
                        "--digest",
                        digest(),
                        "--sign-with",
                        key.toString(),
                        "--secret-file",
                        secret());

        assertThat(signed.code()).as(signed.err()).isZero();
        waitForTheEnd();
        assertThat(granted().at("/approval/votes/0/method").asText()).isEqualTo("signature");
        var note = Files.readString(folder.resolve("anchor"));
        assertThat(note).contains("systemmanager/audit/");

        var audit = AUDIT.matcher(Files.readString(page()));
        assertThat(audit.find()).isTrue();
        var script =
                "set -eu\nSTATE='%s'\nAPPROVAL='%s'\n%s"
                        .formatted(running.state().root(), approval, audit.group(1));
        assertThat(SshKeygen.run(folder, "", List.of("sh", "-c", script)))
                .startsWith("Good \"approval@systemmanager\" signature for local");
    }

    private static Path page() {
        return Path.of("..", "docs", "how-to", "sign-approvals.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "rsa"})
    void aSignatureMadeElsewhereTakesNoSecret(String kind) throws IOException {
        var file = signature(kind, statement("approve"));

        var voted = approvals("approve", approval, "--digest", digest(), "--signature", file);

        assertThat(voted.code()).as(voted.err()).isZero();
        waitForTheEnd();
    }

    @Test
    void whatIsNotSignedSoIsRefusedByEveryWay() throws IOException {
        SshKeygen.key(folder.resolve("stranger"), "-t", "ed25519");
        var digest = digest();
        var unsigned =
                approvals("approve", approval, "--digest", digest, "--secret-file", secret());
        assertThat(unsigned.err()).contains("signature_needed");

        var no = signature("key", statement("deny"));
        assertThat(approvals("approve", approval, "--digest", digest, "--signature", no).err())
                .contains("not the signature of an operator");
        var withSecret =
                approvals(
                        "approve",
                        approval,
                        "--digest",
                        digest,
                        "--signature",
                        no,
                        "--secret-file",
                        secret());
        assertThat(withSecret.err()).contains("signature_invalid");
        var stranger = signature("stranger", statement("approve"));
        assertThat(
                        approvals("approve", approval, "--digest", digest, "--signature", stranger)
                                .err())
                .contains("not the signature of an operator");
        assertThat(Asking.state(running)).contains("running");
        assertThat(Asking.types(running)).doesNotContain("approval.granted", "op.started");
    }

    @Test
    void aKeptVoteWhoseSignatureWasAlteredIsNotRead() throws Exception {
        var file = signature("key", statement("approve"));
        approvals("approve", approval, "--digest", digest(), "--signature", file);
        waitForTheEnd();
        assertThat(card().path("id").asText()).isEqualTo(approval);

        var line = Files.readString(Path.of(file)).lines().toList().get(3);
        var other = line.charAt(20) == 'A' ? 'B' : 'A';
        var altered = line.substring(0, 20) + other + line.substring(21);
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + running.state().ledger());
                var update =
                        connection.prepareStatement(
                                "UPDATE approval SET record=replace(record, ?, ?) WHERE id=?")) {
            update.setString(1, line);
            update.setString(2, altered);
            update.setString(3, approval);
            assertThat(update.executeUpdate()).isOne();
        }

        assertThat(card().isMissingNode()).isTrue();
    }

    @Test
    void theConsoleShowsWhatToSignAndTakesTheSignature() throws IOException {
        var browser = Browser.signedIn(running, running.operatorSecret());
        var page = browser.get("/console/approvals/" + approval).body();
        var statement = statement("approve");
        assertThat(page).contains(statement.strip(), "ssh-keygen -Y sign", "each by SSH signature");

        var fields = new HashMap<>(browser.decision(approval));
        var path = "/console/approvals/" + approval + "/approve";
        assertThat(browser.submit(path, fields).status()).isEqualTo(409);
        fields.put("signature", "no signature");
        assertThat(browser.submit(path, fields).status()).isEqualTo(422);
        var wrong = Files.readString(Path.of(signature("key", statement("deny"))));
        fields.put("signature", wrong);
        assertThat(browser.submit(path, fields).status()).isEqualTo(409);

        var good = Files.readString(Path.of(signature("key", statement)));
        fields.put("signature", good.replace("\n", "\r\n")); // as browsers send it
        assertThat(browser.submit(path, fields).status()).isEqualTo(303);
        waitForTheEnd();
        assertThat(granted().at("/approval/votes/0/sig").asText()).isEqualTo(good);
    }
}
