package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads values of the log that this server never writes empty. A flipped bit in a row's header can
 * make one so, whatever the table's constraints say: then the ledger is suspect.
 */
final class Cells {
    private Cells() {}

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        if (bytes == null) {
            throw missing();
        }
        return bytes;
    }

    static String text(ResultSet row, int column) throws SQLException {
        var text = row.getString(column);
        if (text == null) {
            throw missing();
        }
        return text;
    }

    static Hash hash(ResultSet row, int column) throws SQLException {
        var bytes = bytes(row, column);
        if (bytes.length != Hash.LENGTH) {
            throw Suspect.because("what stands in the place of a hash is none");
        }
        return Hash.of(bytes);
    }

    private static RuntimeException missing() {
        return Suspect.because("a value of it is missing");
    }
}
