package io.systemmanager.application;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.audit.GrantEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.GrantStep;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where people agree in advance, and take that back. Every surface for operators leads here; none
 * for agents does. Thread-safe.
 *
 * <p>Each method throws {@link io.systemmanager.domain.port.LedgerUnavailable} when nothing can be
 * read or recorded; then nothing was decided.
 */
public final class GrantOffice {
    private final Ledger ledger;
    private final Grants grants;
    private final Credentials credentials;
    private final Ids ids;
    private final InstantSource clock;

    GrantOffice(Application.Ports ports, Ids ids, InstantSource clock) {
        this.ledger = ports.ledger();
        this.grants = ports.grants();
        this.credentials = ports.credentials();
        this.ids = ids;
        this.clock = clock;
    }

    /** What came of a decision. */
    public sealed interface Ruling {
        /** It counts; the grant as it stands now. */
        record Taken(StandingGrant grant) implements Ruling {}

        /** It does not. */
        record Refused(Refusal why) implements Ruling {}

        /** There is no such grant. */
        record Unknown() implements Ruling {}
    }

    /** Those that are not over, the oldest first. */
    public List<KeptGrant> standing() {
        return grants.standing(now());
    }

    /** All that are kept, the newest first. */
    public List<KeptGrant> latest(int limit) {
        return grants.latest(limit);
    }

    /** One, as it stands. */
    public Optional<KeptGrant> find(GrantId id) {
        return grants.find(id);
    }

    /** How a grant stands now, in one word. */
    public String standing(StandingGrant grant) {
        return grant.standing(now());
    }

    /**
     * Makes one, with the agreement of whoever makes it.
     *
     * @param method how they proved themselves for it
     * @throws IllegalArgumentException when the proposal is none; the message says what to give
     */
    public Ruling create(Caller.Operator person, Approver.Method method, GrantProposal proposal) {
        var terms = proposal.terms(ids.grant(), now());
        if (actsFor(terms.holder().agent(), person.person())) {
            return new Ruling.Refused(Refusal.OWN_REQUEST);
        }
        return switch (StandingGrant.Live.begin(terms, approver(person, method))) {
            case GrantStep.Refused(var why) -> new Ruling.Refused(why);
            case GrantStep.Moved(var made) -> {
                var live = (StandingGrant.Live) made;
                var event = new GrantEvent.Created(person.subject(), live);
                yield ledger.commit(new Ledger.CreateGrant(live, event)) instanceof Ledger.Committed
                        ? new Ruling.Taken(live)
                        : new Ruling.Refused(Refusal.TOO_MANY);
            }
        };
    }

    /**
     * Takes one more person's agreement.
     *
     * @param seen the digest of the terms that they were shown
     */
    public Ruling agree(
            Caller.Operator person,
            Approver.Method method,
            GrantId id,
            Digest seen,
            Optional<String> reason) {
        return moved(
                id,
                live ->
                        actsFor(live.terms().holder().agent(), person.person())
                                ? new GrantStep.Refused(Refusal.OWN_REQUEST)
                                : live.agree(approver(person, method), seen, reason, now()),
                next -> new GrantEvent.Voted(person.subject(), (StandingGrant.Live) next));
    }

    /** Takes one back, from now on. What it let begin goes on. */
    public Ruling revoke(
            Caller.Operator person, Approver.Method method, GrantId id, Optional<String> reason) {
        return moved(
                id,
                live -> live.revoke(approver(person, method), reason, now()),
                next -> new GrantEvent.Revoked(person.subject(), (StandingGrant.Revoked) next));
    }

    private Ruling moved(
            GrantId id,
            Function<StandingGrant.Live, GrantStep> move,
            Function<StandingGrant, GrantEvent> entry) {
        while (true) { // each turn after the first comes of another move; a grant has few
            var found = grants.find(id);
            if (found.isEmpty()) {
                return new Ruling.Unknown();
            }
            if (!(found.get() instanceof KeptGrant.Sound(var from))) {
                return new Ruling.Refused(Refusal.STUCK);
            }
            if (!(from instanceof StandingGrant.Live live)) {
                return new Ruling.Refused(Refusal.ENDED);
            }
            switch (move.apply(live)) {
                case GrantStep.Refused(var why) -> {
                    return new Ruling.Refused(why);
                }
                case GrantStep.Moved(var next) -> {
                    var change = new Ledger.MoveGrant(from, next, entry.apply(next));
                    if (ledger.commit(change) instanceof Ledger.Committed) {
                        return new Ruling.Taken(next);
                    }
                }
            }
        }
    }

    /**
     * Whether that person is known to be the human behind the agent. Where it is not known before,
     * the call tells, and then their vote does not count either.
     */
    private boolean actsFor(Subject agent, Person person) {
        return credentials.all().stream()
                .filter(token -> token.subject().equals(agent))
                .anyMatch(token -> token.person().filter(person::equals).isPresent());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Approver approver(Caller.Operator person, Approver.Method method) {
        return new Approver(person.person(), person.roles(), method);
    }
}
