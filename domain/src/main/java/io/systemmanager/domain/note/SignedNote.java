package io.systemmanager.domain.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text and the signatures under it, as C2SP signed-note writes them. The text means nothing
 * before {@link #check} found a trusted key {@link SignatureCheck#VALID}; lines of other keys and
 * algorithms are kept and say nothing. Immutable and thread-safe.
 *
 * @param text ends with a newline, and has no other control character
 * @param signatures 1 to 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** The longest note, in characters: as much as Go's reader takes. */
    public static final int MAX_LENGTH = 1_000_000;

    /** The most signatures: C2SP asks readers for at least 16, Go's takes 100. */
    public static final int MAX_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!isNote(text, signatures)) {
            throw new IllegalArgumentException("not the text and signatures of a note");
        }
    }

    /**
     * Signs a text with each of the keys.
     *
     * @throws IllegalArgumentException when it is no text of a note, or there is no key
     */
    public static SignedNote of(String text, List<NoteSigner> signers) {
        return new SignedNote(text, signers.stream().map(signer -> signer.sign(text)).toList());
    }

    /** The same note with a signature of this key at the end, in the place of any it had. */
    public SignedNote signedBy(NoteSigner signer) {
        var more = new ArrayList<>(signatures);
        more.removeIf(each -> each.names(signer.verifier()));
        more.add(signer.sign(text));
        return new SignedNote(text, more);
    }

    /** Reads exactly what {@link #encoded} writes, else nothing. */
    public static Optional<SignedNote> parse(String note) {
        int split = note.lastIndexOf("\n\n");
        if (note.length() > MAX_LENGTH || split < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        var text = note.substring(0, split + 1);
        var signatures = new ArrayList<NoteSignature>();
        for (int at = split + 2; at < note.length(); ) {
            int end = note.indexOf('\n', at);
            var signature = NoteSignature.parse(note.substring(at, end));
            if (signature.isEmpty()) {
                return Optional.empty();
            }
            signatures.add(signature.get());
            at = end + 1;
        }
        return isNote(text, signatures)
                ? Optional.of(new SignedNote(text, signatures))
                : Optional.empty();
    }

    /** The whole note: the text, a blank line, the signature lines. */
    public String encoded() {
        return encoded(text, signatures);
    }

    private static String encoded(String text, List<NoteSignature> signatures) {
        var out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.line()));
        return out.toString();
    }

    /** Whether the key signed this text. Of several lines that name it, each must be right. */
    public SignatureCheck check(VerifierKey key) {
        var named = signatures.stream().filter(each -> each.names(key)).toList();
        if (named.isEmpty()) {
            return SignatureCheck.ABSENT;
        }
        var message = text.getBytes(StandardCharsets.UTF_8);
        return named.stream().allMatch(each -> key.verify(message, each.signature()))
                ? SignatureCheck.VALID
                : SignatureCheck.INVALID;
    }

    private static boolean isNote(String text, List<NoteSignature> signatures) {
        return text.endsWith("\n")
                && text.codePoints().allMatch(SignedNote::mayStand)
                && !signatures.isEmpty()
                && signatures.size() <= MAX_SIGNATURES
                && encoded(text, signatures).length() <= MAX_LENGTH;
    }

    private static boolean mayStand(int c) {
        return c == '\n' || (c >= ' ' && Character.getType(c) != Character.SURROGATE);
    }
}
