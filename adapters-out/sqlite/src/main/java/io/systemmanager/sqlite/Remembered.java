package io.systemmanager.sqlite;

import io.systemmanager.domain.note.Checkpoint;
import java.sql.SQLException;

/**
 * A state of a log that somebody outside remembers; the log must have grown from it.
 *
 * @param whose completes "than ... remembers"
 */
public record Remembered(String whose, Checkpoint checkpoint) {

    void requireIn(TreeRows rows, String origin) throws SQLException {
        if (!checkpoint.origin().equals(origin)) {
            throw Suspect.because("its name is not the one that " + whose + " remembers");
        }
        if (checkpoint.size() > rows.size()) {
            throw Suspect.because(
                    "it is shorter than "
                            + whose
                            + " remembers: "
                            + rows.size()
                            + " entries, once "
                            + checkpoint.size());
        }
        if (rows.canTell(checkpoint.size()) && !rows.holds(checkpoint)) {
            throw Suspect.because(
                    "its first "
                            + checkpoint.size()
                            + " entries are not those that "
                            + whose
                            + " remembers");
        }
    }
}
