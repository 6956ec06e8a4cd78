package io.systemmanager.contract.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.Cleared;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.port.HostStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the host's figures promise, on every adapter. */
interface HostStatusContract {

    HostStatus host();

    default SystemStatus read(Set<HostSection> sections) {
        var clearance = Cleared.of(new ReadSystemStatus(sections));
        return Expect.seen(host().read(clearance, Duration.ofSeconds(20)));
    }

    @Test
    default void whatIsAskedForIsShownAndNothingElse() {
        for (var section : HostSection.values()) {
            var status = read(EnumSet.of(section));

            assertThat(status.host().isPresent()).isEqualTo(section == HostSection.HOST);
            assertThat(status.cpu().isPresent()).isEqualTo(section == HostSection.CPU);
            assertThat(status.memory().isPresent()).isEqualTo(section == HostSection.MEMORY);
            assertThat(!status.disks().isEmpty()).isEqualTo(section == HostSection.DISK);
        }
    }

    @Test
    default void theServerKnowsItsOwnSectionItself() {
        assertThat(read(EnumSet.allOf(HostSection.class)).server()).isEmpty();
    }

    @Test
    default void theHostSaysWhatItIs() {
        var host = read(EnumSet.of(HostSection.HOST)).host().orElseThrow();

        assertThat(host.name()).isNotBlank();
        assertThat(host.os()).isNotBlank();
        assertThat(host.kernel()).matches("\\d+\\.\\d+.*");
        assertThat(host.arch()).isNotBlank();
        assertThat(host.uptime()).isPositive();
    }

    @Test
    default void theProcessorsFiguresAreSane() {
        var cpu = read(EnumSet.of(HostSection.CPU)).cpu().orElseThrow();

        assertThat(cpu.milliCores()).isPositive();
        assertThat(cpu.busyPercent()).isBetween(0, 100);
        assertThat(cpu.load1()).isNotNegative();
        assertThat(cpu.load5()).isNotNegative();
        assertThat(cpu.load15()).isNotNegative();
    }

    @Test
    default void noMoreIsFreeThanThereIs() {
        var status = read(EnumSet.of(HostSection.MEMORY, HostSection.DISK));

        var memory = status.memory().orElseThrow();
        assertThat(memory.totalBytes()).isPositive();
        assertThat(memory.availableBytes()).isBetween(0L, memory.totalBytes());
        assertThat(memory.swapTotalBytes()).isNotNegative();
        assertThat(memory.swapFreeBytes()).isBetween(0L, memory.swapTotalBytes());
        assertThat(status.disks())
                .allSatisfy(disk -> {
                    assertThat(disk.mount()).startsWith("/");
                    assertThat(disk.type()).isNotBlank();
                    assertThat(disk.totalBytes()).isPositive();
                    assertThat(disk.availableBytes()).isBetween(0L, disk.totalBytes());
                })
                .extracting(SystemStatus.Disk::mount)
                .doesNotHaveDuplicates();
    }

    @Test
    default void uptimeDoesNotGoBack() {
        var first = read(EnumSet.of(HostSection.HOST)).host().orElseThrow().uptime();
        var second = read(EnumSet.of(HostSection.HOST)).host().orElseThrow().uptime();

        assertThat(second).isGreaterThanOrEqualTo(first);
    }
}
