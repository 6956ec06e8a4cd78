package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.contract.fixture.SampleContainer;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerQuery.Show;
import io.systemmanager.domain.container.ContainerQuery.Sort;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What finding, listing and looking at containers promises, on every adapter. Logs and changes have
 * contracts of their own; one test class implements all three.
 *
 * <p>Each test makes containers under names of its own, so the engine may hold others.
 */
interface ContainersContract {
    Duration WITHIN = Duration.ofSeconds(20);

    Containers containers();

    /** Makes the container and starts it; answers when it runs and has printed its log. */
    ContainerRef running(SampleContainer wanted);

    /** Makes the container and never starts it. */
    ContainerRef created(SampleContainer wanted);

    /** Makes the container, starts it, and stops it; answers when its state is exited. */
    ContainerRef stopped(SampleContainer wanted);

    /** Takes a container away behind the port's back. */
    void removed(ContainerId id);

    /**
     * A name for a container of the running test: the same for the same ending, and all with the
     * same beginning, so that names sort as their endings do.
     */
    default String name(String ending) {
        return "contract-" + ending;
    }

    default Target.Container found(ContainerRef ref) {
        return Expect.seen(containers().resolve(ref, WITHIN));
    }

    default ContainerPage list(ContainerQuery query) {
        return Expect.seen(containers().list(Cleared.of(new ListContainers(query)), WITHIN));
    }

    default ContainerDetails get(Target.Container target) {
        var operation =
                new GetContainer(
                        new ContainerRef(target.name()), EnumSet.allOf(ContainerSection.class));
        return Expect.seen(containers().get(Cleared.of(operation, target), WITHIN));
    }

