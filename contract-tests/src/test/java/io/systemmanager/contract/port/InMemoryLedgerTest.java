package io.systemmanager.contract.port;

import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.simulated.InMemoryLedger;
import java.time.InstantSource;

class InMemoryLedgerTest implements LedgerContract {
    private final InMemoryLedger ledger =
            new InMemoryLedger(InstantSource.fixed(LedgerSamples.NOON), LedgerSamples.ORIGIN);

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public OperationRecords operations() {
        return ledger;
    }

    @Override
    public Credentials credentials() {
        return ledger;
    }
}
