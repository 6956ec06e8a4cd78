package io.systemmanager.ops.signers;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.domain.sshsig.SshKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that count, and the file from which the next ones come. A changed file is taken up as a
 * changed policy is: when two looks in a row found the same, when it has no fault, and when {@code
 * signers.loaded} is durable. Otherwise the keys from before count, which is said once for each
 * wrong content. Thread-safe.
 */
public final class LiveSigners implements SigningKeys, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSigners.class);

    private final Supplier<AllowedSigners> file;
    private final Ledger ledger;
    private volatile AllowedSigners.Loaded inForce;
    private volatile boolean rejected;
    private String seen;
    private String refused = "";

    /**
     * @param file reads it
     * @param first read from it, and in force from now on; that the caller records
     */
    public LiveSigners(Supplier<AllowedSigners> file, AllowedSigners.Loaded first, Ledger ledger) {
        this.file = file;
        this.ledger = ledger;
        this.inForce = first;
        this.seen = first.revision();
    }

    @Override
    public Optional<Person> holder(SshKey key, Instant at) {
        return inForce.holder(key, at);
    }

    @Override
    public boolean isEmpty() {
        return inForce.signers().values().stream().noneMatch(AllowedSigner::approves);
    }

    /**
     * Looks at the file; when the ledger takes nothing, all stays and the next look tries again.
     */
    public synchronized void look() {
        var found = file.get();
        boolean settled = found.revision().equals(seen);
        seen = found.revision();
        if (!settled || found.revision().equals(refused)) {
            return;
        }
        switch (found) {
            case AllowedSigners.Loaded loaded when loaded.revision().equals(inForce.revision()) ->
                    settle();
            case AllowedSigners.Loaded loaded -> take(loaded);
            case AllowedSigners.Rejected wrong -> {
                rejected = true;
                refused = wrong.revision();
                wrong.problems().forEach(why -> LOG.error("allowed signers not taken: {}", why));
            }
        }
    }

    private void take(AllowedSigners.Loaded next) {
        try {
            ledger.commit(new Ledger.Append(next.event()));
        } catch (LedgerUnavailable later) {
            LOG.debug("a change of the allowed signers cannot be recorded now", later);
            return;
        }
        inForce = next;
        settle();
        LOG.info("the allowed signers were changed; {} keys count", next.signers().size());
    }

    private void settle() {
        rejected = false;
        refused = "";
    }

    @Override
    public String subsystem() {
        return "signers";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return rejected ? Optional.of(Fault.of(FaultCode.SIGNERS_NOT_TAKEN)) : Optional.empty();
    }
}
