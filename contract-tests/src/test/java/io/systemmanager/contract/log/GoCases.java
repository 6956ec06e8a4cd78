package io.systemmanager.contract.log;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.merkle.TreeNodes;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.NoteSigner;
import io.systemmanager.domain.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes the roots, proofs and notes of one log, for {@code contract-tests/golang} to check with
 * Go's x/mod. Entry i is {@code {"seq":i}}; the log is long enough to complete nodes of two stored
 * levels. Seeded: two runs write the same bytes.
 */
final class GoCases {
    private static final int SIZE = 66_100;
    private static final int SAMPLES = 400;
    private static final String ORIGIN = "log.example.org/systemmanager/audit/1";

    private final Random random = new Random(4);
    private final List<List<Hash>> levels = new ArrayList<>();
    private final TreeNodes nodes =
            (level, first, count) -> levels.get(level).subList((int) first, (int) first + count);

    private GoCases() {
        var range = CompactRange.empty();
        for (int i = 0; i < SIZE; i++) {
            var leaf = Hash.ofLeaf(CanonicalJson.bytes(Json.object().put("seq", i).build()));
            keep(0, leaf);
            range.append(leaf).forEach(node -> keep(node.level(), node.hash()));
        }
    }

    /** Writes the cases to the file that is the one argument. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), CanonicalJson.text(new GoCases().all()));
    }

    private void keep(int level, Hash hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(hash);
    }

    private Json.Obj all() {
        var proofs = new ArrayList<Json>();
        var extensions = new ArrayList<Json>();
        var notes = new ArrayList<Json>();
        for (int i = 0; i < SAMPLES; i++) {
            var tree = new MerkleTree(nodes, size(i));
            proofs.add(inclusion(tree, random.nextLong(tree.size())));
            extensions.add(consistency(tree, 1 + random.nextLong(tree.size())));
            if (i % 20 == 0) {
                notes.add(note(tree));
            }
        }
        return Json.object()
                .put("size", SIZE)
                .put("inclusions", new Json.Arr(proofs))
                .put("consistencies", new Json.Arr(extensions))
                .put("notes", new Json.Arr(notes))
                .build();
    }

    /** Small ones, those around a node's end, and any. */
    private long size(int sample) {
        return switch (sample % 4) {
            case 0 -> 1L + sample / 4;
            case 1 -> 65_536L - 2 + random.nextInt(5);
            case 2 -> 256L * (1 + random.nextInt(256)) - 2 + random.nextInt(5);
            default -> 1L + random.nextInt(SIZE);
        };
    }

    private static Json inclusion(MerkleTree tree, long index) {
        return Json.object()
                .put("index", index)
                .put("size", tree.size())
                .put("root", tree.root().base64())
                .put("path", base64(tree.inclusion(index).path()))
                .build();
    }

    private Json consistency(MerkleTree tree, long earlier) {
        return Json.object()
                .put("earlier", earlier)
                .put("later", tree.size())
                .put("earlier_root", new MerkleTree(nodes, earlier).root().base64())
                .put("later_root", tree.root().base64())
                .put("path", base64(tree.consistencyFrom(earlier).path()))
                .build();
    }

    private Json note(MerkleTree tree) {
        var log = signer(ORIGIN);
        var epoch = signer(ORIGIN + "/epoch");
        var text = new Checkpoint(ORIGIN, tree.size(), tree.root()).text();
        var note = SignedNote.of(text, List.of(log, epoch)).signedBy(signer("witness.example/w"));
        return Json.object()
                .put("note", note.encoded())
                .put("text", text)
                .put("keys", Json.texts(List.of(log.verifier().text(), epoch.verifier().text())))
                .put("unknown", 1)
                .build();
    }

    private static NoteSigner signer(String name) {
        var seed = new byte[32];
        new Random(name.hashCode()).nextBytes(seed);
        return NoteSigner.ofSeed(name, seed);
    }

    private static Json base64(List<Hash> path) {
        return Json.texts(path.stream().map(Hash::base64).toList());
    }
}
