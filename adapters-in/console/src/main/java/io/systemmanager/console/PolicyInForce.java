package io.systemmanager.console;

import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the console asks of the policy. Thread-safe. */
public interface PolicyInForce {

    /** The rules by which calls are judged now. */
    RuleSet rules();

    /** Whether the file holds something else that was not taken. */
    boolean rejected();

    /** The operations that there are, by name. */
    List<String> operations();

    /**
     * Tells what would come of a call, and runs nothing.
     *
     * @throws IllegalArgumentException when there can be no such call; the message may be shown
     */
    Explained explain(Supposed call);

    /**
     * A call that nobody makes, with a credential of every scope.
     *
     * @param who an agent
     * @param container by name; empty for the host as a whole
     */
    record Supposed(
            String who,
            Set<String> roles,
            String operation,
            Optional<String> container,
            Map<String, String> labels) {}

    /**
     * What would come of it.
     *
     * @param decision with the scopes of its roles looked at first
     * @param explanation what each rule says
     */
    record Explained(Decision decision, Explanation explanation) {}
}
