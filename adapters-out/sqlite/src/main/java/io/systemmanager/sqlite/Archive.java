package io.systemmanager.sqlite;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The files to which a prune moves what it removes, with mode 0600: an entry's bytes and a line
 * feed each, so that leaf i is SHA-256(0x00 ‖ line); and in {@code FILE.evidence} a line of JSON
 * for each evidence, {@code {"data":<base64>,"digest":<as entries name it>}}. What was not
 * published is gone when this is closed. For one thread.
 */
final class Archive implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final Path evidence;
    private final Path evidenceDraft;

    private Archive(Path file) {
        this.file = file;
        this.draft = beside(file, ".part");
        this.evidence = beside(file, ".evidence");
        this.evidenceDraft = beside(file, ".evidence.part");
    }

    /**
     * Looks that none is in the way.
     *
     * @throws FileAlreadyExistsException when one is there already
     */
    static void requireNone(Path file) throws IOException {
        var archive = new Archive(file.toAbsolutePath());
        for (var each : new Path[] {archive.file, archive.evidence}) {
            if (Files.exists(each)) {
                throw new FileAlreadyExistsException(each + " is there already");
            }
        }
    }

    /**
     * Begins one.
     *
     * @throws FileAlreadyExistsException when it is there already
     */
    static Archive begin(Path file) throws IOException {
        requireNone(file);
        var archive = new Archive(file.toAbsolutePath());
        archive.close(); // what a prune that was cut short left
        return archive;
    }

    /**
     * Writes the entries and hashes them on the way: what is archived is what the tree holds.
     *
     * @return the SHA-256 of the file
     */
    Digest entries(TreeRows rows, long from, long cut) throws IOException, SQLException {
        var sha256 = Digest.sha256();
        var range = new MerkleTree(rows, from).range();
        try (var out = new DigestOutputStream(create(draft), sha256)) {
            rows.texts(
                    from,
                    cut,
                    text -> {
                        range.append(Hash.ofLeaf(text));
                        line(out, text);
                    });
        }
        if (range.size() != cut || !range.root().equals(new MerkleTree(rows, cut).root())) {
            throw Suspect.because("what would be archived is not what its tree holds");
        }
        return new Digest(HexFormat.of().formatHex(sha256.digest()));
    }

    /** Writes what only entries below the cut name. */
    void evidence(TreeRows rows, long cut) throws IOException, SQLException {
        try (var out = create(evidenceDraft)) {
            rows.evidenceBelow(cut, (digest, data) -> line(out, described(digest, data)));
        }
    }

    /** Makes it durable under its name. */
    void publish() throws IOException {
        sync(draft, StandardOpenOption.WRITE);
        if (Files.size(evidenceDraft) > 0) {
            sync(evidenceDraft, StandardOpenOption.WRITE);
            Files.move(evidenceDraft, evidence, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
    }

    /** Puts the signed note of the log at the cut beside it. */
    void keep(String note) throws IOException {
        Files.writeString(beside(file, ".note"), note);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
        Files.deleteIfExists(evidenceDraft);
    }

    private static byte[] described(String digest, byte[] data) {
        var form =
                Json.object()
                        .put("digest", digest)
                        .put("data", Base64.getEncoder().encodeToString(data));
        return CanonicalJson.text(form.build()).getBytes(StandardCharsets.UTF_8);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static OutputStream create(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static void line(OutputStream out, byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    private static void sync(Path file, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }
}
