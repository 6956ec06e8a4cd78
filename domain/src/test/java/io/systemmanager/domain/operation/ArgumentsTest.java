package io.systemmanager.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.json.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static String text(Operation operation) {
        return CanonicalJson.text(Arguments.of(operation));
    }

    /** Digests are made of these bytes: a difference breaks what was stored under the old ones. */
    @Test
    void theWrittenFormIsStable() {
        var forms =
                SampleOperations.all().stream()
                        .collect(
                                Collectors.toMap(
                                        o -> o.name() + " " + o.getClass().getSimpleName(),
                                        ArgumentsTest::text));

        var change = "{\"action\":\"%s\",\"container\":\"web\",\"grace_s\":10}";
        var list =
                "{\"labels\":[],\"limit\":50,\"offset\":0,\"sort\":\"name\","
                        + "\"state\":\"running\",\"stats\":false}";
        assertThat(forms)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("containers_list ListContainers", list),
                                Map.entry(
                                        "containers_get GetContainer",
                                        "{\"container\":\"web\",\"sections\":[\"summary\","
                                                + "\"config\",\"env\",\"mounts\",\"network\","
                                                + "\"health\",\"resources\",\"labels\"]}"),
                                Map.entry(
                                        "containers_logs ReadContainerLogs",
                                        "{\"container\":\"web\",\"max_bytes\":8192,"
                                                + "\"stream\":\"all\",\"tail\":100}"),
                                Map.entry(
                                        "system_status ReadSystemStatus",
                                        "{\"sections\":[\"host\",\"cpu\",\"memory\",\"disk\","
                                                + "\"server\"]}"),
                                Map.entry(
                                        "operations_get GetOperation",
                                        "{\"operation_id\":\"op_" + "a".repeat(26) + "\"}"),
                                Map.entry(
                                        "operations_undo UndoOperation",
                                        "{\"operation_id\":\"op_" + "a".repeat(26) + "\"}"),
                                Map.entry("operations_get ListOperations", "{\"limit\":20}"),
                                Map.entry(
                                        "policy_explain ExplainPolicy",
                                        "{\"arguments\":"
                                                + list
                                                + ",\"operation\":\"containers_list\"}"),
                                Map.entry(
                                        "audit_query QueryAudit",
                                        "{\"limit\":20,\"outcome\":\"denied\"}"),
                                lifecycle("start", change),
                                lifecycle("stop", change),
                                lifecycle("restart", change),
                                lifecycle("pause", change),
                                lifecycle("unpause", change)));
    }

    private static Map.Entry<String, String> lifecycle(String action, String form) {
        return Map.entry(
                "containers_lifecycle." + action + " ChangeContainerState", form.formatted(action));
    }

    @Test
    void theOrderInWhichSectionsAreAskedForDoesNotMatter() {
        var one = new LinkedHashSet<>(List.of(ContainerSection.ENV, ContainerSection.SUMMARY));
        var two = new LinkedHashSet<>(List.of(ContainerSection.SUMMARY, ContainerSection.ENV));

        assertThat(text(new GetContainer(SampleOperations.WEB, one)))
                .isEqualTo(text(new GetContainer(SampleOperations.WEB, two)));
        assertThat(text(new ReadSystemStatus(Set.of(HostSection.DISK, HostSection.CPU))))
                .isEqualTo("{\"sections\":[\"cpu\",\"disk\"]}");
    }

    @Test
    void everyArgumentOfALogQueryIsWritten() {
        var query =
                new LogQuery(
                        LogQuery.Stream.STDERR,
                        Optional.of(Instant.parse("2026-11-24T00:00:00Z")),
                        Optional.of(Instant.parse("2026-11-24T01:00:00Z")),
                        5,
                        Optional.of(new Never("a\u001bb")),
                        256);

        assertThat(text(new ReadContainerLogs(SampleOperations.WEB, query)))
                .isEqualTo(
                        "{\"container\":\"web\",\"grep\":\"a\\\\u001bb\",\"max_bytes\":256,"
                                + "\"since\":\"2026-11-24T00:00:00Z\",\"stream\":\"stderr\","
                                + "\"tail\":5,\"until\":\"2026-11-24T01:00:00Z\"}");
    }

    @Test
    void everyArgumentOfAListIsWritten() {
        var query =
                new ContainerQuery(
                        ContainerQuery.Show.ALL,
                        Optional.of("web*"),
                        Optional.of("shop"),
                        List.of("team=front"),
                        true,
                        ContainerQuery.Sort.CPU,
                        7,
                        3);

        assertThat(text(new ListContainers(query)))
                .isEqualTo(
                        "{\"labels\":[\"team=front\"],\"limit\":7,\"match\":\"web*\","
                                + "\"offset\":3,\"sort\":\"cpu\",\"stack\":\"shop\","
                                + "\"state\":\"all\",\"stats\":true}");
    }

    private record Never(String source) implements LinePattern {
        @Override
        public boolean occursIn(CharSequence line) {
            return false;
        }
    }
}
