package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks each layer by itself what it says of a ledger. All but the one that is the server's own
 * check are written here once more, from the audit format, so that the two cannot share a fault.
 *
 * @param keys those that the server has now
 * @param firstEpoch the verifier key of the first epoch, which operators keep elsewhere
 * @param anchored what was last sent away
 * @param pinned what an operator saw last
 */
record Layers(
        EpochKeys keys,
        VerifierKey log,
        VerifierKey firstEpoch,
        Checkpoint anchored,
        Checkpoint pinned) {

    /** What can find a change. */
    enum Layer {
        /** Texts, leaves and the root in the note, which needs no key. */
        TREE,
        /** The log key's signature of the note. */
        LOG_SIGNATURE,
        /** The server's own check: seal, and the walk through the epochs from the first key. */
        EPOCHS_AND_SEAL,
        /** What was sent away. */
        ANCHOR,
        /** What an operator remembers. */
        PIN
    }

    /** The layers that find something. */
    Set<Layer> thatObject(Path ledger) {
        var found = EnumSet.noneOf(Layer.class);
        if (isNotWhatWasSealed(ledger)) {
            found.add(Layer.EPOCHS_AND_SEAL);
        }
        try {
            var roots = new Roots(ledger);
            var note = SignedNote.parse(roots.note);
            if (note.filter(each -> each.check(log) == SignatureCheck.VALID).isEmpty()) {
                found.add(Layer.LOG_SIGNATURE);
            }
            if (note.flatMap(each -> Checkpoint.parse(each.text())).filter(roots::hold).isEmpty()) {
                found.add(Layer.TREE);
            }
            if (!roots.hold(anchored)) {
                found.add(Layer.ANCHOR);
            }
            if (!roots.hold(pinned)) {
                found.add(Layer.PIN);
            }
        } catch (SQLException | RuntimeException broken) {
            return EnumSet.allOf(Layer.class);
        }
        return found;
    }

    private boolean isNotWhatWasSealed(Path ledger) {
        try {
            return !LedgerCheck.verify(ledger, keys).firstEpoch().equals(firstEpoch.text());
        } catch (LedgerUnavailable suspect) {
            return true;
        }
    }

    /** The root at each size, from the texts alone. */
    private static final class Roots {
        private final List<Hash> leaves = new ArrayList<>();
        private String note = "";
        private boolean whole = true;

        Roots(Path ledger) throws SQLException {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                    var statement = connection.createStatement()) {
                var entries =
                        statement.executeQuery(
                                "SELECT idx, CAST(entry AS BLOB), leaf FROM audit_entry ORDER BY idx");
                while (entries.next()) {
                    var leaf = Hash.ofLeaf(entries.getBytes(2));
                    whole &=
                            entries.getLong(1) == leaves.size()
                                    && leaf.equals(Hash.of(entries.getBytes(3)));
                    leaves.add(leaf);
                }
                var heads = statement.executeQuery("SELECT note FROM audit_head");
                note = heads.next() ? Optional.ofNullable(heads.getString(1)).orElse("") : "";
            }
        }

        boolean hold(Checkpoint checkpoint) {
            if (!whole || leaves.size() < checkpoint.size()) {
                return false;
            }
            var range = CompactRange.empty();
            leaves.subList(0, (int) checkpoint.size()).forEach(range::append);
            return range.root().equals(checkpoint.root());
        }
    }
}
