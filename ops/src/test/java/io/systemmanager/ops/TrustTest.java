package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir Path folder;

    @Test
    void aFileWithoutCertificatesIsNoAuthority() throws IOException {
        var empty = Files.createFile(folder.resolve("authority.pem"));

        assertThatThrownBy(() -> Trust.in(empty))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("no certificate");
    }

    @Test
    void aFileThatIsNoCertificateIsNoAuthority() throws IOException {
        var wrong = Files.writeString(folder.resolve("authority.pem"), "-----BEGIN NOTHING-----");

        assertThatThrownBy(() -> Trust.in(wrong)).isInstanceOf(CertificateException.class);
    }
}
