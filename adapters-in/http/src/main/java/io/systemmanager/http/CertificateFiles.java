package io.systemmanager.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** Where the server's certificate and key are kept. Both forms are read whole at each load. */
public sealed interface CertificateFiles {

    /**
     * PEM: the chain, server certificate first, and its unencrypted PKCS #8 key (RFC 7468).
     *
     * @param chain the file with the certificates
     * @param key the file with the private key
     */
    record Pem(Path chain, Path key) implements CertificateFiles {
        @Override
        public KeyStore load(char[] password) throws IOException, GeneralSecurityException {
            return PemReader.keyStore(Files.readString(chain), Files.readString(key), password);
        }

        @Override
        public List<Path> files() {
            return List.of(chain, key);
        }
    }

    /**
     * One PKCS #12 file with one key.
     *
     * @param file the file
     * @param password opens the file and its key; not printed
     */
    record Pkcs12(Path file, String password) implements CertificateFiles {
        @Override
        public KeyStore load(char[] inner) throws IOException, GeneralSecurityException {
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file)) {
                store.load(in, password.toCharArray());
            }
            return KeyMaterial.sole(store, password.toCharArray(), inner);
        }

        @Override
        public List<Path> files() {
            return List.of(file);
        }

        @Override
        public String toString() {
            return "Pkcs12[" + file + "]";
        }
    }

    /** A checked key store with one key under the given password. */
    KeyStore load(char[] password) throws IOException, GeneralSecurityException;

    /** The files it reads. */
    List<Path> files();
}