    @Test
    default void aContainerIsFoundByItsName() {
        var ref = running(SampleContainer.named(name("by-name")).label("tier", "front"));

        var target = found(ref);

        assertThat(target.name()).isEqualTo(name("by-name"));
        assertThat(target.asked()).isEqualTo(ref);
        assertThat(target.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(target.labels()).containsEntry("tier", "front");
        assertThat(target.imageId()).startsWith("sha256:");
    }

    @Test
    default void aContainerIsFoundByItsIdAndByTheBeginningOfIt() {
        var target = found(running(SampleContainer.named(name("by-id"))));

        assertThat(found(new ContainerRef(target.id().shortForm())).id()).isEqualTo(target.id());
        assertThat(found(new ContainerRef(target.id().value())).id()).isEqualTo(target.id());
    }

    @Test
    default void aFullNameWinsOverAnIdThatBeginsSo() {
        var first = found(running(SampleContainer.named(name("first"))));
        var second = running(SampleContainer.named(first.id().shortForm()));

        assertThat(found(second).id()).isNotEqualTo(first.id());
        assertThat(found(second).name()).isEqualTo(first.id().shortForm());
    }

    @Test
    default void aPartOfANameFindsNothing() {
        running(SampleContainer.named(name("whole")));

        var part = name("whole").substring(0, name("whole").length() - 1);
        var reading = containers().resolve(new ContainerRef(part), WITHIN);

        assertThat(Expect.fault(reading)).isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
    }

    @Test
    default void anUnknownContainerIsNotFound() {
        var reading = containers().resolve(new ContainerRef(name("never-made")), WITHIN);

        assertThat(Expect.fault(reading)).isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
    }

    @Test
    default void whatItCanWriteOfTheHostIsToldWithItsTarget() {
        var wanted =
                SampleContainer.named(name("mounts"))
                        .bind("/var/tmp", "/b", true)
                        .bind("/usr/share", "/a", false)
                        .bind("/srv", "/c", true);

        assertThat(found(created(wanted)).writes())
                .containsExactly(
                        new Target.WritableMount(new HostPath("/var/tmp"), new HostPath("/b")),
                        new Target.WritableMount(new HostPath("/srv"), new HostPath("/c")));
        assertThat(found(created(SampleContainer.named(name("none")))).writes()).isEmpty();
    }

    @Test
    default void aStateFilterShowsOnlyThatState() {
        running(SampleContainer.named(name("up")).label("set", "states"));
        stopped(SampleContainer.named(name("down")).label("set", "states"));
        created(SampleContainer.named(name("fresh")).label("set", "states"));

        assertThat(names(query(Show.RUNNING, "set=states"))).containsExactly(name("up"));
        assertThat(names(query(Show.EXITED, "set=states")))
                .containsExactly(name("down"), name("fresh"));
        assertThat(names(query(Show.ALL, "set=states")))
                .containsExactly(name("down"), name("fresh"), name("up"));
        assertThat(names(query(Show.UNHEALTHY, "set=states"))).isEmpty();
    }

    @Test
    default void labelsNameGlobAndStackNarrowTheList() {
        var stack = "com.docker.compose.project";
        running(SampleContainer.named(name("n-a")).label("set", "n").label(stack, "shop"));
        running(SampleContainer.named(name("n-b")).label("set", "n").label("tier", "back"));

        assertThat(names(query(Show.ALL, "set=n", "tier"))).containsExactly(name("n-b"));
        assertThat(names(query(Show.ALL, "set=n", "tier=front"))).isEmpty();
        var all = query(Show.ALL, "set=n");
        assertThat(names(with(all, Optional.of("*n-?"), Optional.empty())))
                .containsExactly(name("n-a"), name("n-b"));
        assertThat(names(with(all, Optional.of("*-b"), Optional.empty())))
                .containsExactly(name("n-b"));
        assertThat(names(with(all, Optional.empty(), Optional.of("shop"))))
                .containsExactly(name("n-a"));
    }

    @Test
    default void pagesMakeUpTheWholeWithoutOverlap() {
        for (int i = 0; i < 5; i++) {
            created(SampleContainer.named(name("page-" + i)).label("set", "pages"));
        }

        var seen = new ArrayList<String>();
        for (int offset = 0; offset < 6; offset += 2) {
            var page = list(paged(query(Show.ALL, "set=pages"), 2, offset));
            assertThat(page.total()).isEqualTo(5);
            page.rows().stream().map(ContainerSummary::name).forEach(seen::add);
        }

        assertThat(seen)
                .containsExactly(
                        name("page-0"),
                        name("page-1"),
                        name("page-2"),
                        name("page-3"),
                        name("page-4"));
    }

    @Test
    default void aRowTellsWhatTheContainerIs() {
        running(SampleContainer.named(name("row")).label("set", "row"));

        var row = list(query(Show.ALL, "set=row")).rows().getFirst();

        assertThat(row.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(row.image()).isNotEmpty();
        assertThat(row.stack()).isEmpty();
        assertThat(row.usage()).isEmpty();
    }

    @Test
    default void usageIsSampledWhenItIsAskedFor() {
        running(SampleContainer.named(name("busy")).label("set", "usage"));
        stopped(SampleContainer.named(name("idle")).label("set", "usage"));

        var rows = list(sampled(query(Show.ALL, "set=usage"), Sort.MEMORY)).rows();

        assertThat(rows)
                .extracting(ContainerSummary::name)
                .containsExactly(name("busy"), name("idle"));
        var usage = rows.getFirst().usage().orElseThrow();
        assertThat(usage.memoryBytes()).isNotNegative();
        assertThat(usage.memoryLimitBytes()).isGreaterThanOrEqualTo(usage.memoryBytes());
        assertThat(usage.cpuPercent()).isNotNegative();
        assertThat(rows.getLast().usage()).isEmpty();
    }

    @Test
    default void valuesOfEnvironmentVariablesNeverComeOut() {
        var target =
                found(
                        running(
                                SampleContainer.named(name("env"))
                                        .env("DB_PASSWORD", "swordfish-1")
                                        .env("GREETING", "swordfish-2")
                                        .env("NOTHING", "")));

        var details = get(target);

        assertThat(details.env())
                .contains(
                        new ContainerDetails.EnvEntry("DB_PASSWORD", "secret"),
                        new ContainerDetails.EnvEntry("GREETING", "plain"),
                        new ContainerDetails.EnvEntry("NOTHING", "empty"));
        assertThat(details.toString()).doesNotContain("swordfish");
    }

    @Test
    default void detailsAgreeWithTheState() {
        var up = get(found(running(SampleContainer.named(name("is-up")))));
        var down = get(found(stopped(SampleContainer.named(name("is-down")))));
        var fresh = get(found(created(SampleContainer.named(name("is-new")))));

        assertThat(up.summary().startedAt()).isPresent();
        assertThat(up.exitCode()).isEmpty();
        assertThat(up.finishedAt()).isEmpty();
        assertThat(down.summary().startedAt()).isEmpty();
        assertThat(down.exitCode()).isPresent();
        assertThat(down.finishedAt()).isPresent();
        assertThat(fresh.summary().startedAt()).isEmpty();
        assertThat(fresh.exitCode()).isEmpty();
        assertThat(fresh.finishedAt()).isEmpty();
    }

    @Test
    default void theTagIsTheSameWhileNothingChanges() {
        var target = found(running(SampleContainer.named(name("tag"))));
        var other = found(running(SampleContainer.named(name("tag-other"))));

        assertThat(get(target).etag()).isNotEmpty().isEqualTo(get(target).etag());
        assertThat(get(other).etag()).isNotEqualTo(get(target).etag());
    }

    @Test
    default void aContainerThatIsGoneIsNotFoundBehindItsClearance() {
        var target = found(created(SampleContainer.named(name("gone"))));
        removed(target.id());

        var operation = new GetContainer(target.asked(), EnumSet.of(ContainerSection.SUMMARY));
        Reading<ContainerDetails> reading = containers().get(Cleared.of(operation, target), WITHIN);

        assertThat(Expect.fault(reading)).isEqualTo(FaultCode.CONTAINER_NOT_FOUND);
    }

    private List<String> names(ContainerQuery query) {
        return list(query).rows().stream().map(ContainerSummary::name).toList();
    }

    private static ContainerQuery query(Show show, String... labels) {
        return new ContainerQuery(
                show,
                Optional.empty(),
                Optional.empty(),
                List.of(labels),
                false,
                Sort.NAME,
                200,
                0);
    }

    private static ContainerQuery with(
            ContainerQuery of, Optional<String> match, Optional<String> stack) {
        return new ContainerQuery(
                of.show(), match, stack, of.labels(), of.stats(), of.sort(), of.limit(), 0);
    }

    private static ContainerQuery paged(ContainerQuery of, int limit, int offset) {
        return new ContainerQuery(
                of.show(),
                of.match(),
                of.stack(),
                of.labels(),
                of.stats(),
                of.sort(),
                limit,
                offset);
    }

    private static ContainerQuery sampled(ContainerQuery of, Sort sort) {
        return new ContainerQuery(
                of.show(), of.match(), of.stack(), of.labels(), true, sort, of.limit(), 0);
    }
}
