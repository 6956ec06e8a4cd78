package io.systemmanager.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.snapshot.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each library that ships has a line of reason. What ships is what {@code package} of the module
 * ops puts into its folder of libraries, so this needs {@code mvn verify} from the root; without
 * that folder it fails.
 */
class DependencyListTest {
    private static final String PAGE = "docs/reference/dependencies.md";
    private static final String SHIPPED = "ops/target/dist/lib";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([\\w.-]+):([\\w.-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

    @Test
    void thePageNamesWhatShipsAndNothingElse() throws Exception {
        assertThat(shipped())
                .as("%s is what ships; %s gives each library one line", SHIPPED, PAGE)
                .containsExactlyInAnyOrderElementsOf(listed());
    }

    @Test
    void eachLibraryHasALicenceAndAReason() {
        var page = Repository.text(PAGE).orElseThrow();
        assertThat(ROW.matcher(page).results())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.group(3)).as("licence of %s", row.group(2)).isNotBlank();
                    assertThat(row.group(4)).as("reason of %s", row.group(2)).isNotBlank();
                });
    }

    @Test
    void aNameAndAVersionAreToldApart() {
        assertThat(artifact("jetty-ee10-servlet-12.1.14.jar")).isEqualTo("jetty-ee10-servlet");
        assertThat(artifact("guava-33.5.0-jre.jar")).isEqualTo("guava");
        assertThat(artifact("listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar"))
                .isEqualTo("listenablefuture");
    }

    private static List<String> listed() {
        return ROW.matcher(Repository.text(PAGE).orElseThrow())
                .results()
                .map(row -> row.group(2))
                .toList();
    }

    /** Artifact ids, twice where an older version was left behind: then {@code mvn clean} helps. */
    private static List<String> shipped() throws IOException {
        var folder = Repository.at(SHIPPED);
        assertThat(folder)
                .as("the libraries that ship: run mvn verify from the root, not test")
                .isDirectory();
        var artifacts = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("systemmanager-"))
                    .map(DependencyListTest::artifact)
                    .forEach(artifacts::add);
        }
        return artifacts;
    }

    private static String artifact(String jar) {
        var matcher = JAR.matcher(jar);
        assertThat(matcher.matches()).as("a jar with a version: %s", jar).isTrue();
        return matcher.group(1);
    }
}
