package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import java.util.Optional;
import java.util.Set;

/**
 * An expectation that a policy carries with it.
 *
 * @param facts the call, whose operation belongs to the tool
 * @param tool whose scope the caller needs
 * @param carried the scopes of the caller's token
 * @param expect the verdict's word: {@code allow}, {@code approve} or {@code deny}
 * @param rule the rule that should decide; {@code default} where none matches, {@code scope} where
 *     the caller lacks the tool's scope; empty for any
 */
public record PolicyTest(
        Facts facts, Declaration tool, Set<Scope> carried, String expect, Optional<String> rule) {

    /**
     * A test that did not come out as expected.
     *
     * @param index its place among the policy's tests, from 0
     * @param verdict what the policy said instead
     * @param decidedBy the rule that decided
     */
    public record Failure(int index, PolicyTest test, String verdict, String decidedBy) {}

    public PolicyTest {
        carried = Set.copyOf(carried);
    }

    /** Whether that is what was expected. */
    public boolean holds(Decision decision) {
        return expect.equals(decision.verdict().wireName())
                && rule.map(decision.rule()::equals).orElse(true);
    }
}
