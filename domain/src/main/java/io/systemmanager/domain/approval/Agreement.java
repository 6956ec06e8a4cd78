package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Caller;
import java.util.List;

/**
 * That operators agreed to something which reaches beyond single entries of the log, so that none
 * of them does it alone (NIST SP 800-53, AU-9(5)). Each proved by their own secret who they are.
 *
 * @param operators in the order in which they agreed; no two of them are one person
 */
public record Agreement(List<Caller.Operator> operators) {
    public Agreement {
        operators = List.copyOf(operators);
        if (operators.isEmpty()) {
            throw new IllegalArgumentException("nobody agreed");
        }
        var persons = operators.stream().map(Caller.Operator::person).distinct();
        if (persons.count() < operators.size()) {
            throw new IllegalArgumentException("one person agrees once");
        }
    }

    /** Who asked for it: the first who agreed. */
    public Caller.Operator first() {
        return operators.getFirst();
    }
}
