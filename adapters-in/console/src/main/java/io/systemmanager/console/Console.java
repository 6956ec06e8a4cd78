package io.systemmanager.console;

import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.application.GrantOffice;
import io.systemmanager.application.Oversight;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.port.IdentityProvider;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Randomness;
import io.systemmanager.http.Route;
import io.systemmanager.http.Routes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The operators' web console. Everything on it works without a script; with one, the list of what
 * waits is kept up to date. Thread-safe.
 */
public final class Console implements Routes {

    /**
     * What the console needs from the rest of the server.
     *
     * @param door where secrets are shown
     * @param office where people decide
     * @param grants where they agree in advance
     * @param oversight where people look at what was done
     * @param own where people look after what their own agents asked for
     * @param people tells who they are; empty where nobody can, and then those pages are not there
     * @param server the server's own figures
     * @param ledger how the ledger is
     * @param correlationIds a new id for each error that is shown
     */
    public record Sources(
            CallerDoor door,
            ApprovalOffice office,
            GrantOffice grants,
            Oversight oversight,
            OwnOperations own,
            Optional<IdentityProvider> people,
            PolicyInForce policy,
            Supplier<SystemStatus.Server> server,
            LedgerWatch ledger,
            InstantSource clock,
            Randomness randomness,
            Supplier<String> correlationIds) {}

    private final LiveList live;
    private final List<Route> routes;

    public Console(Sources from) {
        var assets = new Assets();
        var pages = new Pages(from.ledger(), assets);
        var sessions = new Sessions(from.door(), from.clock(), from.randomness());
        var doorway = new Doorway(sessions, pages, from.correlationIds());
        var approvals = new ApprovalPages(from.office(), doorway, from.clock());
        this.live = new LiveList(approvals, sessions, pages, doorway);
        this.routes =
                Stream.of(
                                assets.routes(),
                                new SignInDesk(from.door(), sessions, doorway).routes(),
                                approvals.routes(),
                                new Decisions(
                                                from.office(),
                                                from.door(),
                                                approvals,
                                                doorway,
                                                from.clock())
                                        .routes(),
                                new GrantPages(from.grants(), from.door(), doorway, from.clock())
                                        .routes(),
                                live.routes(),
                                new OversightPages(
                                                from.oversight(),
                                                from.ledger(),
                                                from.server(),
                                                doorway)
                                        .routes(),
                                new AuditPages(from.oversight(), doorway, from.clock()).routes(),
                                new PolicyPages(from.policy(), doorway).routes(),
                                requests(from, doorway))
                        .flatMap(List::stream)
                        .toList();
    }

    private static List<Route> requests(Sources from, Doorway doorway) {
        return from.people().stream()
                .map(people ->
                        new RequestPages(
                                people,
                                from.door(),
                                from.own(),
                                doorway,
                                from.clock(),
                                from.randomness()))
                .flatMap(pages -> pages.routes().stream())
                .toList();
    }

    /** The path of the page of a request, for whoever asked for it. */
    public static String requestPath(ApprovalId request) {
        return "/console/requests/" + request.value();
    }

    /** The path to which the authorization server sends browsers back. */
    public static String callbackPath() {
        return RequestPages.CALLBACK;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    /**
     * Brings open pages up to date. Cheap when none is open or nothing changed; to be called about
     * once a second.
     *
     * @throws io.systemmanager.domain.port.LedgerUnavailable when approvals cannot be read
     */
    public void look() {
        live.look();
    }
}
