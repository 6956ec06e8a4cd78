package io.systemmanager.ops.policy;

import io.systemmanager.console.PolicyInForce;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.policy.RuleSet;
import java.util.EnumSet;
import java.util.List;

/** The policy in force as the console shows it. Thread-safe. */
public record ShownPolicy(LivePolicy live) implements PolicyInForce {

    @Override
    public RuleSet rules() {
        return live.get();
    }

    @Override
    public boolean rejected() {
        return live.rejected();
    }

    @Override
    public List<String> operations() {
        return OperationNames.all();
    }

    @Override
    public Explained explain(Supposed call) {
        var supposed =
                new SupposedCall(
                        new Subject(call.who()),
                        call.roles(),
                        EnumSet.allOf(Scope.class),
                        new OperationName(call.operation()),
                        call.container().map(ContainerRef::new),
                        call.labels());
        var policy = live.get();
        return new Explained(supposed.judgedBy(policy), supposed.explainedBy(policy));
    }
}
