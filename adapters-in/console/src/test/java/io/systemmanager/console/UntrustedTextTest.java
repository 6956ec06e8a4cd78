package io.systemmanager.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.simulated.SimulatedContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names, labels and words that want to be markup. */
class UntrustedTextTest {
    private static final String NAME = "<script>alert(1)</script>";
    private static final String LABEL = "\"><img src=x onerror=alert(2)>\u202e";

    private final ConsoleBench bench = new ConsoleBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theNameAndLabelsOfAContainerAreText() {
        bench.containers.add(
                SimulatedContainer.named("evil", bench.clock.instant()).label(LABEL, NAME).build());
        var id = bench.asks("evil", "</blockquote><b>trust me</b>");

        for (var page : new String[] {"/console", "/console/approvals/" + id.value()}) {
            assertThat(bench.get(page).body())
                    .doesNotContain("<script>alert", "<img", "<b>", "\u202e");
        }
        assertThat(bench.get("/console/approvals/" + id.value()).body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;bold", "\\u202e");
    }
}
