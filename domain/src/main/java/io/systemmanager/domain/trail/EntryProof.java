package io.systemmanager.domain.trail;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.InclusionProof;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The proof that an entry is in a log, for people who have neither the log nor the server: text as
 * C2SP tlog-proof has it, with the entry as the extra data. It says nothing until it is checked
 * with keys that came another way.
 *
 * @param entry the canonical JSON
 * @param note of the size for which the proof is
 */
public record EntryProof(String entry, InclusionProof proof, SignedNote note) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /** The text form, which ends with a newline. */
    public String text() {
        var out = new StringBuilder(FIRST).append('\n');
        out.append(EXTRA).append(Base64.getEncoder().encodeToString(bytes())).append('\n');
        out.append(INDEX).append(proof.index()).append('\n');
        proof.path().forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(note.encoded()).toString();
    }

    /** Reads exactly what {@link #text} writes, else nothing. */
    public static Optional<EntryProof> parse(String text) {
        int split = text.indexOf("\n\n");
        if (split < 0) {
            return Optional.empty();
        }
        var lines = List.of(text.substring(0, split).split("\n", -1));
        if (lines.size() < 3 || !lines.get(1).startsWith(EXTRA)) {
            return Optional.empty();
        }
        return SignedNote.parse(text.substring(split + 2))
                .flatMap(note -> read(lines, note))
                .filter(read -> read.text().equals(text));
    }

    /**
     * Why the proof does not hold; empty when it does: the log's key signed the note, no trusted
     * key's line in it is wrong, and the entry is in the tree of the note at the index that the
     * proof names.
     *
     * @param keys that are trusted, the log's among them; keys of epochs that are over are absent
     *     from newer notes, which is no flaw
     */
    public Optional<String> flaw(List<VerifierKey> keys) {
        var checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.isEmpty()) {
            return Optional.of("the note is no checkpoint");
        }
        var origin = checkpoint.get().origin();
        if (keys.stream().anyMatch(key -> note.check(key) == SignatureCheck.INVALID)) {
            return Optional.of("a signature is not of this note");
        }
        if (keys.stream()
                .noneMatch(key ->
                        key.name().equals(origin) && note.check(key) == SignatureCheck.VALID)) {
            return Optional.of("the note is not signed by the key of its log");
        }
        boolean included =
                proof.size() == checkpoint.get().size()
                        && proof.verify(Hash.ofLeaf(bytes()), checkpoint.get().root());
        return included
                ? Optional.empty()
                : Optional.of("the entry is not at this index in the log of the note");
    }

    private byte[] bytes() {
        return entry.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<EntryProof> read(List<String> lines, SignedNote note) {
        var checkpoint = Checkpoint.parse(note.text());
        var path = new ArrayList<Hash>();
        for (var line : lines.subList(3, lines.size())) {
            var hash = Hash.ofBase64(line);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            path.add(hash.get());
        }
        try {
            var extra = Base64.getDecoder().decode(lines.get(1).substring(EXTRA.length()));
            long index = Long.parseLong(lines.get(2).substring(INDEX.length()));
            return checkpoint.map(named ->
                    new EntryProof(
                            new String(extra, StandardCharsets.UTF_8),
                            new InclusionProof(index, named.size(), path),
                            note));
        } catch (IllegalArgumentException | IndexOutOfBoundsException noNumber) {
            return Optional.empty();
        }
    }
}
