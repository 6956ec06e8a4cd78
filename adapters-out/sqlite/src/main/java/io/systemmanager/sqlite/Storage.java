package io.systemmanager.sqlite;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a folder's file system is one on which a ledger is safe. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    /** Where locks, shared memory or syncs are not those of one machine's disk. */
    private static final Set<String> REMOTE =
            Set.of(
                    "9p",
                    "afs",
                    "ceph",
                    "cifs",
                    "coda",
                    "fuse",
                    "fuseblk",
                    "gfs2",
                    "glusterfs",
                    "gpfs",
                    "lustre",
                    "ncpfs",
                    "nfs",
                    "nfs4",
                    "ocfs2",
                    "orangefs",
                    "smb2",
                    "smb3",
                    "smbfs",
                    "vboxsf",
                    "virtiofs",
                    "vmhgfs");

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
    private static final int SYNCS = 64;
    private static final int PAGE = 4_096;
    private static final long IMPLAUSIBLE_NANOS = 50_000;

    private Storage() {}

    /** Throws where SQLite would not keep its promises. */
    static void requireLocal(Path folder) {
        var type = type(folder);
        if (isRemote(type)) {
            throw new LedgerUnavailable(
                    "a ledger must lie on a disk of this machine, and "
                            + folder
                            + " is on a file system of type "
                            + type);
        }
    }

    static boolean isRemote(String type) {
        return REMOTE.contains(type) || type.startsWith("fuse.");
    }

    /** Warns, for the log of the server, where a power cut may take what was acknowledged. */
    static void warnOfLies(Path folder) {
        if (IN_MEMORY.contains(type(folder))) {
            LOG.warn("the ledger lies in memory and is gone with it: {}", folder);
            return;
        }
        try {
            if (areMostSyncsQuick(folder)) {
                LOG.warn(
                        "the disk of {} says within {} µs that data is safe; it or its controller"
                                + " may keep it in memory that a power cut erases",
                        folder,
                        IMPLAUSIBLE_NANOS / 1_000);
            }
        } catch (IOException e) {
            LOG.warn("the speed of syncs cannot be measured in {}", folder, e);
        }
    }

    /** Ends as soon as half of them were slow, so that it costs little where it is slow. */
    private static boolean areMostSyncsQuick(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "ledger", ".probe");
        try (var channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            int slow = 0;
            for (int i = 0; i < SYNCS && slow <= SYNCS / 2; i++) {
                channel.write(ByteBuffer.allocate(PAGE));
                long from = System.nanoTime();
                channel.force(false);
                if (System.nanoTime() - from >= IMPLAUSIBLE_NANOS) {
                    slow++;
                }
            }
            return slow <= SYNCS / 2;
        } finally {
            Files.delete(probe);
        }
    }

    private static String type(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            LOG.warn("the file system of {} cannot be told", folder, e);
            return "unknown";
        }
    }
}
