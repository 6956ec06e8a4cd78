package io.systemmanager.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;

/** Checks that a key and a chain belong together, so that no broken pair reaches the TLS engine. */
final class KeyMaterial {
    private static final String ALIAS = "server";

    private KeyMaterial() {}

    /** The one key of a store, checked and put under another password. */
    static KeyStore sole(KeyStore store, char[] outer, char[] inner)
            throws GeneralSecurityException {
        for (var alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, outer) instanceof PrivateKey key) {
                return checked(key, store.getCertificateChain(alias), inner);
            }
        }
        throw new KeyStoreException("the file holds no private key");
    }

    static KeyStore checked(PrivateKey key, Certificate[] chain, char[] password)
            throws GeneralSecurityException {
        if (chain.length == 0 || !(chain[0] instanceof X509Certificate server)) {
            throw new KeyStoreException("the file holds no certificate");
        }
        for (int i = 1; i < chain.length; i++) {
            chain[i - 1].verify(chain[i].getPublicKey());
        }
        if (!belong(key, server)) {
            throw new KeyStoreException("the key is not that of the first certificate");
        }
        var store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, password);
        } catch (IOException impossible) {
            throw new KeyStoreException(impossible);
        }
        store.setKeyEntry(ALIAS, key, password, chain);
        return store;
    }

    static X509Certificate certificate(KeyStore store) throws KeyStoreException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        var algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "Ed25519";
                };
        var probe = new byte[] {1, 2, 3, 4};
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(probe);
        return verifier.verify(signer.sign());
    }
}
