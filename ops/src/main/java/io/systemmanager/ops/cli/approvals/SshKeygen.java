package io.systemmanager.ops.cli.approvals;

import io.systemmanager.domain.approval.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** OpenSSH's {@code ssh-keygen}, which asks for a passphrase or a touch by itself. */
final class SshKeygen {
    /** A person types a passphrase, or looks for their security key. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SshKeygen() {}

    /**
     * Signs, with a private key, or by an agent with the public one.
     *
     * @throws IOException when it cannot; what {@code ssh-keygen} says about it is on standard
     *     error
     */
    static String sign(Path key, Statement statement) throws IOException {
        var process =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-Y",
                                "sign",
                                "-n",
                                Statement.NAMESPACE,
                                "-f",
                                key.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(statement.text().getBytes(StandardCharsets.US_ASCII));
            }
            // Both are shorter than a pipe is, so neither side waits for the other.
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("ssh-keygen did not sign within 2 minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("ssh-keygen did not sign; see what it says above");
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while ssh-keygen ran", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
