package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerDetails.EnvEntry;
import io.systemmanager.domain.container.ContainerDetails.Mount;
import io.systemmanager.domain.container.ContainerDetails.NetworkLink;
import io.systemmanager.domain.container.ContainerDetails.Resources;
import io.systemmanager.domain.container.ContainerState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailsReaderTest {
    private static final String FULL =
            """
            {"Id":"%s","Name":"/web","Created":"2026-01-01T00:00:00.25Z","Image":"sha256:1",
             "RestartCount":2,
             "State":{"Status":"running","StartedAt":"2026-01-02T03:04:05Z",
                      "FinishedAt":"2026-01-02T03:04:00Z","ExitCode":0,
                      "Health":{"Status":"healthy","FailingStreak":0,
                                "Log":[{"Output":"one"},{"Output":"two"},{"Output":"three"},
                                       {"Output":"%s\\n"}]}},
             "Config":{"Image":"web:1","Entrypoint":["/run"],"Cmd":["--password=hunter2"],
                       "WorkingDir":"/srv","User":"","Tty":false,
                       "Env":["DB_PASSWORD=hunter2","MODE=fast=hunter2","EMPTY=","NONE"],
                       "Labels":{"tier":"front","app.token":"hunter2"}},
             "HostConfig":{"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":5},
                           "Privileged":false,"CapAdd":["CAP_NET_ADMIN","CAP_NEWER"],
                           "ReadonlyRootfs":true,"Memory":1048576,"NanoCpus":1500000000,
                           "PidsLimit":-1},
             "Mounts":[{"Type":"volume","Name":"data","Source":"/x","Destination":"/b","RW":true},
                       {"Type":"bind","Source":"/etc/a","Destination":"/a","RW":false}],
             "NetworkSettings":{
               "Ports":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"9/udp":null},
               "Networks":{"shop":{"IPAddress":"10.0.0.2","Aliases":["web","ab"]},
                           "none":{"IPAddress":"","Aliases":null}}}}
            """
                    .formatted(Admitted.ID.value(), "y".repeat(500));

    @Test
    void everySectionIsRead() {
        var details = details(FULL);
        assertThat(details.summary().state()).isEqualTo(ContainerState.RUNNING);
        assertThat(details.summary().restarts()).isEqualTo(2);
        assertThat(details.summary().ports()).containsExactly("127.0.0.1:8080->80/tcp", "9/udp");
        assertThat(details.createdAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00.25Z"));
        assertThat(details.config().restartPolicy()).isEqualTo("on-failure:5");
        assertThat(details.config().capabilitiesAdded())
                .containsExactly("CAP_NET_ADMIN", "CAP_NEWER");
        assertThat(details.config().workingDir()).contains("/srv");
        assertThat(details.config().user()).isEmpty();
        assertThat(details.config().readOnlyRoot()).isTrue();
        assertThat(details.resources()).isEqualTo(new Resources(1_048_576, 1500, 0));
        assertThat(details.mounts())
                .containsExactly(
                        new Mount("bind", "/etc/a", "/a", false),
                        new Mount("volume", "data", "/b", true));
        assertThat(details.networks())
                .containsExactly(
                        new NetworkLink("none", "", List.of()),
                        new NetworkLink("shop", "10.0.0.2", List.of("ab", "web")));
    }

    @Test
    void noSecretComesOut() {
        var details = details(FULL);
        assertThat(details.env())
                .containsExactly(
                        new EnvEntry("DB_PASSWORD", "secret"),
                        new EnvEntry("MODE", "plain"),
                        new EnvEntry("EMPTY", "empty"),
                        new EnvEntry("NONE", "empty"));
        assertThat(details.labels()).containsEntry("tier", "front");
        assertThat(details.toString()).doesNotContain("hunter2");
    }

    @Test
    void theHealthLogIsCapped() {
        var log = details(FULL).health().orElseThrow().log();
        assertThat(log).hasSize(3).startsWith("two", "three");
        assertThat(log).allMatch(output -> output.length() <= 200);
    }

    @Test
    void aContainerThatRunsHasNoEnd() {
        var running = details(Inspected.state("running"));
        assertThat(running.finishedAt()).isEmpty();
        assertThat(running.exitCode()).isEmpty();
        var ended = details(Inspected.run("exited", Inspected.STARTED, 3));
        assertThat(ended.exitCode()).contains(3);
        assertThat(ended.finishedAt()).isPresent();
        assertThat(ended.summary().startedAt()).isEmpty();
        var fresh = details(Inspected.run("created", "0001-01-01T00:00:00Z", 0));
        assertThat(fresh.exitCode()).isEmpty();
        assertThat(fresh.finishedAt()).isEmpty();
    }

    @Test
    void theTagChangesWithAnyFactThatIsShown() {
        var tag = details(FULL).etag();
        assertThat(details(FULL).etag()).isEqualTo(tag);
        for (var change :
                List.of(
                        "\"healthy\"=\"starting\"",
                        "\"RestartCount\":2=\"RestartCount\":3",
                        "\"tier\":\"front\"=\"tier\":\"back\"",
                        "10.0.0.2=10.0.0.3",
                        "\"RW\":false=\"RW\":true",
                        "EMPTY=FILLED",
                        "8080=8081",
                        "\"Memory\":1048576=\"Memory\":0")) {
            var parts = change.split("=", 2);
            assertThat(FULL).contains(parts[0]);
            assertThat(details(FULL.replace(parts[0], parts[1])).etag())
                    .as(change)
                    .isNotEqualTo(tag);
        }
    }

    private static ContainerDetails details(String json) {
        try {
            return DetailsReader.details(Inspection.of(new ObjectMapper().readTree(json)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
