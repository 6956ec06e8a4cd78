package io.systemmanager.docker;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Clearances from a real gate whose policy allows everything, for one container. */
final class Admitted {
    static final ContainerId ID = new ContainerId("ab".repeat(32));
    static final ContainerRef REF = new ContainerRef("web");
    static final HostId HOST = new HostId("0".repeat(32));

    private static final Target.Container TARGET =
            new Target.Container(
                    HOST, REF, ID, "web", "sha256:1", Map.of(), ContainerState.RUNNING);

    private Admitted() {}

    static Clearance<ListContainers> list(ContainerQuery query) {
        return clear(new ListContainers(query));
    }

    static Clearance<GetContainer> get() {
        return clear(new GetContainer(REF, EnumSet.allOf(ContainerSection.class)));
    }

    static Clearance<ReadContainerLogs> logs(LogQuery query) {
        return clear(new ReadContainerLogs(REF, query));
    }

    static Clearance<ChangeContainerState> change(LifecycleAction action, Duration grace) {
        return clear(new ChangeContainerState(REF, action, grace));
    }

    private static <O extends Operation> Clearance<O> clear(O operation) {
        var agent =
                new Caller.Agent(
                        new Subject("agent:test"),
                        new CredentialId("00000000"),
                        EnumSet.allOf(Scope.class),
                        Set.of());
        Admission<O> admission =
                new Gate(AllowAll::new, () -> OwnThings.NONE).admit(agent, operation, TARGET);
        if (admission instanceof Admission.Cleared<O>(var clearance, _)) {
            return clearance;
        }
        throw new AssertionError(String.valueOf(admission));
    }

    private record AllowAll() implements Policy {
        @Override
        public Decision judge(Question question) {
            return new Decision(new Verdict.Allow(), "all", List.of("all"), revision());
        }

        @Override
        public Explanation explain(Question question) {
            return new Explanation(judge(question), List.of());
        }

        @Override
        public Set<Scope> grantedScopes(Caller.Agent caller) {
            return EnumSet.allOf(Scope.class);
        }

        @Override
        public ApprovalTimes times() {
            return ApprovalTimes.STANDARD;
        }

        @Override
        public String revision() {
            return "sha256:" + "0".repeat(64);
        }
    }
}
