package io.systemmanager.contract.faults;

import io.systemmanager.contract.fixture.AllowAll;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import java.util.List;
import java.util.Set;

/**
 * A policy by which everything waits for people.
 *
 * @param count how many of that role
 */
record AskPeople(String role, int count) implements Policy {
    private static final Policy OTHERWISE = new AllowAll();

    @Override
    public Decision judge(Question question) {
        return new Decision(
                new Verdict.Approve(List.of(new Slot(role, count))),
                "people",
                List.of("people"),
                revision());
    }

    @Override
    public Explanation explain(Question question) {
        return new Explanation(judge(question), List.of());
    }

    @Override
    public Set<Scope> grantedScopes(Caller.Agent caller) {
        return OTHERWISE.grantedScopes(caller);
    }

    @Override
    public ApprovalTimes times() {
        return OTHERWISE.times();
    }

    @Override
    public String revision() {
        return OTHERWISE.revision();
    }
}
