package io.systemmanager.domain.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** About the server and what it runs by, its ledger among that. */
public sealed interface SystemEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case PolicyLoaded _ -> "policy.loaded";
            case PolicyRejected _ -> "policy.rejected";
            case SignersLoaded _ -> "signers.loaded";
            case ServerStarted _ -> "system.started";
            case ServerStopped _ -> "system.stopped";
            case Heartbeat _ -> "system.heartbeat";
            case ClockStepped _ -> "system.clock_stepped";
            case LedgerDegraded _ -> "audit.degraded";
            case LedgerRecovered _ -> "audit.recovered";
            case VerifyFailed _ -> "audit.verify_failed";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case Heartbeat _ -> Severity.INFO;
            case PolicyLoaded _,
                    SignersLoaded _,
                    ServerStarted _,
                    ServerStopped _,
                    LedgerRecovered _ ->
                    Severity.NOTICE;
            case PolicyRejected _, ClockStepped _ -> Severity.WARN;
            case LedgerDegraded _, VerifyFailed _ -> Severity.CRIT;
        };
    }

    /**
     * A policy came into force.
     *
     * @param text the whole file, so that any decision under it can be understood later
     */
    record PolicyLoaded(String revision, int rules, String text) implements SystemEvent {}

    /**
     * The policy file was changed and not taken; the policy from before stays in force.
     *
     * @param revision of the file's bytes; empty when it cannot be read
     * @param kept the revision that stays in force
     * @param problems how many
     * @param first the first of them, with its place in the file
     */
    record PolicyRejected(Optional<String> revision, String kept, int problems, String first)
            implements SystemEvent {}

    /**
     * From now on those keys can sign decisions.
     *
     * @param revision SHA-256 of the file's bytes, {@code sha256:} and hex
     * @param keys how many
     * @param text the whole file, so that a signature can be checked later
     */
    record SignersLoaded(String revision, int keys, String text) implements SystemEvent {}

    /** The server began to serve. */
    record ServerStarted() implements SystemEvent {}

    /** The server ended in good order. */
    record ServerStopped() implements SystemEvent {}

    /**
     * The server runs; a gap in these says that it did not.
     *
     * @param entries how many were durable then
     */
    record Heartbeat(LedgerState state, long entries) implements SystemEvent {}

    /**
     * The wall clock was set since the entry before.
     *
     * @param by forward, or back where negative
     */
    record ClockStepped(Duration by) implements SystemEvent {}

    /**
     * The ledger could not be written. Its entry is written when that is possible again.
     *
     * @param since when it was noticed
     * @param why no path and no address
     */
    record LedgerDegraded(Instant since, String why) implements SystemEvent {}

    /** The ledger takes everything again. */
    record LedgerRecovered(Duration after) implements SystemEvent {}

    /**
     * The ledger was found to be not what this server wrote; the last entry of a log.
     *
     * @param why no path and no address
     */
    record VerifyFailed(String why) implements SystemEvent {}
}
