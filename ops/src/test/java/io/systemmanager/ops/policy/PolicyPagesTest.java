package io.systemmanager.ops.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.policy.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages about policies say is so. */
class PolicyPagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path HOW_TO = DOCS.resolve("how-to/write-a-policy.md");
    private static final Path REFERENCE = DOCS.resolve("reference/policy.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

    @Test
    void everyPolicyOnThePagesLoadsAndItsTestsHold() throws IOException {
        assertThat(blocks(HOW_TO)).hasSize(2).allSatisfy(PolicyPagesTest::loads);
        assertThat(blocks(REFERENCE)).hasSize(1).allSatisfy(PolicyPagesTest::loads);
    }

    @Test
    void theMessageShownForASlipIsTheOneGiven() throws IOException {
        var slip =
                blocks(HOW_TO).getFirst().replace("effect: allow", "effect: allow\n    efect: x");
        var read = (PolicyFile.Rejected) PolicyFile.read(slip.getBytes(UTF_8));
        assertThat(text(HOW_TO)).contains("\n" + read.problems().getFirst() + "\n");
    }

    @Test
    void theExamplesOfPatternsAreTrue() throws IOException {
        var rows =
                text(REFERENCE).lines().filter(row -> row.matches("\\| (operation|name|path) .*"));
        assertThat(rows.map(row -> row.split("\\|", -1)).toList())
                .hasSizeGreaterThan(8)
                .allSatisfy(cells -> {
                    var glob = compiler(cells[1].strip()).apply(code(cells[2]));
                    assertThat(glob.matches(code(cells[3]))).as("%s", glob).isTrue();
                    assertThat(!code(cells[4]).isEmpty() && glob.matches(code(cells[4])))
                            .as("%s", glob)
                            .isFalse();
                });
    }

    @Test
    void theReferenceNamesEveryScope() throws IOException {
        assertThat(text(REFERENCE))
                .contains(
                        Arrays.stream(Scope.values())
                                .map(scope -> "`" + scope.wireName() + "`")
                                .toList());
    }

    private static void loads(String block) {
        assertThat(PolicyFile.read(block.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        PolicyFile.Loaded.class,
                        loaded -> {
                            assertThat(loaded.warnings()).isEmpty();
                            assertThat(loaded.rules().tests()).isNotEmpty();
                        });
    }

    private static Function<String, Glob> compiler(String over) {
        return switch (over) {
            case "operation" -> Glob::ofOperation;
            case "name" -> Glob::ofName;
            default -> Glob::ofPath;
        };
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }

    private static List<String> blocks(Path page) throws IOException {
        return BLOCK.matcher(text(page)).results().map((MatchResult hit) -> hit.group(1)).toList();
    }

    private static String text(Path page) throws IOException {
        return Files.readString(page);
    }
}
