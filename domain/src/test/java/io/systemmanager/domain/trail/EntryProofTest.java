package io.systemmanager.domain.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.InclusionProof;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A proof that is handed on as text, and what is not to be believed of one. */
class EntryProofTest {
    private static final LogKeys KEYS =
            LogKeys.of(LogKeys.origin("node7.example.org", 1), seed("log"), seed("epoch"));
    private static final LogKeys LATER =
            LogKeys.of(KEYS.origin(), seed("log"), seed("the next epoch"));
    private static final String ENTRY = "{\"note\":\"café\"}";
    private static final Hash OTHER = Hash.ofLeaf(new byte[] {1});

    /** The second of two entries. */
    private static final EntryProof PROOF = proof(KEYS);

    private static EntryProof proof(LogKeys keys) {
        var root = Hash.ofNode(OTHER, Hash.ofLeaf(ENTRY.getBytes(StandardCharsets.UTF_8)));
        return new EntryProof(
                ENTRY,
                new InclusionProof(1, 2, List.of(OTHER)),
                keys.sign(new Checkpoint(keys.origin(), 2, root)));
    }

    private static byte[] seed(String word) {
        return Digest.sha256().digest(word.getBytes(StandardCharsets.UTF_8));
    }

    private static List<VerifierKey> pinned() {
        return List.of(KEYS.log().verifier(), KEYS.epoch().verifier());
    }

    @Test
    void theTextIsThatOfTheStandardWithTheEntryAsExtraData() {
        assertThat(PROOF.text().lines())
                .startsWith(
                        "c2sp.org/tlog-proof@v1",
                        "extra eyJub3RlIjoiY2Fmw6kifQ==",
                        "index 1",
                        OTHER.base64(),
                        "",
                        "node7.example.org/systemmanager/audit/1",
                        "2");
        assertThat(EntryProof.parse(PROOF.text())).contains(PROOF);
    }

    @Test
    void aRightProofHoldsAlsoWhenTheEpochChanged() {
        assertThat(PROOF.flaw(pinned())).isEmpty();
        assertThat(proof(LATER).flaw(pinned())).isEmpty();
        assertThat(PROOF.flaw(List.of(KEYS.log().verifier()))).isEmpty();
    }

    @Test
    void anotherEntryPlaceOrRootDoesNotHold() {
        var path = PROOF.proof().path();
        for (var wrong :
                List.of(
                        new EntryProof(ENTRY + " ", PROOF.proof(), PROOF.note()),
                        new EntryProof(ENTRY, new InclusionProof(0, 2, path), PROOF.note()),
                        new EntryProof(ENTRY, new InclusionProof(1, 3, path), PROOF.note()),
                        new EntryProof(ENTRY, new InclusionProof(1, 2, List.of()), PROOF.note()),
                        new EntryProof(
                                ENTRY,
                                PROOF.proof(),
                                KEYS.sign(new Checkpoint(KEYS.origin(), 2, OTHER))))) {
            assertThat(wrong.flaw(pinned())).as("%s", wrong).isPresent();
        }
    }

    @Test
    void withoutTheLogsOwnKeyNothingIsProven() {
        assertThat(PROOF.flaw(List.of())).isPresent();
        assertThat(PROOF.flaw(List.of(KEYS.epoch().verifier()))).isPresent();
        var stranger =
                LogKeys.of(LogKeys.origin("elsewhere", 1), seed("a stranger"), seed("epoch"));
        assertThat(PROOF.flaw(List.of(stranger.log().verifier()))).isPresent();
        var impostor = LogKeys.of(KEYS.origin(), seed("a stranger"), seed("epoch"));
        assertThat(proof(impostor).flaw(pinned())).isPresent();
    }

    @Test
    void onlyTheOneTextIsRead() {
        var text = PROOF.text();
        for (var wrong :
                List.of(
                        "",
                        "\n\n",
                        text + "\n",
                        text.replace("@v1", "@v2"),
                        text.replace("index 1", "index 01"),
                        text.replace("index 1", "index x"),
                        text.replace("index 1\n", ""),
                        text.replace("extra ", "extra  "),
                        text.replace(OTHER.base64(), OTHER.hex()),
                        text.replace("\n", "\r\n"))) {
            assertThat(EntryProof.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
