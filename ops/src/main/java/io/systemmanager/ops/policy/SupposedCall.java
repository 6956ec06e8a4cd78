package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Facts;
import io.systemmanager.domain.policy.PolicyTest;
import io.systemmanager.domain.policy.RuleSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call that nobody makes, to ask a policy what would come of it.
 *
 * @param scopes of its credential
 * @param container its name; empty for the host as a whole
 * @param labels of the container
 */
public record SupposedCall(
        Subject who,
        Set<String> roles,
        Set<Scope> scopes,
        OperationName operation,
        Optional<ContainerRef> container,
        Map<String, String> labels) {

    /**
     * @throws IllegalArgumentException when this server has no such operation, or the caller is no
     *     agent; the message may be shown
     */
    public SupposedCall {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        labels = Map.copyOf(labels);
        OperationNames.named(operation.value());
        if (!isAgent(who)) {
            throw new IllegalArgumentException("only agents call operations: agent:name");
        }
    }

    /** Whether that is the name of somebody who calls operations. */
    static boolean isAgent(Subject who) {
        return who.value().startsWith("agent:");
    }

    /** What the policy would decide, scopes looked at first. */
    public Decision judgedBy(RuleSet policy) {
        return policy.judge(new PolicyTest(facts(), tool(), scopes, "allow", Optional.empty()));
    }

    /** What each rule says of it; the scopes are not looked at. */
    public Explanation explainedBy(RuleSet policy) {
        return policy.explain(facts());
    }

    /** The tool that it is a call of. */
    public Declaration tool() {
        return OperationNames.named(operation.value()).tool();
    }

    /** In words: the operation and what it acts on. */
    @Override
    public String toString() {
        var on = container.map(name -> " on " + name.value()).orElse("");
        var with = new StringBuilder();
        labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label ->
                        with.append(' ')
                                .append(label.getKey())
                                .append('=')
                                .append(label.getValue()));
        return who + " " + operation + on + with;
    }

    private Facts facts() {
        Target target =
                container
                        .map(name -> SupposedTarget.container(name, labels))
                        .orElseGet(SupposedTarget::host);
        return new Facts(who, roles, operation, tool().risk(), target);
    }
}
