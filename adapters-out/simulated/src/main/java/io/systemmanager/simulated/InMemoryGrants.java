package io.systemmanager.simulated;

import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.port.Grants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The grants of a ledger in memory, which alone changes them. Thread-safe. */
public final class InMemoryGrants implements Grants {
    private final Map<GrantId, StandingGrant> grants = new LinkedHashMap<>();
    private final Set<GrantId> unreadable = new HashSet<>();

    InMemoryGrants() {}

    /** Whether one more may stand. */
    synchronized boolean admits(StandingGrant.Live grant) {
        return !grants.containsKey(grant.id())
                && standing(grant.terms().createdAt()).size() < MOST_STANDING;
    }

    /** Whether it stands as it was read. */
    synchronized boolean stands(StandingGrant asRead) {
        return Optional.ofNullable(grants.get(asRead.id()))
                .filter(each -> kept(each) instanceof KeptGrant.Sound)
                .filter(asRead::equals)
                .isPresent();
    }

    synchronized void create(StandingGrant.Live grant) {
        var now = grant.terms().createdAt();
        var over = grants.values().stream().filter(each -> !each.overAt().isAfter(now)).toList();
        over.stream()
                .limit(Math.max(0, over.size() - MOST_OVER))
                .forEach(each -> grants.remove(each.id()));
        put(grant);
    }

    synchronized void put(StandingGrant grant) {
        grants.put(grant.id(), grant);
    }

    /** From now on that one is as one whose record somebody made unreadable. */
    public synchronized void makeUnreadable(GrantId id) {
        unreadable.add(id);
    }

    @Override
    public synchronized Optional<KeptGrant> find(GrantId id) {
        return Optional.ofNullable(grants.get(id)).map(this::kept);
    }

    @Override
    public synchronized List<KeptGrant> standing(Instant now) {
        return grants.values().stream()
                .filter(each -> each.overAt().isAfter(now))
                .map(this::kept)
                .toList();
    }

    @Override
    public synchronized List<KeptGrant> latest(int limit) {
        var all = new ArrayList<>(grants.values());
        Collections.reverse(all);
        return all.stream().limit(limit).map(this::kept).toList();
    }

    private KeptGrant kept(StandingGrant grant) {
        return unreadable.contains(grant.id())
                ? new KeptGrant.Unreadable(grant.id().value(), "It was made unreadable.")
                : new KeptGrant.Sound(grant);
    }
}
