package io.systemmanager.sqlite;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All tokens in memory, so that authenticating a request costs no disk. Readers see one immutable
 * snapshot; the writer alone replaces it, after each commit that changed a token and before it
 * answers.
 */
final class KnownTokens {
    private volatile Snapshot snapshot = Snapshot.of(List.of());

    Optional<TokenRecord> find(Digest secret) {
        return Optional.ofNullable(snapshot.bySecret().get(secret));
    }

    /** Newest first. */
    List<TokenRecord> all() {
        return snapshot.newestFirst();
    }

    /** Replaces all; newest first. */
    void load(List<TokenRecord> tokens) {
        snapshot = Snapshot.of(tokens);
    }

    /** Does to the snapshot what a durable change did to the table. */
    void follow(Ledger.Change change) {
        switch (change) {
            case Ledger.IssueToken(var token, _) ->
                    load(Stream.concat(Stream.of(token), all().stream()).toList());
            case Ledger.RevokeToken(var id, var at, _) ->
                    load(
                            all().stream()
                                    .map(token -> token.id().equals(id) ? token.revoked(at) : token)
                                    .toList());
            case Ledger.Announce(var announced, _) -> follow(announced);
            case Ledger.Append _,
                    Ledger.OpenOperation _,
                    Ledger.EndOperation _,
                    Ledger.SettleOperation _,
                    Ledger.MoveNotification _,
                    Ledger.AskApproval _,
                    Ledger.MoveApproval _,
                    Ledger.CreateGrant _,
                    Ledger.MoveGrant _,
                    Ledger.OpenByGrant _ -> {}
        }
    }

    private record Snapshot(List<TokenRecord> newestFirst, Map<Digest, TokenRecord> bySecret) {
        static Snapshot of(List<TokenRecord> tokens) {
            return new Snapshot(
                    List.copyOf(tokens),
                    tokens.stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            TokenRecord::secret, Function.identity())));
        }
    }
}
