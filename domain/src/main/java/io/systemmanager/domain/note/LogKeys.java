package io.systemmanager.domain.note;

import java.util.List;

/**
 * The secret keys of a log: the log's own, which stays, and that of the epoch, which is replaced
 * and then destroyed. Both sign every published checkpoint; the epoch's also seals every commit.
 * Immutable and thread-safe; prints no secret.
 *
 * @param origin the log's name, in which its incarnation is the last part
 */
public record LogKeys(String origin, NoteSigner log, NoteSigner epoch, SealKey seal) {
    private static final String EPOCH = "/epoch";
    private static final String PATH = "/systemmanager/audit/";

    public LogKeys {
        if (!log.verifier().name().equals(origin)
                || !epoch.verifier().name().equals(origin + EPOCH)) {
            throw new IllegalArgumentException("the keys are not of this log");
        }
    }

    /**
     * The keys of two seeds.
     *
     * @param logSeed 32 secret bytes
     * @param epochSeed 32 others
     */
    public static LogKeys of(String origin, byte[] logSeed, byte[] epochSeed) {
        return new LogKeys(
                origin,
                NoteSigner.ofSeed(origin, logSeed),
                NoteSigner.ofSeed(origin + EPOCH, epochSeed),
                SealKey.ofEpochSeed(epochSeed));
    }

    /** The same log in an epoch of another key. */
    public LogKeys withEpoch(byte[] epochSeed) {
        return new LogKeys(
                origin,
                log,
                NoteSigner.ofSeed(origin + EPOCH, epochSeed),
                SealKey.ofEpochSeed(epochSeed));
    }

    /** The name of a host's log. */
    public static String origin(String host, int incarnation) {
        return host + PATH + incarnation;
    }

    /** How often the log was begun anew on its host, from 1. */
    public int incarnation() {
        return Integer.parseInt(origin.substring(origin.lastIndexOf('/') + 1));
    }

    /** Signs a checkpoint with both. */
    public SignedNote sign(Checkpoint checkpoint) {
        return SignedNote.of(checkpoint.text(), List.of(log, epoch));
    }

    /**
     * Signs the checkpoint at which the next epoch begins: this epoch's key vouches for the next
     * one's, which signs too, as the log's does.
     */
    public SignedNote handOver(Checkpoint checkpoint, LogKeys next) {
        return SignedNote.of(checkpoint.text(), List.of(log, epoch, next.epoch));
    }

    /** Whether it is the same epoch of the same log. */
    public boolean sameEpoch(LogKeys other) {
        return epoch.verifier().equals(other.epoch.verifier());
    }

    /** Whether both signed it. */
    public boolean signed(SignedNote note) {
        return note.check(log.verifier()) == SignatureCheck.VALID
                && note.check(epoch.verifier()) == SignatureCheck.VALID;
    }
}
