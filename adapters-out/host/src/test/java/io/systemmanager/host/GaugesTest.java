package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.host.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaugesTest {
    private static final long MIB = 1L << 20;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    @TempDir Path root;
    private FileTree tree = new FileTree(Path.of("/"));

    @BeforeEach
    void plant() {
        tree = new FileTree(root);
    }

    private SystemStatus.Memory memory() {
        var files = new HostFiles(root);
        return new MemoryGauge(files, new ControlGroups(files)).read().orElseThrow();
    }

    /** A gauge whose pauses put the next counters in place instead of waiting. */
    private CpuGauge cpu(Runnable duringPause) {
        var files = new HostFiles(root);
        return new CpuGauge(files, new ControlGroups(files), _ -> duringPause.run());
    }

    @Test
    void aPlainMachineShowsItsOwnMemory() {
        tree.plainMachine();

        assertThat(memory())
                .isEqualTo(
                        new SystemStatus.Memory(
                                8_192 * MIB, 4_096 * MIB, 2_048 * MIB, 1_024 * MIB));
    }

    @Test
    void aContainersLimitIsItsMemoryAndUnusedCacheIsFree() {
        tree.lxc();

        assertThat(memory()).isEqualTo(new SystemStatus.Memory(512 * MIB, 256 * MIB, 0, 0));
    }

    @Test
    void versionOneCountsSwapAndMemoryTogether() {
        tree.cgroupV1();

        assertThat(memory())
                .isEqualTo(new SystemStatus.Memory(1_024 * MIB, 512 * MIB, 512 * MIB, 384 * MIB));
    }

    @Test
    void anUnlimitedVersionOneGroupLimitsNothing() {
        tree.cgroupV1()
                .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712")
                .file("sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "9223372036854771712");

        assertThat(memory().totalBytes()).isEqualTo(8_192 * MIB);
        assertThat(memory().availableBytes()).isEqualTo(4_096 * MIB);
    }

    @Test
    void theTightestLevelBinds() {
        tree.lxc()
                .file("proc/self/cgroup", "0::/docker/ab")
                .file("sys/fs/cgroup/docker/ab/memory.max", "104857600")
                .file("sys/fs/cgroup/docker/ab/memory.current", "52428800")
                .file("sys/fs/cgroup/docker/ab/cpu.max", "50000 100000");

        assertThat(memory().totalBytes()).isEqualTo(100 * MIB);
        assertThat(memory().availableBytes()).isEqualTo(50 * MIB);
        assertThat(cpu(() -> {}).read(WITHIN).orElseThrow().milliCores()).isEqualTo(500);
    }

    @Test
    void theLimitOfThisServersOwnUnitIsNotTheHosts() {
        var unit = "sys/fs/cgroup/system.slice/systemmanager.service/";
        tree.plainMachine()
                .file(unit + "memory.max", "104857600")
                .file(unit + "memory.current", "52428800")
                .file(unit + "cpu.max", "50000 100000");

        assertThat(memory().totalBytes()).isEqualTo(8_192 * MIB);
        assertThat(cpu(() -> {}).read(WITHIN).orElseThrow().milliCores()).isEqualTo(4_000);
    }

    @Test
    void busyIsWhatWasNotIdleWhileItPaused() {
        tree.plainMachine();

        var figures = cpu(() -> tree.stat(1_020, 9_060)).read(WITHIN).orElseThrow();

        assertThat(figures).isEqualTo(new SystemStatus.Cpu(4_000, 25, 52, 108, 90));
    }

    @Test
    void aCallSecondsLaterMeasuresSinceTheLastOneAndDoesNotPause() {
        tree.plainMachine();
        var gauge = cpu(() -> tree.stat(1_000, 9_080));
        gauge.read(WITHIN);

        tree.stat(1_200, 9_280); // 400 ticks on four processors: one second
        assertThat(gauge.read(WITHIN).orElseThrow().busyPercent()).isEqualTo(50);
    }

    @Test
    void withinASecondTheLastAnswerStands() {
        tree.plainMachine();
        var gauge = cpu(() -> tree.stat(1_020, 9_060));
        gauge.read(WITHIN);

        tree.stat(1_300, 9_060);
        assertThat(gauge.read(WITHIN).orElseThrow().busyPercent()).isEqualTo(25);
    }

    @Test
    void anOldSampleIsNotTheBeginningOfAMeasurement() {
        tree.plainMachine();
        var pauses =
                new ArrayDeque<Runnable>(
                        List.of(() -> tree.stat(1_020, 9_060), () -> tree.stat(231_030, 9_100)));
        var gauge = cpu(() -> pauses.remove().run());
        gauge.read(WITHIN);

        tree.stat(231_020, 9_060); // minutes of full work, and then a pause with a fifth of it
        assertThat(gauge.read(WITHIN).orElseThrow().busyPercent()).isEqualTo(20);
    }

    @Test
    void underAQuotaBusyIsTheShareOfTheQuota() {
        tree.lxc();
        // 80 ticks on four processors are 200 ms; 1.5 cores give 300 ms, of which 150 are used.
        Runnable later =
                () ->
                        tree.stat(1_080, 9_000)
                                .file("sys/fs/cgroup/cpu.stat", "usage_usec 1150000\nuser_usec 1");

        var figures = cpu(later).read(WITHIN).orElseThrow();

        assertThat(figures.milliCores()).isEqualTo(1_500);
        assertThat(figures.busyPercent()).isEqualTo(50);
    }

    @Test
    void aQuotaOfVersionOneCountsAndItsAccountingLiesBesideOrWithin() {
        tree.cgroupV1()
                .file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "100000")
                .file("sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", "1000000000");
        Runnable later =
                () ->
                        tree.stat(1_080, 9_000)
                                .file("sys/fs/cgroup/cpu,cpuacct/cpuacct.usage", "1050000000");

        var figures = cpu(later).read(WITHIN).orElseThrow();

        assertThat(figures.milliCores()).isEqualTo(1_000);
        assertThat(figures.busyPercent()).isEqualTo(25);
    }

    @Test
    void aCpusetLimitsTheCores() {
        tree.cgroupV1();

        assertThat(cpu(() -> {}).read(WITHIN).orElseThrow().milliCores()).isEqualTo(2_000);
    }

    @Test
    void nonsenseInTheFilesIsNoFigure() {
        tree.plainMachine().file("proc/loadavg", "a b c").file("proc/meminfo", "MemTotal: ? kB");

        assertThat(cpu(() -> {}).read(WITHIN)).isEmpty();
        var files = new HostFiles(root);
        assertThat(new MemoryGauge(files, new ControlGroups(files)).read()).isEmpty();
    }

    @Test
    void listsOfProcessorsAreCounted() {
        assertThat(ControlGroups.size("0-3,8")).isEqualTo(5);
        assertThat(ControlGroups.size("2")).isEqualTo(1);
        assertThat(ControlGroups.size("")).isZero();
        assertThat(ControlGroups.size("3-1")).isZero();
        assertThat(ControlGroups.size("x-y")).isZero();
    }
}
