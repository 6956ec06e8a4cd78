package io.systemmanager.console;

import io.systemmanager.application.Oversight;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.trail.LogState;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pages on what was done and how the server is. Thread-safe. */
final class OversightPages {
    private static final int MOST = 100;

    private final Oversight oversight;
    private final LedgerWatch ledger;
    private final Supplier<SystemStatus.Server> server;
    private final Doorway doorway;

    OversightPages(
            Oversight oversight,
            LedgerWatch ledger,
            Supplier<SystemStatus.Server> server,
            Doorway doorway) {
        this.oversight = oversight;
        this.ledger = ledger;
        this.server = server;
        this.doorway = doorway;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Verb.GET,
                        "/console/operations",
                        Access.OPERATOR,
                        doorway.reading((context, _) -> operations(context.queryParam("status")))),
                Route.of(
                        Verb.GET,
                        "/console/health",
                        Access.OPERATOR,
                        doorway.reading((_, _) -> health())));
    }

    private Answer operations(@Nullable String word) {
        var status = Optional.ofNullable(word).flatMap(OperationStatus::named);
        var rows = oversight.operations(status, MOST).stream().map(OperationsView.Row::of).toList();
        return Answer.shown(new OperationsView(rows, status));
    }

    private Answer health() {
        return Answer.shown(new HealthView(server.get(), ledger.condition(), ledger.size(), log()));
    }

    /** Empty where it cannot be read: the page is for such hours. */
    private Optional<LogState> log() {
        try {
            return Optional.of(oversight.log());
        } catch (LedgerUnavailable unreadable) {
            return Optional.empty();
        }
    }
}
