package io.systemmanager.ops.policy;

import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.policy.RuleSet;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force, and the file from which the next one comes.
 *
 * <p>A changed file is taken when two looks in a row found the same bytes, so that half a file is
 * never judged; when it has no fault; and when the ledger holds it: {@code policy.loaded} is
 * durable before the first call is judged by it. Otherwise the policy from before stays in force,
 * which is said once for each wrong content. Thread-safe.
 */
public final class LivePolicy implements Supplier<RuleSet>, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LivePolicy.class);

    /** Between two looks in a server. */
    public static final Duration PAUSE = Duration.ofSeconds(2);

    private static final String UNREADABLE = "unreadable";

    private final Path file;
    private final Ledger ledger;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile RuleSet inForce;
    private volatile boolean rejected;
    private String seen;
    private String refused = "";

    /**
     * @param first read from that file, and in force from now on; that the caller records
     */
    public LivePolicy(Path file, RuleSet first, Ledger ledger) {
        this.file = file;
        this.ledger = ledger;
        this.inForce = first;
        this.seen = first.revision();
    }

    /** The policy in force now; a call asks once. */
    @Override
    public RuleSet get() {
        return inForce;
    }

    /** Whether the file holds something else that was not taken. */
    public boolean rejected() {
        return rejected;
    }

    /** From now on that is told when callers have other scopes than by the policy before. */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    /**
     * Looks at the file; when the ledger takes nothing, all stays and the next look tries again.
     */
    public synchronized void look() {
        var look = lookAtFile();
        boolean settled = look.revision().equals(seen);
        seen = look.revision();
        if (!settled || look.revision().equals(refused)) {
            return;
        }
        if (look.revision().equals(inForce.revision())) {
            settle();
            return;
        }
        try {
            switch (look.content().get()) {
                case PolicyFile.Loaded loaded -> take(loaded);
                case PolicyFile.Rejected(var problems, _) -> refuse(look.revision(), problems);
            }
        } catch (LedgerUnavailable later) {
            LOG.debug("a change of policy.yaml cannot be recorded now", later);
        }
    }

    @Override
    public String subsystem() {
        return "policy";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return rejected ? Optional.of(Fault.of(FaultCode.POLICY_NOT_TAKEN)) : Optional.empty();
    }

    /**
     * What a look found.
     *
     * @param revision equal for equal bytes
     * @param content read only when it is new
     */
    private record Look(String revision, Supplier<PolicyFile> content) {}

    private Look lookAtFile() {
        try {
            var bytes = PolicyFile.bytes(file);
            return new Look(PolicyFile.revision(bytes), () -> PolicyFile.read(bytes));
        } catch (IOException e) {
            return new Look(UNREADABLE, () -> PolicyFile.unreadable(e));
        }
    }

    private void take(PolicyFile.Loaded next) {
        ledger.commit(new Ledger.Append(next.event()));
        var before = inForce;
        inForce = next.rules();
        settle();
        LOG.info("policy.yaml was changed; in force is {}", inForce.revision());
        next.warnings().forEach(warning -> LOG.warn("policy.yaml: {}", warning));
        if (!scopes(before).equals(scopes(inForce))) {
            followers.forEach(Runnable::run);
        }
    }

    private void refuse(String revision, List<PolicyProblem> problems) {
        rejected = true;
        ledger.commit(
                new Ledger.Append(
                        new SystemEvent.PolicyRejected(
                                Optional.of(revision).filter(known -> !known.equals(UNREADABLE)),
                                inForce.revision(),
                                problems.size(),
                                problems.getFirst().toString())));
        refused = revision;
        problems.forEach(problem -> LOG.error("policy.yaml is not taken: {}", problem));
    }

    private void settle() {
        rejected = false;
        refused = "";
    }

    /** What decides which tools, resources and prompts a caller sees. */
    private static Map<String, Set<Scope>> scopes(RuleSet policy) {
        return policy.roles().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, role -> role.getValue().scopes()));
    }
}
