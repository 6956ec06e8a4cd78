package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.CertificateGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of reading {@code client-certificates.yaml}, which says which agents client
 * certificates prove. Like a policy it is taken whole or not at all.
 */
public sealed interface CertificateFile {

    /** A file without fault. */
    record Loaded(List<CertificateGrant> grants) implements CertificateFile {
        public Loaded {
            grants = List.copyOf(grants);
        }
    }

    /**
     * No grants.
     *
     * @param problems at least one, in the file's order
     */
    record Rejected(List<PolicyProblem> problems) implements CertificateFile {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** Reads the file's bytes. */
    static CertificateFile read(byte[] bytes) {
        return new CertificateReader().read(bytes);
    }

    /** Reads the file; one that cannot be read is rejected. */
    static CertificateFile read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(in.readNBytes(YamlTree.MAX_BYTES + 1));
        } catch (IOException e) {
            var why = e.getClass().getSimpleName();
            var problem = new PolicyProblem(0, 0, "the file cannot be read (%s)".formatted(why));
            return new Rejected(List.of(problem));
        }
    }
}
