package io.systemmanager.sqlite;

import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The database file, held for this process alone by a lock on a file beside it and readable by its
 * owner alone.
 *
 * <p>The lock lies on a file of its own, because closing any handle of a file drops every POSIX
 * lock that the process has on it, SQLite's own among them.
 */
final class LedgerFile implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path database;

    /** Holds the lock until it is closed. Not a channel: an interrupt would close that. */
    private final RandomAccessFile lock;

    private final Object identity;

    private LedgerFile(Path database, RandomAccessFile lock) throws IOException {
        this.database = database;
        this.lock = lock;
        this.identity = key(database);
    }

    /** Creates what is missing and takes the lock. */
    static LedgerFile hold(Path file) {
        try {
            var database = checkedFolder(file).resolve(file.getFileName());
            var lock = lockFile(database.resolveSibling(database.getFileName() + ".lock"));
            try {
                lock(lock.getChannel(), database);
                create(database);
                return new LedgerFile(database, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerUnavailable("the ledger's file cannot be opened: " + file, e);
        }
    }

    Path database() {
        return database;
    }

    Path folder() {
        return Objects.requireNonNull(database.getParent(), "made absolute");
    }

    /** Where room on the disk is kept for the ledger. */
    Path reserve() {
        return database.resolveSibling("reserve.bin");
    }

    /** Whether the paths lead elsewhere than they did. */
    boolean hasMoved(Place then) {
        try {
            return !names().equals(then);
        } catch (IOException gone) {
            return true;
        }
    }

    /** Throws when the path no longer leads to the file that was opened. */
    void requireInPlace() {
        if (!identity.equals(place().database())) {
            throw new LedgerUnavailable("the ledger's file was replaced");
        }
    }

    /**
     * To which files the paths of database and write-ahead log lead now. SQLite goes on to write
     * into files that were deleted or moved away, and what it writes there is lost.
     *
     * <p>Writes a byte beside them first: a file system that an error made read-only calls a sync
     * done that it did not do (ext4), but takes no write. When it takes this one, the syncs before
     * it were real.
     */
    Place place() {
        try {
            lock.seek(0);
            lock.write(0);
        } catch (IOException e) {
            throw new LedgerUnavailable("the ledger's disk takes no writes", e);
        }
        try {
            return names();
        } catch (IOException e) {
            throw new LedgerUnavailable("the ledger's file is gone", e);
        }
    }

    private Place names() throws IOException {
        return new Place(key(database), walKey());
    }

    /** Device and inode of both; empty where there is no write-ahead log. */
    record Place(Object database, Optional<Object> wal) {}

    /** Lets the lock go; the second time does nothing. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new LedgerUnavailable("the ledger's lock cannot be released", e);
        }
    }

    private static Path checkedFolder(Path file) throws IOException {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent()).toRealPath();
        Storage.requireLocal(folder);
        if (folder.resolve(file.getFileName()).toString().contains("?")) {
            throw new LedgerUnavailable("a ledger's path has no question mark: " + file);
        }
        if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new LedgerUnavailable(
                    "everybody may write in the ledger's folder; take that right away: " + folder);
        }
        return folder;
    }

    private static RandomAccessFile lockFile(Path path) throws IOException {
        create(path);
        return new RandomAccessFile(path.toFile(), "rw");
    }

    private static void lock(FileChannel channel, Path database) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new LedgerUnavailable(inUse(database));
            }
        } catch (OverlappingFileLockException e) {
            throw new LedgerUnavailable(inUse(database), e);
        }
    }

    private static String inUse(Path database) {
        return "another server has this ledger open; a ledger has one writer: " + database;
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private Optional<Object> walKey() throws IOException {
        try {
            return Optional.of(key(database.resolveSibling(database.getFileName() + "-wal")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(),
                "a file system without inodes");
    }
}
