package io.systemmanager.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a certificate chain and a PKCS #8 key from PEM text (RFC 7468). */
final class PemReader {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemReader() {}

    /** A store that trusts the certificates of a PEM text and no others. */
    static KeyStore trusted(String pem) throws GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new KeyStoreException(impossible);
        }
        int number = 0;
        for (var certificate : certificates(pem)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        if (number == 0) {
            throw new KeyStoreException("the file of the authority holds no certificate");
        }
        return store;
    }

    static KeyStore keyStore(String chain, String key, char[] password)
            throws GeneralSecurityException {
        return KeyMaterial.checked(privateKey(key), certificates(chain), password);
    }

    private static Certificate[] certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .toArray(Certificate[]::new);
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        var block = KEY.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeySpecException(
                    "the key file holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY);"
                            + " convert it with: openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the key is not base64", e);
        }
        // A PKCS #8 key says its algorithm itself, but the JDK asks us to name it.
        var none = new InvalidKeySpecException("the key is none of EC, RSA, Ed25519");
        for (var algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException another) {
                none.addSuppressed(another);
            }
        }
        throw none;
    }
}
