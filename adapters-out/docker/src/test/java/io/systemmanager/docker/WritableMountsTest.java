package io.systemmanager.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.Target.WritableMount;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which places of the host a container can write. */
class WritableMountsTest {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @TempDir Path directory;
    private FakeEngine fake;
    private DockerEngine engine;

    @BeforeEach
    void open() {
        fake = new FakeEngine(directory);
        engine = DockerEngine.at(fake.uri());
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        fake.close();
    }

    private Reading<Target.Container> resolve(String mounts) {
        var answer =
                Inspected.of(
                        "running",
                        Inspected.STARTED,
                        0,
                        "\"Tty\":false",
                        "\"Mounts\":[" + mounts + "],");
        fake.on("/v1.41/containers/web/json", FakeEngine.json(200, answer));
        var containers = new DockerContainers(engine, Admitted.HOST, WritableMountsTest::real);
        return containers.resolve(new ContainerRef("web"), WITHIN);
    }

    /** As if {@code /link} led to {@code /var/lib}. */
    private static HostPath real(HostPath place) {
        var link = new HostPath("/link");
        return link.holds(place) ? place.moved(link, new HostPath("/var/lib")) : place;
    }

    private static WritableMount mount(String source, String inside) {
        return new WritableMount(new HostPath(source), new HostPath(inside));
    }

    private static String bind(String source, String inside, boolean writable) {
        return "{\"Type\":\"bind\",\"Source\":\"%s\",\"Destination\":\"%s\",\"RW\":%b}"
                .formatted(source, inside, writable);
    }

    private static Target.Container seen(Reading<Target.Container> reading) {
        if (reading instanceof Reading.Seen<Target.Container>(var target)) {
            return target;
        }
        throw new AssertionError(reading);
    }

    @Test
    void whatItMayOnlyReadAndWhatLiesInMemoryIsNotAmongThem() {
        var tmpfs = "{\"Type\":\"tmpfs\",\"Source\":\"\",\"Destination\":\"/run\",\"RW\":true}";
        var mounts = String.join(",", bind("/srv/", "/b", true), tmpfs, bind("/etc", "/a", false));
        assertThat(seen(resolve(mounts)).writes()).containsExactly(mount("/srv", "/b"));
    }

    @Test
    void aPlaceStandsUnderEachOfItsNamesInAFixedOrder() {
        var one = bind("/link/x/../systemmanager", "/b", true);
        var other = bind("/srv", "/a", true);
        var expected =
                new WritableMount[] {
                    mount("/srv", "/a"),
                    mount("/link/systemmanager", "/b"),
                    mount("/var/lib/systemmanager", "/b")
                };
        assertThat(seen(resolve(one + "," + other)).writes()).containsExactly(expected);
        assertThat(seen(resolve(other + "," + one)).writes()).containsExactly(expected);
    }

    private static final String VOLUME =
            "{\"Type\":\"volume\",\"Name\":\"data\",\"Source\":\"/var/lib/docker/volumes/data/_data\","
                    + "\"Destination\":\"/d\",\"RW\":true}";

    @Test
    void aVolumeThatBindsAFolderLeadsToThatFolder() {
        fake.on(
                "/v1.41/volumes/data",
                FakeEngine.json(
                        200,
                        "{\"Options\":{\"type\":\"none\",\"o\":\"bind\",\"device\":\"/link/sm\"}}"));
        assertThat(seen(resolve(VOLUME)).writes())
                .containsExactly(
                        mount("/link/sm", "/d"),
                        mount("/var/lib/docker/volumes/data/_data", "/d"),
                        mount("/var/lib/sm", "/d"));
    }

    @Test
    void aVolumeOfItsOwnOrOfTheNetworkIsOnlyItsFolder() {
        for (var options : new String[] {"null", "{\"type\":\"nfs\",\"device\":\":/share\"}"}) {
            fake.on("/v1.41/volumes/data", FakeEngine.json(200, "{\"Options\":" + options + "}"));
            assertThat(seen(resolve(VOLUME)).writes())
                    .containsExactly(mount("/var/lib/docker/volumes/data/_data", "/d"));
        }
    }

    @Test
    void whileTheEngineDoesNotTellOfAVolumeThereIsNoTarget() {
        fake.on("/v1.41/volumes/data", FakeEngine.json(500, "{}"));
        assertThat(resolve(VOLUME))
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed ->
                                assertThat(missed.fault().code())
                                        .isEqualTo(FaultCode.ENGINE_ERROR));
    }
}
