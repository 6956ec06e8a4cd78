package io.systemmanager.domain.note;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import java.util.Optional;

/**
 * What a log commits to at one size: the text of a C2SP tlog-checkpoint, without extension lines.
 *
 * @param origin the log's name, which is also its key's name
 * @param size the number of entries, 0 to 2^53
 * @param root of the tree of that size
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final int LINES = 3;
    private static final int MAX_DIGITS = 16;

    public Checkpoint {
        if (!KeyName.isValid(origin)) {
            throw new IllegalArgumentException("not the origin of a log");
        }
        if (size < 0 || size > MerkleTree.MAX_SIZE) {
            throw new IllegalArgumentException("not the size of a log");
        }
        if (size == 0 && !root.equals(Hash.OF_NOTHING)) {
            throw new IllegalArgumentException("not the root of an empty log");
        }
    }

    /** The three lines that are signed and sealed, each with its newline. */
    public String text() {
        return origin + '\n' + size + '\n' + root.base64() + '\n';
    }

    /** Reads exactly what {@link #text} writes, else nothing: one checkpoint has one text. */
    public static Optional<Checkpoint> parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || !KeyName.isValid(lines[0])) {
            return Optional.empty();
        }
        return size(lines[1])
                .flatMap(size ->
                        Hash.ofBase64(lines[2])
                                .filter(root -> size > 0 || root.equals(Hash.OF_NOTHING))
                                .map(root -> new Checkpoint(lines[0], size, root)));
    }

    private static Optional<Long> size(String digits) {
        boolean plain =
                !digits.isEmpty()
                        && digits.length() <= MAX_DIGITS
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                        && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!plain) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(digits)).filter(size -> size <= MerkleTree.MAX_SIZE);
    }
}
