package io.systemmanager.ops.signers;

import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.sshsig.SshKey;
import io.systemmanager.domain.text.VisibleText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a file of allowed signers, which is taken whole or not at all. The grammar
 * is in {@code docs/reference/allowed-signers.md}.
 */
public sealed interface AllowedSigners {
    /** The longest file that is read, in bytes. */
    int LONGEST = 65_536;

    /** The bits of a file's mode by which its group and others may write it. */
    int OTHERS_WRITE = 0b010_010;

    /**
     * Keys without a fault.
     *
     * @param revision SHA-256 of the file's bytes, {@code sha256:} and hex
     */
    record Loaded(String revision, String text, Map<SshKey, AllowedSigner> signers)
            implements AllowedSigners {
        public Loaded {
            signers = Map.copyOf(signers);
        }

        /** Whose key that is, and counts then. */
        Optional<Person> holder(SshKey key, Instant at) {
            return Optional.ofNullable(signers.get(key))
                    .filter(signer -> signer.counts(at))
                    .map(AllowedSigner::person);
        }

        /** That they count from now on. */
        public SystemEvent.SignersLoaded event() {
            return new SystemEvent.SignersLoaded(revision, signers.size(), text);
        }
    }

    /**
     * No keys.
     *
     * @param revision equal for equal reasons
     * @param problems one sentence each, at least one
     */
    record Rejected(String revision, List<String> problems) implements AllowedSigners {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** SHA-256 of the file's bytes, or why it cannot be read. */
    String revision();

    /**
     * Reads a file, which must be root's or that account's and which nobody else may write.
     *
     * @param account the number of the server's own account
     */
    static AllowedSigners read(Path file, int account) {
        try (var in = Files.newInputStream(file)) {
            boolean owned = List.of(0, account).contains(Files.getAttribute(file, "unix:uid"));
            boolean open = ((int) Files.getAttribute(file, "unix:mode") & OTHERS_WRITE) != 0;
            if (!owned || open) {
                return unreadable("it must be root's or the server's, and writable by no other");
            }
            return read(in.readNBytes(LONGEST + 1));
        } catch (IOException e) {
            return unreadable("it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    /** Reads the bytes of a file. */
    static AllowedSigners read(byte[] bytes) {
        var revision = "sha256:" + Digest.of(bytes).hex();
        if (bytes.length > LONGEST) {
            return new Rejected(revision, List.of("it is longer than " + LONGEST + " bytes"));
        }
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return read(revision, text);
        } catch (CharacterCodingException e) {
            return new Rejected(revision, List.of("it is no UTF-8"));
        }
    }

    private static AllowedSigners read(String revision, String text) {
        var signers = new LinkedHashMap<SshKey, AllowedSigner>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (var line : text.split("\r?\n", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            try {
                var signer = AllowedSigner.read(line.strip());
                if (signers.putIfAbsent(signer.key(), signer) != null) {
                    throw new IllegalArgumentException("a key stands once, for one person");
                }
            } catch (IllegalArgumentException wrong) {
                problems.add(
                        "line %d: %s"
                                .formatted(
                                        number,
                                        VisibleText.line(String.valueOf(wrong.getMessage()), 200)));
            }
        }
        return problems.isEmpty()
                ? new Loaded(revision, text, signers)
                : new Rejected(revision, problems);
    }

    private static Rejected unreadable(String why) {
        return new Rejected(why, List.of(why));
    }
}
