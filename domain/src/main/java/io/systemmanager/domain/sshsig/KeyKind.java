package io.systemmanager.domain.sshsig;

/** How a kind of key is written, and how it signs. */
sealed interface KeyKind permits EdKey, SecurityKey, EcdsaKey, RsaKey {

    /** The word with which its public keys begin. */
    String type();

    /**
     * Whether that is its signature.
     *
     * @param algorithm as the signature names it
     * @param signature what follows that name; reading it throws an {@link
     *     IllegalArgumentException} where it is not in form
     */
    boolean verifies(String algorithm, SshReader signature, byte[] message);

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException when it is of no kind that is taken
     */
    static KeyKind read(byte[] blob) {
        var reader = new SshReader(blob);
        var type = reader.text();
        var key =
                switch (type) {
                    case EdKey.TYPE -> EdKey.read(reader);
                    case SecurityKey.TYPE -> SecurityKey.read(reader);
                    case EcdsaKey.TYPE -> EcdsaKey.read(reader);
                    case RsaKey.TYPE -> RsaKey.read(reader);
                    default ->
                            throw new IllegalArgumentException(
                                    "keys of its kind are not taken; certificates are not either");
                };
        reader.end();
        return key;
    }
}
