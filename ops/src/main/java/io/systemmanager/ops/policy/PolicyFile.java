package io.systemmanager.ops.policy;

import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.policy.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a policy file. A file with a single fault gives no rules: it is taken whole
 * or not at all. The grammar is in {@code docs/reference/policy.md}.
 */
public sealed interface PolicyFile {

    /**
     * A policy without fault, whose own tests all hold.
     *
     * @param rules its revision is the SHA-256 of the file's bytes
     * @param text the whole file
     * @param warnings what has no effect and may be a slip, such as a pattern that matches no
     *     operation
     */
    record Loaded(RuleSet rules, String text, List<PolicyProblem> warnings) implements PolicyFile {
        public Loaded {
            warnings = List.copyOf(warnings);
        }

        /** That it comes into force. */
        public SystemEvent.PolicyLoaded event() {
            return new SystemEvent.PolicyLoaded(rules.revision(), rules.rules().size(), text);
        }
    }

    /**
     * No policy.
     *
     * @param problems at least one, in the file's order; at most 100
     * @param draft the rules, where nothing but the file's own tests speaks against them
     */
    record Rejected(List<PolicyProblem> problems, Optional<RuleSet> draft) implements PolicyFile {
        public Rejected {
            problems = List.copyOf(problems);
        }

        Rejected(List<PolicyProblem> problems) {
            this(problems, Optional.empty());
        }
    }

    /** Reads the bytes of a policy file; runs the tests that stand in it. */
    static PolicyFile read(byte[] bytes) {
        return new PolicyReader().read(bytes);
    }

    /** Reads a policy file; one that cannot be read is rejected. */
    static PolicyFile read(Path file) {
        try {
            return read(bytes(file));
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    /** What a file holds, up to the length at which it is refused unread. */
    static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(YamlTree.MAX_BYTES + 1);
        }
    }

    /** What bytes are called as a policy: {@code sha256:} and hex. */
    static String revision(byte[] bytes) {
        return "sha256:" + Digest.of(bytes).hex();
    }

    /** What comes of a file that cannot be read. */
    static PolicyFile unreadable(IOException cause) {
        var why = cause.getClass().getSimpleName();
        var problem = new PolicyProblem(0, 0, "the file cannot be read (%s)".formatted(why));
        return new Rejected(List.of(problem));
    }
}
