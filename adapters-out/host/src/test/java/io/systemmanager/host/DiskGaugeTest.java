package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.host.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGaugeTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path root;

    private DiskGauge gauge(DiskGauge.Space space) {
        return new DiskGauge(new HostFiles(root), space);
    }

    private static Optional<DiskGauge.Size> tenGigabytes() {
        return Optional.of(new DiskGauge.Size(10_000, 4_000));
    }

    @Test
    void eachDeviceIsShownOnceAtItsShortestMountPoint() {
        new FileTree(root).plainMachine();

        var seen = gauge(_ -> tenGigabytes()).read(LONG).orElseThrow();

        assertThat(seen.silent()).isEmpty();
        assertThat(seen.disks())
                .containsExactly(
                        new SystemStatus.Disk("/", "ext4", 10_000, 4_000),
                        new SystemStatus.Disk("/srv/the data", "xfs", 10_000, 4_000));
    }

    @Test
    void theOverlayOfAContainersRootIsShown() {
        new FileTree(root).lxc();

        assertThat(gauge(_ -> tenGigabytes()).read(LONG).orElseThrow().disks())
                .containsExactly(new SystemStatus.Disk("/", "overlay", 10_000, 4_000));
    }

    @Test
    void aMountPointThatIsNoFolderIsPassedOver() {
        new FileTree(root)
                .file(
                        "proc/mounts",
                        "/dev/vda1 /etc/hosts ext4 rw 0 0\n/dev/vda1 /srv/volume ext4 rw 0 0");
        DiskGauge.Space space =
                folder -> folder.endsWith("hosts") ? Optional.empty() : tenGigabytes();

        assertThat(gauge(space).read(LONG).orElseThrow().disks())
                .containsExactly(new SystemStatus.Disk("/srv/volume", "ext4", 10_000, 4_000));
    }

    @Test
    void aHungFileSystemHidesNoOtherAndIsAskedOnlyOnce() throws InterruptedException {
        new FileTree(root)
                .file("proc/mounts", "/dev/vda1 / ext4 rw 0 0\nnas:/x /mnt/nas nfs4 rw 0 0");
        var hangs = new CountDownLatch(1);
        var asked = new AtomicInteger();
        DiskGauge.Space space =
                folder -> {
                    if (folder.endsWith("nas")) {
                        asked.incrementAndGet();
                        waitFor(hangs);
                    }
                    return tenGigabytes();
                };
        var gauge = gauge(space);

        for (int i = 0; i < 3; i++) {
            var seen = gauge.read(Duration.ofMillis(50)).orElseThrow();
            assertThat(seen.silent()).containsExactly("/mnt/nas");
        }
        assertThat(asked).hasValue(1);

        hangs.countDown();
        assertThat(gauge.read(LONG).orElseThrow().silent()).isEmpty();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void statvfsAnswersForAFolderAndForNothingElse() {
        assertThat(DiskGauge.statvfs(root).orElseThrow().totalBytes()).isPositive();
        assertThat(DiskGauge.statvfs(root.resolve("missing"))).isEmpty();
    }
}
