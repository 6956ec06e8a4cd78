package io.systemmanager.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Report;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSelection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.ListContainers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    private static final Subject ME = new Subject("agent:me");
    private static final RequestId ID = new RequestId(new UUID(1, 2));

    private final CallReader reader =
            new CallReader(new Cursors(new byte[32]), new ToolCatalogue());
    private final ReplyWriter writer = new ReplyWriter(reader);

    @Test
    void fiftyContainersTakeAtMostFourPointOneKilobytes() {
        assertThat(bytes(list("{}", containers(50, "svc-%02d")))).isLessThanOrEqualTo(4_100);
    }

    @Test
    void pagesPutTogetherAreTheWholeWithoutOverlap() throws IOException {
        var all = containers(200, "a-container-with-quite-a-long-name-%03d");
        var names = new ArrayList<String>();
        var arguments = "{\"limit\":200}";
        for (int page = 0; page < 20 && arguments != null; page++) {
            var text = list(arguments, all);
            assertThat(bytes(text)).isLessThanOrEqualTo(Declaration.CONTAINERS_LIST.answerBytes());
            var answer = MAPPER.readTree(text);
            answer.path("rows").forEach(row -> names.add(row.asText().split("\\|", 2)[0]));
            arguments = next(answer);
        }
        assertThat(names)
                .containsExactlyElementsOf(all.stream().map(ContainerSummary::name).toList());
    }

    @Test
    void aBarInsideACellDoesNotShiftTheColumns() throws IOException {
        var text = list("{}", List.of(container("web", "evil|image|with|bars")));

        var row = MAPPER.readTree(text).at("/rows/0").asText();
        assertThat(row.chars().filter(c -> c == '|')).hasSize(8);
    }

    @Test
    void aLogIsOneLineOfFactsAndThenItsLinesAsTheyAre() throws IOException {
        var excerpt =
                new LogExcerpt(
                        List.of("first \"quoted\"", "{\"lines\":99}"), 7, 0, Optional.empty());

        var text =
                writer.write(
                                Declaration.CONTAINERS_LOGS,
                                new Reply.Answered(new Report.Log("web", excerpt)),
                                ID,
                                ME,
                                NOW)
                        .text();

        var lines = text.split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).isEqualTo("first \"quoted\"");
        var facts = MAPPER.readTree(lines[0]);
        assertThat(facts.path("lines").asInt()).isEqualTo(2);
        assertThat(facts.path("omitted_older_lines").asInt()).isEqualTo(7);
        assertThat(facts.path("untrusted").asBoolean()).isTrue();
    }

    @Test
    void anAnswerBeyondItsBudgetIsAFailureThatSaysSo() {
        var huge = new LogExcerpt(List.of("x".repeat(80_000)), 0, 0, Optional.empty());

        var written =
                writer.write(
                        Declaration.CONTAINERS_LOGS,
                        new Reply.Answered(new Report.Log("web", huge)),
                        ID,
                        ME,
                        NOW);

        assertThat(written.isError()).isTrue();
        assertThat(written.text()).contains("answer_too_large", ID.toString());
    }

    private String list(String arguments, List<ContainerSummary> all) {
        var read = reader.read(Declaration.CONTAINERS_LIST, (ObjectNode) parse(arguments), ME, NOW);
        var query = ((ListContainers) read.operation()).query();
        ContainerPage page = ContainerSelection.page(query, all, _ -> Map.of());
        return writer.write(
                        Declaration.CONTAINERS_LIST,
                        new Reply.Answered(new Report.Containers(query, page)),
                        ID,
                        ME,
                        NOW)
                .text();
    }

    private static @org.jspecify.annotations.Nullable String next(JsonNode answer) {
        var cursor = answer.path("next_cursor");
        return cursor.isMissingNode()
                ? null
                : "{\"limit\":200,\"cursor\":\"" + cursor.asText() + "\"}";
    }

    private static List<ContainerSummary> containers(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(i -> container(name.formatted(i), "ghcr.io/shop/service:2.14.3"))
                .toList();
    }

    private static ContainerSummary container(String name, String image) {
        return new ContainerSummary(
                new ContainerId("0123456789abcdef".repeat(4)),
                name,
                image,
                ContainerState.RUNNING,
                Optional.empty(),
                Optional.of(NOW.minusSeconds(86_400)),
                0,
                List.of(),
                Optional.of("shop"),
                Optional.empty());
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void theDefaultQueryShowsWhatRuns() {
        var read = reader.read(Declaration.CONTAINERS_LIST, MAPPER.createObjectNode(), ME, NOW);

        assertThat(((ListContainers) read.operation()).query()).isEqualTo(ContainerQuery.running());
    }
}
