package io.systemmanager.sqlite;

import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.port.Grants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grants of a ledger's file. */
record StoredGrants(Readers readers, Duration deadline) implements Grants {

    @Override
    public Optional<KeptGrant> find(GrantId id) {
        return readers.read(deadline, GrantRows.byId(id));
    }

    @Override
    public List<KeptGrant> standing(Instant now) {
        return readers.read(deadline, GrantRows.standing(now));
    }

    @Override
    public List<KeptGrant> latest(int limit) {
        return readers.read(deadline, GrantRows.latest(limit));
    }
}
