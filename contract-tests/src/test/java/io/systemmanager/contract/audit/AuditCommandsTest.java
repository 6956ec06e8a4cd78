package io.systemmanager.contract.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.ops.cli.audit.AuditCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the audit commands print of a ledger that no server has open. */
class AuditCommandsTest {
    @TempDir private Path folder;

    @BeforeEach
    void fill() {
        SampleLedger.write(folder.resolve("ledger.db"));
    }

    /** How a command ended, and what it printed. */
    record Ran(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Ran run(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        if (!words.contains("--check")) {
            words.add("--state");
            words.add(folder.toString());
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                new CommandLine(AuditCommand.class)
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

    private static List<String> firstWords(Ran ran) {
        return ran.lines().stream().skip(1).map(line -> line.split(" ", 2)[0]).toList();
    }

    @Test
    void tailShowsTheNewestInTheirOrder() {
        assertThat(firstWords(run("tail", "-n", "3"))).containsExactly("12", "13", "14");
        assertThat(firstWords(run("tail", "-n", "0"))).isEmpty();
        assertThat(firstWords(run("tail", "-n", "1000"))).hasSize(15).startsWith("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --type op.started                                 | 12 11 7 5
                    --outcome denied                                  | 10 9
                    --principal operator:grace                        | 3
                    --tool containers_lifecycle --target api          | 8 7
                    --request 019b7a9e-6000-7000-8000-000000000001    | 6 5
                    --risk low --outcome ok                           | 6
                    --since 2026-01-01T12:00:10Z                      | 14 13 12 11 10
                    --until 2026-01-01T12:00:02Z                      | 1 0
                    --limit 2 --before 5                              | 4 3
                    """)
    void queryFindsByEveryFilter(String options, String found) {
        var words = new ArrayList<>(List.of("query"));
        words.addAll(List.of(options.split(" +", -1)));
        assertThat(firstWords(run(words.toArray(String[]::new))))
                .containsExactly(found.split(" ", -1));
    }

    @Test
    void aFilterThatIsWrongSaysWhatItMayBe() {
        for (var wrong :
                List.of("--outcome=fine", "--since=yesterday", "--risk=big", "--limit=101")) {
            var ran = run("query", wrong);
            assertThat(ran.code()).as(wrong).isEqualTo(1);
            assertThat(ran.err()).as(wrong).isNotBlank();
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void jsonIsWhatIsStored() throws Exception {
        var printed = run("query", "--json", "--limit", "100").lines();
        assertThat(printed).hasSize(15);
        assertThat(printed.reversed()).isEqualTo(stored());
        assertThat(run("show", "5", "--json").lines()).containsExactly(stored().get(5));
    }

    private List<String> stored() throws Exception {
        var entries = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT entry FROM audit_entry ORDER BY idx")) {
            while (rows.next()) {
                entries.add(rows.getString(1));
            }
        }
        return entries;
    }

    @Test
    void showTellsWhetherTheEntryIsIntactAndSigned() {
        var ran = run("show", "5");
        assertThat(ran.out())
                .contains("\"type\" : \"op.started\"", "that of the hash", "names 15 entries");
        assertThat(run("show", "15").err()).contains("no entry 15");
    }

    @Test
    void explainTellsTheWholeStory() {
        assertThat(run("explain", SampleLedger.DONE).out())
                .contains(
                        "containers_lifecycle.restart on web",
                        "agent:desk with credential 0badcafe, from 192.0.2.9 through editor",
                        "it answers 502 since noon",
                        "allow by rule operate of policy sha256:",
                        "entry 5: the intent was durable",
                        "entry 6: ok, running -> running, 3000 us");
        assertThat(run("explain", SampleLedger.LOST).out())
                .contains("nobody saw its end", "may or may not have happened");
        assertThat(run("explain", SampleLedger.FOUND).out())
                .contains(
                        "entry 13: nobody saw its end",
                        "looked up",
                        "entry 14: failed, not_applied, it runs since before the restart");
        assertThat(run("explain", SampleLedger.OPEN).out())
                .contains("no reason was given", "it has no end yet");
        var other = run("explain", "op_" + "x".repeat(26));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("no entry about operation");
    }

    @Test
    void nothingThatIsPrintedMovesATerminal() throws Exception {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER audit_entry_is_not_changed");
            statement.execute(
                    "UPDATE audit_entry SET entry = replace(entry, 'agent:desk', 'agent:' ||"
                            + " char(27) || '[2J' || char(0x9b) || char(0x202e) || 'x')"
                            + " WHERE idx = 4");
            // Good JSON this time, in which an escape stands for what must not be shown.
            statement.execute(
                    "UPDATE audit_entry SET entry = replace(entry, 'agent:desk',"
                            + " 'agent:\\u001b[2J\\u009b\\u202ex') WHERE idx = 7");
        }
        var printed =
                List.of(
                        run("tail", "-n", "50"),
                        run("tail", "-n", "50", "--json"),
                        run("query"),
                        run("query", "--json"),
                        run("show", "4"),
                        run("show", "4", "--json"),
                        run("show", "7"),
                        run("explain", SampleLedger.LOST),
                        run("explain", SampleLedger.LOST, "--json"));
        for (var ran : printed) {
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().chars())
                    .noneMatch(
                            c -> (c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x202e);
        }
        assertThat(run("tail", "-n", "50").out()).contains("CHANGED");
        assertThat(run("show", "4").out()).contains("IS NOT THAT OF THE HASH");
        assertThat(run("explain", SampleLedger.LOST).out()).contains("see \\u001b[2J\\u202e this");
    }

    @Test
    void aProofIsCheckedWithoutTheLedger() throws Exception {
        var proof = folder.resolve("proof");
        var keys = folder.resolve("keys.txt");
        Files.writeString(proof, run("prove", "9").out());
        Files.writeString(keys, SampleKeys.LOG.log().verifier().text() + "\n");
        Files.delete(folder.resolve("ledger.db"));

        var checked = run("prove", "--check", proof.toString(), "--keys", keys.toString());
        assertThat(checked.out()).startsWith("OK: entry 9 of 15 in ").contains("\"op.denied\"");

        Files.writeString(proof, Files.readString(proof).replace("index 9", "index 8"));
        var wrong = run("prove", "--check", proof.toString(), "--keys", keys.toString());
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out()).startsWith("FAIL: ");
    }

    @Test
    void whatIsNotInTheLogHasNoProof() {
        assertThat(run("prove", "15").err()).contains("no signed note names entry 15");
        assertThat(run("prove").code()).isEqualTo(2);
    }

    @Test
    void anExportIsTheLeavesOfItsNote() throws Exception {
        var file = folder.resolve("entries.jsonl");
        assertThat(run("export", "--to", file.toString()).out())
                .isEqualTo("15 entries, 0 to 14; all that the note names\n");
        var range = CompactRange.empty();
        for (var line : Files.readAllLines(file)) {
            range.append(Hash.ofLeaf(line.getBytes(StandardCharsets.UTF_8)));
        }
        var note =
                SignedNote.parse(Files.readString(folder.resolve("entries.jsonl.note")))
                        .orElseThrow();
        assertThat(note.check(SampleKeys.LOG.log().verifier())).isEqualTo(SignatureCheck.VALID);
        assertThat(Checkpoint.parse(note.text()).orElseThrow().root()).isEqualTo(range.root());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run("export", "--to", file.toString()).err()).contains("there already");

        var part = folder.resolve("part.jsonl");
        run("export", "--to", part.toString(), "--from", "3", "--until", "5");
        assertThat(Files.readAllLines(part)).isEqualTo(stored().subList(3, 6));
    }

    @Test
    void withoutALedgerItSaysWhere() throws Exception {
        Files.delete(folder.resolve("ledger.db"));
        assertThat(run("tail").err()).contains("there is no ledger at");
    }
}
