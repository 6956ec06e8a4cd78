package io.systemmanager.contract.server;

import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The certificates that the first server of this JVM made at its first start, for all that come
 * after it: the JDK's keytool, two JVMs for each start, took a third of the time of these tests.
 */
final class FirstCertificates {
    private static final Map<Path, byte[]> MADE = new LinkedHashMap<>();

    private FirstCertificates() {}

    /** A first start in that folder, which finds certificates there if there are any yet. */
    static synchronized void firstStart(StateFolder state)
            throws IOException, GeneralSecurityException {
        for (var made : MADE.entrySet()) {
            var file = state.root().resolve(made.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, made.getValue());
        }
        FirstStart.files(state, "localhost");
        if (MADE.isEmpty()) {
            for (var file : state.certificates()) {
                MADE.put(state.root().relativize(file), Files.readAllBytes(file));
            }
        }
    }
}
