package io.systemmanager.domain.note;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The published vectors of the audit format; they bind byte for byte. */
final class Vectors {
    static final String ORIGIN = "node7.example.org/systemmanager/audit/1";
    static final String LOG_KEY = ORIGIN + "+a6ea75f7+AYOJcqa8ARoV880nZH+kPQjqHwCJOWlAQ1c/RvrUzJ0U";
    static final String EPOCH_KEY =
            ORIGIN + "/epoch+a8ad57a9+Ae8QxG3wV29f5G2+s3thSN8wStWrytMieCurLcxg54t9";
    static final String TEXT = ORIGIN + "\n5\nDlqwKPUnC1NylB5T2IgfVArytx/mXTdAWJDtfaqlE3k=\n";
    static final String NOTE =
            TEXT
                    + "\n\u2014 "
                    + ORIGIN
                    + " pup193IgXtm0zuzdM77KLVP3Rq5cs9Ak5v0UhsgEANrr3dlVIOAjevIpijHLE6oYPa6P5xhi"
                    + "Dd9PbuBphAn6TBy0NgI=\n\u2014 "
                    + ORIGIN
                    + "/epoch qK1XqcfDAOPePcms0OLOQYlAhSnD2slDSpxluDLlH2+Se7DfCkV14yMFWYJcCRb8XW"
                    + "oBNfRMHpW4ONKhFSueQYF/7wA=\n";
    static final String SEAL = "59c2afa87e20f3ea032405470e9eafc35dcf2586385de42c17b35073a42cbdb3";

    static final List<Hash> LEAVES =
            List.of(
                    hash("af91ad0acc9dc3831a537e39420b54a79951d9608d165359dbfaf9cb4c5e77c9"),
                    hash("b2fe0a90c758232e2cfbc86773a214c9e72d66d0d4cdf7a59326c6eadf69edbd"),
                    hash("cf3f9547d53fe5633f8cc68a7308f8927fb979aa416e1649148628d0ce3a6ade"),
                    hash("b2946ee15dd35bc85e9f745e968f1238e1d7004dac6edd87df4474acb5a47c08"),
                    hash("354b3a41f105dab881e0d2901c4b29e9f1d869b7aaca142e4ee7c1d658b1371a"));

    /** The roots of sizes 2 to 5. */
    static final List<Hash> ROOTS =
            List.of(
                    hash("d1636b0dadadd4587b909848a71f50a6d9ec0f5ec9db973cac914ebc7f99978a"),
                    hash("311f0100e2437f0be180c2df1b5950c786569de13bb3994717a5bef5047d9665"),
                    hash("4ce2cda70efb0dec0a8a90ba0ab605495941aa0c46c1b1d66b6cff662d4a9033"),
                    hash("0e5ab028f5270b5372941e53d8881f540af2b71fe65d37405890ed7daaa51379"));

    private Vectors() {}

    static byte[] logSeed() {
        return seed("SystemManager test vector: log key");
    }

    static byte[] epochSeed() {
        return seed("SystemManager test vector: epoch key 1");
    }

    static NoteSigner logSigner() {
        return NoteSigner.ofSeed(ORIGIN, logSeed());
    }

    static NoteSigner epochSigner() {
        return NoteSigner.ofSeed(ORIGIN + "/epoch", epochSeed());
    }

    static Checkpoint checkpoint() {
        return new Checkpoint(ORIGIN, 5, ROOTS.getLast());
    }

    static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    private static byte[] seed(String words) {
        return Digest.sha256().digest(words.getBytes(StandardCharsets.US_ASCII));
    }
}
