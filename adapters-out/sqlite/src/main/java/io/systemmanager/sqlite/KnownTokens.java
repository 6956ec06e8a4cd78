package io.systemmanager.sqlite;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tokens in memory, so that authenticating a request costs no disk. Readers see one immutable
 * snapshot; the writer alone replaces it, after each commit that changed a token and before it
 * answers.
 */
final class KnownTokens {
    private static final Logger LOG = LoggerFactory.getLogger(KnownTokens.class);

    private volatile Snapshot snapshot = Snapshot.of(List.of(), List.of());

    Optional<TokenRecord> find(Digest secret) {
        return Optional.ofNullable(snapshot.bySecret().get(secret));
    }

    /** Newest first. */
    List<TokenRecord> all() {
        return snapshot.newestFirst();
    }

    List<KeptCredential.Unreadable> unreadable() {
        return snapshot.unreadable();
    }

    /** Replaces all, newest first, and tells the log of what opens nothing. */
    void load(List<KeptCredential> kept) {
        var sound = new ArrayList<TokenRecord>();
        var unreadable = new ArrayList<KeptCredential.Unreadable>();
        for (var each : kept) {
            switch (each) {
                case KeptCredential.Sound(var token) -> sound.add(token);
                case KeptCredential.Unreadable spoilt -> unreadable.add(spoilt);
            }
        }
        unreadable.stream()
                .filter(each -> !snapshot.unreadable().contains(each))
                .forEach(each ->
                        LOG.error("credential {} opens nothing. {}", each.id(), each.why()));
        snapshot = Snapshot.of(sound, unreadable);
    }

    /** A credential that is durable, and the newest. */
    void add(TokenRecord token) {
        replace(Stream.concat(Stream.of(token), all().stream()).toList());
    }

    /** Does to the snapshot what a durable change did to the table. */
    void follow(Ledger.Change change) {
        switch (change) {
            case Ledger.IssueToken(var token, _) -> add(token);
            case Ledger.RevokeToken(var id, var at, _) ->
                    replace(
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

    private void replace(List<TokenRecord> tokens) {
        snapshot = Snapshot.of(tokens, snapshot.unreadable());
    }

    private record Snapshot(
            List<TokenRecord> newestFirst,
            List<KeptCredential.Unreadable> unreadable,
            Map<Digest, TokenRecord> bySecret) {

        static Snapshot of(List<TokenRecord> tokens, List<KeptCredential.Unreadable> unreadable) {
            return new Snapshot(
                    List.copyOf(tokens),
                    List.copyOf(unreadable),
                    tokens.stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            TokenRecord::secret, Function.identity())));
        }
    }
}
