package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.sqlite.Layers.Layer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What an attacker can do to a ledger, and which layers must find it: the format's threat table.
 */
enum Manipulation {
    EDIT {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long at = random.nextLong(target.size());
            try (var forger = new Forger(target.ledger())) {
                forger.replace(at, spoilt(forger.entry(at), random), random.nextBoolean());
                if (random.nextBoolean()) {
                    forger.rebuild(target.origin());
                }
            }
            return inside(target, at);
        }
    },
    DELETE {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long at = random.nextLong(target.size() - 1);
            try (var forger = new Forger(target.ledger())) {
                forger.run("DELETE FROM audit_entry WHERE idx=?", at);
                if (random.nextBoolean()) {
                    forger.shift(at + 1, -1);
                    forger.rebuild(target.origin());
                }
            }
            return inside(target, at);
        }
    },
    SWAP {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long one = random.nextLong(target.size() - 1);
            long two = random.nextLong(one + 1, target.size());
            try (var forger = new Forger(target.ledger())) {
                var first = forger.entry(one);
                forger.replace(one, forger.entry(two), true);
                forger.replace(two, first, true);
                if (random.nextBoolean()) {
                    forger.rebuild(target.origin());
                }
            }
            return inside(target, one);
        }
    },
    INSERT {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long at = random.nextLong(target.size());
            try (var forger = new Forger(target.ledger())) {
                var copy = forger.entry(random.nextLong(target.size()));
                forger.shift(at, 1);
                forger.run(
                        "INSERT INTO audit_entry(idx, entry, leaf) VALUES(?,?,zeroblob(32))",
                        at,
                        spoilt(copy, random));
                forger.rebuild(target.origin());
            }
            return inside(target, at);
        }
    },
    TRUNCATE {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long left = random.nextLong(1, target.size());
            try (var forger = new Forger(target.ledger())) {
                forger.run("DELETE FROM audit_entry WHERE idx>=?", left);
                forger.rebuild(target.origin());
            }
            return inside(target, left);
        }
    },
    /** Entries after the latest note: nothing but the seal covers them. */
    FORGE_THE_UNSIGNED_TAIL {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            try (var forger = new Forger(target.ledger())) {
                forger.append(spoilt(forger.entry(random.nextLong(target.size())), random));
                forger.rebuild(target.origin());
                if (random.nextBoolean()) {
                    forger.run("UPDATE audit_seal SET size=size+1");
                }
            }
            return EnumSet.of(Layer.EPOCHS_AND_SEAL);
        }
    },
    FLIP_THE_SEAL {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            var seal = new byte[32];
            random.nextBytes(seal);
            try (var forger = new Forger(target.ledger())) {
                forger.run("UPDATE audit_seal SET seal=?", seal);
            }
            return EnumSet.of(Layer.EPOCHS_AND_SEAL);
        }
    },
    SPOIL_THE_NOTE {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            try (var forger = new Forger(target.ledger())) {
                var note = forger.texts("SELECT note FROM audit_head").getFirst();
                // Its text and the log key's line; the last line is the epoch's.
                var mine = note.substring(0, note.lastIndexOf("\u2014"));
                forger.run(
                        "UPDATE audit_head SET note=?",
                        spoilt(mine, random) + note.substring(mine.length()));
            }
            return EnumSet.of(Layer.LOG_SIGNATURE, Layer.EPOCHS_AND_SEAL);
        }
    },
    SPOIL_A_NODE {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            var hash = new byte[32];
            random.nextBytes(hash);
            try (var forger = new Forger(target.ledger())) {
                forger.run("UPDATE audit_node SET hash=? WHERE level=1 AND idx=0", hash);
            }
            return EnumSet.of(Layer.EPOCHS_AND_SEAL);
        }
    },
    SPOIL_A_CHANGE_OF_KEYS {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            try (var forger = new Forger(target.ledger())) {
                var sizes = forger.texts("SELECT size FROM audit_checkpoint WHERE kind='epoch'");
                var size = sizes.get(random.nextInt(sizes.size()));
                if (random.nextBoolean()) {
                    forger.run("DELETE FROM audit_checkpoint WHERE size=?", size);
                } else {
                    var note =
                            forger.texts("SELECT note FROM audit_checkpoint WHERE size=" + size)
                                    .getFirst();
                    forger.run(
                            "UPDATE audit_checkpoint SET note=? WHERE size=?",
                            spoilt(note, random),
                            size);
                }
            }
            return EnumSet.of(Layer.EPOCHS_AND_SEAL);
        }
    },
    /** A whole earlier file, as somebody may have copied it. */
    OLDER_GENUINE_COPY {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws IOException {
            var older = target.older().get(random.nextInt(target.older().size()));
            Files.write(target.ledger(), older);
            return EnumSet.of(Layer.ANCHOR, Layer.PIN);
        }
    },
    STOLEN_KEYS_OF_AN_EARLIER_EPOCH {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            int epoch = random.nextInt(target.keys().size() - 1);
            rewrite(target, random.nextLong(1, target.size()), target.keys().get(epoch), random);
            return EnumSet.of(Layer.EPOCHS_AND_SEAL, Layer.PIN);
        }
    },
    STOLEN_KEYS_AND_AN_EARLIER_EPOCH_REWRITTEN {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long at = random.nextLong(1, target.lastEpoch() - 1);
            rewrite(target, at, target.keys().getLast(), random);
            return EnumSet.of(Layer.EPOCHS_AND_SEAL, Layer.ANCHOR, Layer.PIN);
        }
    },
    STOLEN_KEYS_BEFORE_THE_LAST_ANCHOR {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            long at = random.nextLong(target.lastEpoch() + 1, target.anchored().size());
            rewrite(target, at, target.keys().getLast(), random);
            return EnumSet.of(Layer.ANCHOR, Layer.PIN);
        }
    },
    STOLEN_KEYS_AND_A_WHOLE_NEW_HISTORY {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            var keys = target.keys().getLast();
            try (var forger = new Forger(target.ledger())) {
                var opened =
                        forger.entry(0)
                                .replace(
                                        target.keys().getFirst().epoch().verifier().text(),
                                        keys.epoch().verifier().text());
                forger.run("DELETE FROM audit_entry WHERE idx>0");
                forger.run("DELETE FROM audit_checkpoint");
                forger.replace(0, opened, true);
                for (int i = random.nextInt(200); i >= 0; i--) {
                    forger.append("{\"made\":\"up\",\"n\":" + i + "}");
                }
                forger.rewrite(keys);
            }
            return EnumSet.of(Layer.EPOCHS_AND_SEAL, Layer.ANCHOR, Layer.PIN);
        }
    },
    /**
     * A bit anywhere in the file; where no row says anything else after it, nothing need object.
     */
    FLIP_A_BIT {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws IOException {
            try (var file = new RandomAccessFile(target.ledger().toFile(), "rw")) {
                long at = random.nextLong(file.length());
                file.seek(at);
                int old = file.read();
                file.seek(at);
                file.write(old ^ (1 << random.nextInt(8)));
            }
            return StoredRows.of(target.ledger()).equals(target.rows())
                    ? EnumSet.noneOf(Layer.class)
                    : EnumSet.of(Layer.EPOCHS_AND_SEAL);
        }
    },
    /** What may happen to a ledger that nobody manipulated. */
    NONE {
        @Override
        Set<Layer> apply(Target target, RandomGenerator random) throws SQLException {
            try (var connection =
                            java.sql.DriverManager.getConnection("jdbc:sqlite:" + target.ledger());
                    var statement = connection.createStatement()) {
                statement.execute(
                        List.of("VACUUM", "REINDEX", "ANALYZE", "PRAGMA quick_check")
                                .get(random.nextInt(4)));
            }
            return EnumSet.noneOf(Layer.class);
        }
    };

    /**
     * A ledger to be manipulated, and what the attacker may have.
     *
     * @param keys of every epoch, oldest first
     * @param lastEpoch the size at which the present epoch began
     * @param older whole files of earlier moments of this epoch
     * @param rows what the untouched ledger holds
     */
    record Target(
            Path ledger,
            long size,
            List<LogKeys> keys,
            long lastEpoch,
            Checkpoint anchored,
            List<byte[]> older,
            StoredRows rows) {
        String origin() {
            return keys.getFirst().origin();
        }
    }

    /** Does it to the ledger; answers the layers that must find it. */
    abstract Set<Layer> apply(Target target, RandomGenerator random)
            throws SQLException, IOException;

    /**
     * Whether the threat table says that every other layer is blind to it; for {@link #NONE}, that
     * an objection is a false alarm.
     */
    boolean isSeenByNoOther() {
        return switch (this) {
            case FORGE_THE_UNSIGNED_TAIL,
                    FLIP_THE_SEAL,
                    SPOIL_A_NODE,
                    SPOIL_A_CHANGE_OF_KEYS,
                    OLDER_GENUINE_COPY,
                    STOLEN_KEYS_BEFORE_THE_LAST_ANCHOR,
                    NONE ->
                    true;
            case EDIT,
                    DELETE,
                    SWAP,
                    INSERT,
                    TRUNCATE,
                    SPOIL_THE_NOTE,
                    STOLEN_KEYS_OF_AN_EARLIER_EPOCH,
                    STOLEN_KEYS_AND_AN_EARLIER_EPOCH_REWRITTEN,
                    STOLEN_KEYS_AND_A_WHOLE_NEW_HISTORY,
                    FLIP_A_BIT ->
                    false;
        };
    }

    private static Set<Layer> inside(Target target, long at) {
        var layers = EnumSet.of(Layer.TREE, Layer.EPOCHS_AND_SEAL, Layer.PIN);
        if (at < target.anchored().size()) {
            layers.add(Layer.ANCHOR);
        }
        return layers;
    }

    private static void rewrite(Target target, long at, LogKeys keys, RandomGenerator random)
            throws SQLException {
        try (var forger = new Forger(target.ledger())) {
            forger.replace(at, spoilt(forger.entry(at), random), true);
            forger.rewrite(keys);
        }
    }

    /** The text with one of its letters or digits another one. */
    private static String spoilt(String text, RandomGenerator random) {
        int at;
        do {
            at = random.nextInt(text.length());
        } while (!Character.isLetterOrDigit(text.charAt(at)));
        char other = text.charAt(at) == '7' ? '8' : '7';
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
