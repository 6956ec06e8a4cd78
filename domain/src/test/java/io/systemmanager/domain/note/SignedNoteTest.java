package io.systemmanager.domain.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final SignedNote NOTE = SignedNote.parse(Vectors.NOTE).orElseThrow();
    private static final VerifierKey LOG = VerifierKey.parse(Vectors.LOG_KEY).orElseThrow();
    private static final VerifierKey EPOCH = VerifierKey.parse(Vectors.EPOCH_KEY).orElseThrow();
    private static final String LINE = "\u2014 witness.example/w AAAAAAE=\n";

    @Test
    void bothKeysSignedThePublishedNote() {
        assertThat(NOTE.check(LOG)).isEqualTo(SignatureCheck.VALID);
        assertThat(NOTE.check(EPOCH)).isEqualTo(SignatureCheck.VALID);
        assertThat(NOTE.text()).isEqualTo(Vectors.TEXT);
        assertThat(NOTE.encoded()).isEqualTo(Vectors.NOTE);
    }

    /** The example of the package documentation of Go's x/mod note. */
    @Test
    void aNoteOfAnotherImplementationVerifies() {
        var key =
                VerifierKey.parse(
                        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note =
                SignedNote.parse(
                        """
                        If you think cryptography is the answer to your problem,
                        then you don't know what your problem is.

                        \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                        """);
        assertThat(note.orElseThrow().check(key.orElseThrow())).isEqualTo(SignatureCheck.VALID);
    }

    @Test
    void everyChangedCharacterOfTheTextIsNoticed() {
        for (int i = 0; i < Vectors.TEXT.length(); i++) {
            var changed = new StringBuilder(Vectors.TEXT);
            changed.setCharAt(i, Vectors.TEXT.charAt(i) == 'x' ? 'y' : 'x');
            if (changed.charAt(changed.length() - 1) == '\n') {
                var note = new SignedNote(changed.toString(), NOTE.signatures());
                assertThat(note.check(LOG)).isEqualTo(SignatureCheck.INVALID);
                assertThat(note.check(EPOCH)).isEqualTo(SignatureCheck.INVALID);
            }
        }
    }

    @Test
    void everyFlippedBitOfASignatureIsNoticed() {
        var good = NOTE.signatures().getFirst();
        for (int bit = 0; bit < 64 * 8; bit++) {
            var bytes = good.signature();
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            var note = new SignedNote(Vectors.TEXT, List.of(NoteSignature.of(LOG, bytes)));
            assertThat(note.check(LOG)).isEqualTo(SignatureCheck.INVALID);
        }
    }

    @Test
    void aSignatureOfAnotherLengthIsWrongAndBreaksNothing() {
        for (int length : new int[] {1, 63, 65, 2_420}) {
            var note =
                    new SignedNote(Vectors.TEXT, List.of(NoteSignature.of(LOG, new byte[length])));
            assertThat(note.check(LOG)).isEqualTo(SignatureCheck.INVALID);
        }
    }

    @Test
    void oneGoodLineDoesNotExcuseAWrongOneOfTheSameKey() {
        var wrong = NoteSignature.of(LOG, new byte[64]);
        var good = NOTE.signatures().getFirst();
        for (var lines : List.of(List.of(good, wrong), List.of(wrong, good))) {
            assertThat(new SignedNote(Vectors.TEXT, lines).check(LOG))
                    .isEqualTo(SignatureCheck.INVALID);
        }
    }

    @Test
    void linesOfUnknownKeysAreKeptAndSayNothing() {
        var note = SignedNote.parse(Vectors.NOTE + LINE).orElseThrow();
        assertThat(note.signatures()).hasSize(3);
        assertThat(note.check(LOG)).isEqualTo(SignatureCheck.VALID);
        assertThat(note.encoded()).isEqualTo(Vectors.NOTE + LINE);
    }

    @Test
    void theNameAloneOrTheIdAloneIsAnotherKey() {
        var sameName = NoteSigner.ofSeed(Vectors.ORIGIN, new byte[32]).verifier();
        var sameKey = NoteSigner.ofSeed("other", Vectors.logSeed()).verifier();
        assertThat(NOTE.check(sameName)).isEqualTo(SignatureCheck.ABSENT);
        assertThat(NOTE.check(sameKey)).isEqualTo(SignatureCheck.ABSENT);
    }

    @Test
    void aKeySignsBelowTheOthersAndOnce() {
        var log = SignedNote.of(Vectors.TEXT, List.of(Vectors.logSigner()));
        assertThat(log.check(EPOCH)).isEqualTo(SignatureCheck.ABSENT);
        var both = log.signedBy(Vectors.epochSigner());
        assertThat(both).isEqualTo(NOTE);
        assertThat(both.signedBy(Vectors.epochSigner())).isEqualTo(NOTE);
    }

    @Test
    void aTextMayHoldBlankLinesAndEvenSignatures() {
        for (var text :
                List.of("\n", "a\n\nb\n", "a\n\n", Vectors.NOTE, "caf\u00e9 \ud83d\ude00\n")) {
            var note = SignedNote.of(text, List.of(Vectors.logSigner()));
            var read = SignedNote.parse(note.encoded()).orElseThrow();
            assertThat(read.text()).isEqualTo(text);
            assertThat(read.check(LOG)).isEqualTo(SignatureCheck.VALID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "text\n",
                "text\n\n",
                "\u2014 witness.example/w AAAAAAE=\n",
                "text\n\u2014 witness.example/w AAAAAAE=\n", // no blank line
                "text\n\n\u2014 witness.example/w AAAAAAE=", // no last newline
                "text\n\n\u2014 witness.example/w AAAAAAE=\n\n",
                "text\n\n- witness.example/w AAAAAAE=\n", // no em dash
                "text\n\n\u2014witness.example/w AAAAAAE=\n",
                "text\n\n\u2014  witness.example/w AAAAAAE=\n",
                "text\n\n\u2014 witness.example/w  AAAAAAE=\n",
                "text\n\n\u2014 witness.example/w AAAAAAE= \n",
                "text\n\n\u2014 witness.example/w\n",
                "text\n\n\u2014 witness.example/w \n",
                "text\n\n\u2014 AAAAAAE=\n",
                "text\n\n\u2014 witness+w AAAAAAE=\n",
                "text\n\n\u2014 wit\u2003ness AAAAAAE=\n",
                "text\n\n\u2014 witness.example/w AAAAAA==\n", // a key id and no signature
                "text\n\n\u2014 witness.example/w AAAAAAE\n", // no padding
                "text\n\n\u2014 witness.example/w AAAAAAF=\n", // stray bits
                "text\n\n\u2014 witness.example/w AAAA_AE=\n",
                "text\n\n\u2014 witness.example/w AAAAAAE=\nmore\n",
                "te\txt\n\n\u2014 witness.example/w AAAAAAE=\n",
                "text\r\n\r\n\u2014 witness.example/w AAAAAAE=\r\n",
                "te\u0000xt\n\n\u2014 witness.example/w AAAAAAE=\n",
                "te\ud83dxt\n\n\u2014 witness.example/w AAAAAAE=\n", // a lone surrogate
            })
    void anythingElseIsNoNote(String note) {
        assertThat(SignedNote.parse(note)).isEmpty();
    }

    @Test
    void aNoteHasAtMost100SignaturesAndAMillionCharacters() {
        assertThat(SignedNote.parse("text\n\n" + LINE.repeat(100))).isPresent();
        assertThat(SignedNote.parse("text\n\n" + LINE.repeat(101))).isEmpty();
        int room = SignedNote.MAX_LENGTH - LINE.length() - 2;
        assertThat(SignedNote.parse("x".repeat(room) + "\n\n" + LINE)).isPresent();
        assertThat(SignedNote.parse("x".repeat(room + 1) + "\n\n" + LINE)).isEmpty();
    }

    @Test
    void aNoteThatCouldNotBeReadIsNotMade() {
        var lines = NOTE.signatures();
        for (var text : List.of("", "no newline", "a\u0007\n", "a\udc00\n")) {
            assertThatThrownBy(() -> new SignedNote(text, lines))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SignedNote("text\n", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new SignedNote("text\n", Collections.nCopies(101, lines.getFirst())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoteSignature("a b", "AAAAAAE="))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoteSignature("a", "AAAAAA=="))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyByteOfAWrittenNoteCounts() {
        var bytes = Vectors.NOTE.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            var read = SignedNote.parse(new String(changed, StandardCharsets.UTF_8));
            boolean trusted =
                    read.isPresent()
                            && read.get().check(LOG) == SignatureCheck.VALID
                            && read.get().check(EPOCH) == SignatureCheck.VALID;
            assertThat(trusted).as("byte %d", i).isFalse();
        }
    }
}
