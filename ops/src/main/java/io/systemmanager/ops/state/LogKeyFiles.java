package io.systemmanager.ops.state;

import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secret keys of the ledger's log, each in a {@link KeyFile}. Their names hold the log's
 * origin, so that it stays when the host is renamed.
 *
 * <p>The log's own lies in {@code keys/log.key}, or where systemd puts credentials, which then
 * counts. The epoch's lies in {@code keys/epoch.key}; while it is being replaced, the next one lies
 * in {@code keys/epoch.key.next}.
 *
 * @param credentials the folder of systemd's credentials
 */
public record LogKeyFiles(StateFolder state, Optional<Path> credentials) implements EpochKeys {
    private static final String EPOCH = "/epoch";

    /** The keys of a state folder, and of the credentials that this process was given. */
    public LogKeyFiles(StateFolder state) {
        this(state, System.getenv());
    }

    LogKeyFiles(StateFolder state, Map<String, String> environment) {
        this(state, Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(Path::of));
    }

    /**
     * Makes the keys of a first log, where there are none.
     *
     * @param hostName goes into the log's name; where it is no name for a key, another word does
     * @return whether they were made
     */
    boolean create(String hostName) throws IOException {
        if (Files.exists(logKey())) {
            return false;
        }
        var host = hostName.matches("[A-Za-z0-9.-]{1,200}") ? hostName : "host";
        create(LogKeys.origin(host, 1), state);
        return true;
    }

    /** Makes a folder for the state of a new log, and its keys. */
    public static LogKeyFiles begin(StateFolder where, String origin) throws IOException {
        where.create();
        create(origin, where);
        return new LogKeyFiles(where, Optional.empty());
    }

    /**
     * Looks that the log's key can be replaced.
     *
     * @throws IOException when it came as a credential
     */
    public void requireReplaceable() throws IOException {
        if (credentials.filter(folder -> Files.exists(folder.resolve("log.key"))).isPresent()) {
            throw new IOException("the log's key came as a credential: take that away first");
        }
    }

    /** Destroys these keys and puts others in their place. */
    public void replaceBy(LogKeyFiles others) throws IOException {
        state.create();
        for (var file : List.of(state.epochKey(), state.nextEpochKey(), state.logKey())) {
            destroy(file);
        }
        Files.move(others.state.epochKey(), state.epochKey());
        Files.move(others.state.logKey(), state.logKey());
        KeyFile.syncFolderOf(state.logKey());
    }

    private static void create(String origin, StateFolder where) throws IOException {
        // The log's own last: while it is missing, both are made anew.
        KeyFile.draw(origin + EPOCH).write(where.epochKey());
        KeyFile.draw(origin).write(where.logKey());
    }

    /**
     * The keys in force, as far as the files can tell.
     *
     * @throws IOException when a file is missing or holds no such key; the message names it
     */
    public LogKeys read() throws IOException {
        return readAll().getFirst();
    }

    /** What operators keep elsewhere: with these texts anybody can check the log's notes. */
    public static List<String> verifiers(LogKeys keys) {
        return List.of(keys.log().verifier().text(), keys.epoch().verifier().text());
    }

    @Override
    public List<LogKeys> kept() {
        try {
            return readAll();
        } catch (IOException e) {
            throw new LedgerUnavailable("the log's keys cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public LogKeys next() {
        try {
            var present = read();
            var next = KeyFile.draw(present.origin() + EPOCH);
            next.write(state.nextEpochKey());
            return present.withEpoch(next.seed());
        } catch (IOException e) {
            throw new LedgerUnavailable("the next epoch's key cannot be written", e);
        }
    }

    @Override
    public void settle(LogKeys sealing) {
        try {
            if (isOf(state.nextEpochKey(), sealing)) {
                destroy(state.epochKey());
                Files.move(state.nextEpochKey(), state.epochKey());
                KeyFile.syncFolderOf(state.epochKey());
            } else if (isOf(state.epochKey(), sealing)) {
                destroy(state.nextEpochKey());
            } else {
                throw new IOException("neither file holds the key that seals the ledger");
            }
        } catch (IOException e) {
            throw new LedgerUnavailable("an epoch's key cannot be put away", e);
        }
    }

    private static boolean isOf(Path file, LogKeys keys) throws IOException {
        var key = KeyFile.find(file);
        return key.isPresent()
                && key.get().name().equals(keys.origin() + EPOCH)
                && keys.withEpoch(key.get().seed()).sameEpoch(keys);
    }

    private static void destroy(Path file) throws IOException {
        if (Files.exists(file)) {
            KeyFile.destroy(file);
            KeyFile.syncFolderOf(file);
        }
    }

    private List<LogKeys> readAll() throws IOException {
        var log = KeyFile.read(logKey());
        var all = new ArrayList<LogKeys>();
        for (var file : List.of(state.epochKey(), state.nextEpochKey())) {
            var epoch = KeyFile.find(file);
            if (epoch.isPresent()) {
                if (!epoch.get().name().equals(log.name() + EPOCH)) {
                    throw new IOException(file + " is not of the log of " + logKey());
                }
                all.add(LogKeys.of(log.name(), log.seed(), epoch.get().seed()));
            }
        }
        if (all.isEmpty()) {
            throw new IOException(state.epochKey() + " holds no key of a log");
        }
        return all;
    }

    private Path logKey() {
        return credentials
                .map(folder -> folder.resolve("log.key"))
                .filter(Files::exists)
                .orElse(state.logKey());
    }
}
