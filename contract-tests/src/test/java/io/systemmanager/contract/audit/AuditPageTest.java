package io.systemmanager.contract.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.contract.snapshot.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries of the page on the audit format answer what the page says that they answer. {@code
 * -Dsystemmanager.write=true} writes what they answer now; look at the difference.
 */
class AuditPageTest {
    private static final Path PAGE = Repository.at("docs/reference/audit-format.md");
    private static final Pattern QUERY =
            Pattern.compile("```sql\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^```sql$", Pattern.MULTILINE);
    private static final Pattern VIEW = Pattern.compile("CREATE VIEW (v_[a-z_]+)");

    @TempDir private static Path folder;

    /** A query of the page and what stands below it. */
    record Worked(String sql, String rows) {
        @Override
        public String toString() {
            return sql.lines().findFirst().orElse("");
        }
    }

    @BeforeAll
    static void fill() throws Exception {
        SampleLedger.writeWithApprovals(folder.resolve("ledger.db"));
        if (Repository.renewing()) {
            var page = new StringBuilder();
            var query = QUERY.matcher(Files.readString(PAGE));
            while (query.find()) {
                query.appendReplacement(page, "");
                page.append("```sql\n").append(query.group(1)).append("```\n\n```text\n");
                answered(query.group(1)).forEach(line -> page.append(line).append('\n'));
                page.append("```");
            }
            query.appendTail(page);
            Repository.write("docs/reference/audit-format.md", page.toString());
        }
    }

    static Stream<Worked> queries() throws Exception {
        return QUERY.matcher(Files.readString(PAGE))
                .results()
                .map(found -> new Worked(found.group(1), found.group(2)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void eachQueryOfThePageAnswersWhatStandsBelowIt(Worked worked) throws Exception {
        assertThat(String.join("\n", answered(worked.sql())) + "\n").isEqualTo(worked.rows());
    }

    @Test
    void eachQueryHasItsAnswerAndEachViewHasAQuery() throws Exception {
        var page = Files.readString(PAGE);
        assertThat(queries().count()).isEqualTo(FENCE.matcher(page).results().count());
        var migration =
                Files.readString(
                        Repository.at(
                                "adapters-out/sqlite/src/main/resources/migrations/V2__views.sql"));
        var asked = String.join("\n", queries().map(Worked::sql).toList());
        assertThat(VIEW.matcher(migration).results().map(found -> found.group(1)))
                .hasSize(8)
                .allSatisfy(view -> assertThat(asked).contains(view));
    }

    @Test
    void eachTypeThatIsWrittenIsExplained() throws Exception {
        var schema =
                new ObjectMapper()
                        .readTree(
                                Repository.text(
                                                "contract-tests/src/test/resources/contracts/entry-schema.json")
                                        .orElseThrow());
        var page = Files.readString(PAGE);
        assertThat(schema.at("/properties/type/enum"))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(page).contains("`" + type.asText() + "`"));
    }

    /** As the sqlite3 command lists them with its heads on. */
    private static List<String> answered(String sql) throws SQLException {
        var lines = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            var head = new ArrayList<String>();
            for (int i = 1; i <= columns; i++) {
                head.add(rows.getMetaData().getColumnLabel(i));
            }
            lines.add(String.join("|", head));
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(rows.getString(i) == null ? "" : rows.getString(i));
                }
                lines.add(String.join("|", cells));
            }
        }
        return lines;
    }
}
