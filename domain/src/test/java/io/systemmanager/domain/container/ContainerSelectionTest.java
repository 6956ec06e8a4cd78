package io.systemmanager.domain.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerQuery.Show;
import io.systemmanager.domain.container.ContainerQuery.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerSelectionTest {

    private static ContainerSummary row(
            String name, ContainerState state, int restarts, long cpu, long memory) {
        return new ContainerSummary(
                new ContainerId("%064x".formatted(name.hashCode() & 0xffffffffL)),
                name,
                "image",
                state,
                Optional.of(name.startsWith("ill") ? "unhealthy" : "healthy"),
                Optional.empty(),
                restarts,
                List.of(),
                name.startsWith("shop") ? Optional.of("shop") : Optional.empty(),
                cpu < 0
                        ? Optional.empty()
                        : Optional.of(new ContainerSummary.Usage(cpu, memory, 1_000)));
    }

    private static final List<ContainerSummary> ROWS =
            List.of(
                    row("shop-web", ContainerState.RUNNING, 1, 50, 10),
                    row("ill-api", ContainerState.RUNNING, 9, 70, 30),
                    row("shop-db", ContainerState.PAUSED, 1, 10, 90),
                    row("again", ContainerState.RESTARTING, 0, -1, 0),
                    row("done", ContainerState.EXITED, 0, -1, 0),
                    row("fresh", ContainerState.CREATED, 0, -1, 0));

    private static List<String> names(Show show, Sort sort) {
        return page(show, Optional.empty(), List.of(), sort, 200, 0).rows().stream()
                .map(ContainerSummary::name)
                .toList();
    }

    private static ContainerPage page(
            Show show,
            Optional<String> match,
            List<String> labels,
            Sort sort,
            int limit,
            int skip) {
        var query =
                new ContainerQuery(show, match, Optional.empty(), labels, true, sort, limit, skip);
        return ContainerSelection.page(query, ROWS, row -> Map.of("name", row.name(), "empty", ""));
    }

    @Test
    void everyStateIsShownByExactlyOneOfRunningAndExited() {
        assertThat(names(Show.RUNNING, Sort.NAME))
                .containsExactly("again", "ill-api", "shop-db", "shop-web");
        assertThat(names(Show.EXITED, Sort.NAME)).containsExactly("done", "fresh");
        assertThat(names(Show.ALL, Sort.NAME)).hasSize(6);
        assertThat(names(Show.UNHEALTHY, Sort.NAME)).containsExactly("ill-api");
    }

    @Test
    void figuresFallAndTiesGoByName() {
        assertThat(names(Show.ALL, Sort.CPU))
                .containsExactly("ill-api", "shop-web", "shop-db", "again", "done", "fresh");
        assertThat(names(Show.ALL, Sort.MEMORY))
                .containsExactly("shop-db", "ill-api", "shop-web", "again", "done", "fresh");
        assertThat(names(Show.ALL, Sort.RESTARTS))
                .containsExactly("ill-api", "shop-db", "shop-web", "again", "done", "fresh");
    }

    @Test
    void allLabelsMustHold() {
        assertThat(labelled("name")).isEqualTo(6);
        assertThat(labelled("name=done")).isEqualTo(1);
        assertThat(labelled("name=done", "empty=")).isEqualTo(1);
        assertThat(labelled("name=done", "missing")).isZero();
        assertThat(labelled("name=do")).isZero();
    }

    private static int labelled(String... labels) {
        return page(Show.ALL, Optional.empty(), List.of(labels), Sort.NAME, 200, 0).total();
    }

    @Test
    void theTotalIsOfAllThatMatchAndAnOffsetBeyondItIsEmpty() {
        var page = page(Show.ALL, Optional.of("shop-*"), List.of(), Sort.NAME, 1, 1);

        assertThat(page.rows()).extracting(ContainerSummary::name).containsExactly("shop-web");
        assertThat(page.total()).isEqualTo(2);
        assertThat(page(Show.ALL, Optional.empty(), List.of(), Sort.NAME, 5, 99).rows()).isEmpty();
    }

    @Test
    void pagesMakeUpTheWholeWithoutOverlap() {
        for (var sort : Sort.values()) {
            for (int limit = 1; limit <= 7; limit++) {
                var seen = new ArrayList<String>();
                for (int skip = 0; skip < ROWS.size(); skip += limit) {
                    page(Show.ALL, Optional.empty(), List.of(), sort, limit, skip)
                            .rows()
                            .forEach(row -> seen.add(row.name()));
                }
                assertThat(seen).isEqualTo(names(Show.ALL, sort));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "web,web,true", "web,webs,false", "w?b,web,true", "w?b,wb,false", "*,'',true",
        "*,anything,true", "'','',true", "'',x,false", "*web*,shop-web-1,true",
                "shop-*-?,shop-web-1,true",
        "shop-*-?,shop-web-12,false", "**a**,bab,true", "[ab],a,false", ".*,x,false", "a*,A,false"
    })
    void aGlobKnowsStarAndQuestionMarkAndNothingElse(String glob, String text, boolean matches) {
        assertThat(ContainerSelection.glob(glob, text)).isEqualTo(matches);
    }

    /** With a backtracking matcher this would not end before the sun does. */
    @Test
    void aGlobOfManyStarsEndsSoon() {
        var glob = "a*".repeat(64).substring(0, 126) + "b";

        assertThat(ContainerSelection.glob(glob, "a".repeat(50_000))).isFalse();
        assertThat(ContainerSelection.glob("*a".repeat(64), "a".repeat(50_000))).isTrue();
    }

    @Test
    void aGlobAgreesWithTheRegularExpressionThatItMeans() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            var glob = text(random, "ab*?", 6);
            var text = text(random, "ab", 6);
            var meaning = glob.replace("*", ".*").replace("?", ".");

            assertThat(ContainerSelection.glob(glob, text))
                    .as("%s on %s", glob, text)
                    .isEqualTo(Pattern.matches(meaning, text));
        }
    }

    private static String text(Random random, String letters, int most) {
        var text = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
