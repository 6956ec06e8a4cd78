package io.systemmanager.contract.docs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.contract.snapshot.DrivenMeters;
import io.systemmanager.contract.snapshot.MetricNames;
import io.systemmanager.contract.snapshot.Repository;
import org.junit.jupiter.api.Test;

/** What the reference says is what the code does: each page is made anew and compared. */
class GeneratedDocsTest {

    @Test
    void theToolsAreDescribedAsTheyAre() throws Exception {
        GeneratedPage.matches("docs/reference/tools.md", new ToolPage().render());
    }

    @Test
    void resourcesAndPromptsAreDescribedAsTheyAre() {
        GeneratedPage.matches(
                "docs/reference/resources-and-prompts.md", new ResourcePage().render());
    }

    @Test
    void theToolsInTheReadmeAreThoseThatThereAre() {
        GeneratedPage.sectionMatches("README.md", "tools", ToolTable.render());
    }

    @Test
    void theSettingsAreDescribedAsTheyAre() {
        GeneratedPage.matches("docs/reference/settings.md", SettingPage.render());
    }

    @Test
    void theErrorsAreDescribedAsTheyAre() {
        GeneratedPage.matches("docs/reference/errors.md", ErrorPage.render());
    }

    @Test
    void theMetricsAreDescribedAsTheyAre() throws Exception {
        try (var running = RunningServer.start()) {
            var families = MetricNames.of(running.scrape(), DrivenMeters.scrape());
            GeneratedPage.matches("docs/reference/metrics.md", MetricPage.render(families));
        }
    }

    @Test
    void theCommandIsDescribedAsItIs() {
        GeneratedPage.matches("docs/reference/cli.md", CommandPage.render());
    }

    @Test
    void aStalePageIsNoticed() {
        if (!Repository.renewing()) {
            assertThatThrownBy(() -> GeneratedPage.matches("docs/reference/errors.md", "other"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("systemmanager.write=true");
        }
    }
}
