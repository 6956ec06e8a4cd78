package io.systemmanager.ops.state;

import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The secret keys of the ledger's log, each in a file of its own that only its owner can read. The
 * form is that of Go's x/mod: {@code PRIVATE+KEY+<name>+<key id>+<base64(0x01 ‖ seed)>}. The name
 * holds the log's origin, so that it stays when the host is renamed.
 */
public record LogKeyFiles(StateFolder state) {
    private static final String MARK = "PRIVATE+KEY+";
    private static final byte ED25519 = 0x01;
    private static final int SEED = 32;
    private static final String EPOCH = "/epoch";

    /** A seed with the name of its key; prints neither. */
    private static final class Named {
        final String name;
        final byte[] seed;

        Named(String name, byte[] seed) {
            this.name = name;
            this.seed = seed;
        }
    }

    /**
     * Makes the keys of a first log, where there are none.
     *
     * @param hostName goes into the log's name; where it is no name for a key, another word does
     * @return whether they were made
     */
    boolean create(String hostName) throws IOException {
        if (Files.exists(state.logKey())) {
            return false;
        }
        var host = hostName.matches("[A-Za-z0-9.-]{1,200}") ? hostName : "host";
        var origin = LogKeys.origin(host, 1);
        var random = new SecureRandom();
        // The log's own last: while it is missing, both are made anew.
        write(state.epochKey(), origin + EPOCH, random);
        write(state.logKey(), origin, random);
        return true;
    }

    /**
     * The keys.
     *
     * @throws IOException when a file is missing or holds no such key; the message names it
     */
    public LogKeys read() throws IOException {
        var log = read(state.logKey());
        var epoch = read(state.epochKey());
        if (!epoch.name.equals(log.name + EPOCH)) {
            throw new IOException(state.epochKey() + " is not of the log of " + state.logKey());
        }
        return LogKeys.of(log.name, log.seed, epoch.seed);
    }

    /** What operators keep elsewhere: with these texts anybody can check the log's notes. */
    public static List<String> verifiers(LogKeys keys) {
        return List.of(keys.log().verifier().text(), keys.epoch().verifier().text());
    }

    private static void write(Path file, String name, SecureRandom random) throws IOException {
        var seed = new byte[SEED];
        random.nextBytes(seed);
        StateFolder.writePrivate(file, text(name, seed) + "\n");
    }

    private static String text(String name, byte[] seed) {
        var typed = new byte[1 + SEED];
        typed[0] = ED25519;
        System.arraycopy(seed, 0, typed, 1, SEED);
        var id = HexFormat.of().toHexDigits(NoteSigner.ofSeed(name, seed).verifier().keyId());
        return MARK + name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
    }

    private static Named read(Path file) throws IOException {
        var text = Files.readString(file).strip();
        var parts = text.split("\\+", 5); // base64 may hold more of them
        try {
            var typed = Base64.getDecoder().decode(parts.length == 5 ? parts[4] : "");
            if (typed.length == 1 + SEED) {
                var named = new Named(parts[2], Arrays.copyOfRange(typed, 1, typed.length));
                if (text.equals(text(named.name, named.seed))) {
                    return named;
                }
            }
        } catch (IllegalArgumentException noKey) {
            throw new IOException(file + " holds no key of a log", noKey);
        }
        throw new IOException(file + " holds no key of a log");
    }
}
