package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import java.util.Set;

/** All that a rule can look at: a question reduced to what policies speak about. */
public record Facts(
        Subject subject, Set<String> roles, OperationName operation, Risk risk, Target target) {
    public Facts {
        roles = Set.copyOf(roles);
    }

    /** The facts of a question. */
    public static Facts of(Question question) {
        return new Facts(
                question.caller().subject(),
                question.caller().roles(),
                question.operation().name(),
                Risk.of(question.operation()),
                question.target());
    }
}
