package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import java.util.Set;

/**
 * The rules in force at one moment. Implementations are immutable: a new policy is a new object,
 * and the same question always gets the same answer.
 */
public interface Policy {

    /** The strictest verdict of all rules that match; {@code Deny} when none does. */
    Decision judge(Question question);

    /** The same decision, with the reason of each rule. */
    Explanation explain(Question question);

    /** What the caller may use at all: the scopes of its credential that its roles grant too. */
    Set<Scope> grantedScopes(Caller.Agent caller);

    /** How long approvals last. */
    ApprovalTimes times();

    /** SHA-256 of the policy's bytes, {@code sha256:} and hex. */
    String revision();
}
