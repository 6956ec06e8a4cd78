package io.systemmanager.host;

import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.text.VisibleText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads how full the file systems are. Thread-safe.
 *
 * <p>A file system on a dead device or server can hold the asking thread for ever. So each is asked
 * on a thread of its own, which is given up at the deadline, and is not asked again before that
 * thread came back.
 */
final class DiskGauge {
    private static final int MOST = 64;
    private static final Set<String> ON_DEVICES =
            Set.of(
                    "ext2",
                    "ext3",
                    "ext4",
                    "xfs",
                    "btrfs",
                    "f2fs",
                    "vfat",
                    "exfat",
                    "ntfs3",
                    "jfs",
                    "reiserfs",
                    "bcachefs",
                    "zfs");
    private static final Set<String> ON_SERVERS = Set.of("nfs", "nfs4", "cifs", "ceph");

    private final HostFiles files;
    private final Space space;
    private final Map<String, CompletableFuture<Optional<SystemStatus.Disk>>> asked =
            new ConcurrentHashMap<>();

    /** Tells the size of the file system at a folder; may block for ever. */
    interface Space {
        /** Empty when there is no folder there. */
        Optional<Size> at(Path folder);
    }

    /** Size and free space for ordinary users, in bytes. */
    record Size(long totalBytes, long availableBytes) {}

    /**
     * What was seen.
     *
     * @param silent the mount points that did not answer in time
     */
    record Disks(List<SystemStatus.Disk> disks, List<String> silent) {}

    private record Mount(String source, String point, String type) {}

    DiskGauge(HostFiles files, Space space) {
        this.files = files;
        this.space = space;
    }

    /** By statvfs(2); unlike a FileStore this looks at no other mount point. */
    static Optional<Size> statvfs(Path folder) {
        var file = folder.toFile();
        long total = file.isDirectory() ? file.getTotalSpace() : 0;
        return total == 0 ? Optional.empty() : Optional.of(new Size(total, file.getUsableSpace()));
    }

    /** The disks; empty when the mount table cannot be read. */
    Optional<Disks> read(Duration within) {
        var table = files.lines("proc/mounts");
        if (table.isEmpty()) {
            return Optional.empty();
        }
        var mounts = mounts(table);
        var answers = mounts.stream().map(this::ask).toList();
        await(answers, within);
        var disks = new LinkedHashMap<String, SystemStatus.Disk>();
        var silent = new ArrayList<String>();
        for (int i = 0; i < mounts.size(); i++) {
            var mount = mounts.get(i);
            if (answers.get(i).isDone()) {
                answers.get(i).join().ifPresent(disk -> disks.putIfAbsent(mount.source(), disk));
            } else {
                silent.add(VisibleText.line(mount.point()));
            }
        }
        return Optional.of(new Disks(List.copyOf(disks.values()), silent));
    }

    private CompletableFuture<Optional<SystemStatus.Disk>> ask(Mount mount) {
        return asked.computeIfAbsent(
                mount.point(),
                point -> {
                    var answer = new CompletableFuture<Optional<SystemStatus.Disk>>();
                    // Not a virtual thread: a native call that hangs would keep its carrier.
                    Thread.ofPlatform()
                            .daemon()
                            .name("disk-gauge")
                            .start(() -> {
                                answer.complete(measure(mount));
                                asked.remove(point);
                            });
                    return answer;
                });
    }

    private Optional<SystemStatus.Disk> measure(Mount mount) {
        try {
            return space.at(files.root().resolve(mount.point().substring(1)))
                    .map(size ->
                            new SystemStatus.Disk(
                                    VisibleText.line(mount.point()),
                                    mount.type(),
                                    size.totalBytes(),
                                    size.availableBytes()));
        } catch (RuntimeException e) {
            return Optional.empty(); // a mount point that is no path on this platform
        }
    }

    private static void await(
            List<CompletableFuture<Optional<SystemStatus.Disk>>> answers, Duration within) {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Those that answered are shown, the others are named.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shortest mount points first, so that of one device's several the main one is shown. */
    private static List<Mount> mounts(List<String> table) {
        return table.stream()
                .map(HostFiles::words)
                .filter(words -> words.size() >= 3)
                .map(words -> new Mount(words.get(0), decoded(words.get(1)), words.get(2)))
                .filter(DiskGauge::hasStorage)
                .sorted(
                        Comparator.comparingInt((Mount mount) -> mount.point().length())
                                .thenComparing(Mount::point))
                .limit(MOST)
                .toList();
    }

    /** An overlay other than the root belongs to a container of this host. */
    private static boolean hasStorage(Mount mount) {
        return mount.point().startsWith("/")
                && (ON_DEVICES.contains(mount.type())
                        || ON_SERVERS.contains(mount.type())
                        || mount.point().equals("/"));
    }

    /** Blanks and backslashes stand as octal numbers in the table (fstab(5)). */
    private static String decoded(String point) {
        return point.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
