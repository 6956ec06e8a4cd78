package io.systemmanager.domain.notification;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.Optional;

/**
 * What people outside are told: the server's own knowledge, and none of the words of an agent. It
 * gives no right to anything.
 *
 * @param approval its id; made visible, at most 64 characters are kept, since of a record that
 *     somebody changed it may be any text
 * @param matter what the approval is about; empty where its record cannot be read
 * @param at when it happened
 */
public record Notification(
        NotificationId id, Topic topic, String approval, Optional<Matter> matter, Instant at) {
    private static final int LONGEST = 64;
    private static final int LONGEST_TARGET = 128;

    /**
     * What an approval is about.
     *
     * @param target how the target is called; made visible, at most 128 characters are kept
     * @param expires until when people can decide
     */
    public record Matter(OperationName operation, String target, Risk risk, Instant expires) {
        public Matter {
            target = VisibleText.line(target, LONGEST_TARGET);
        }

        private static Matter of(ApprovalRequest request) {
            return new Matter(
                    request.operation(),
                    name(request.binding().target()),
                    request.risk(),
                    request.pendingUntil());
        }

        private static String name(Target target) {
            return switch (target) {
                case Target.Container container -> container.name();
                case Target.UnresolvedContainer(_, var asked) -> asked.value();
                case Target.Host _ -> "host";
            };
        }
    }

    public Notification {
        approval = VisibleText.line(approval, LONGEST);
    }

    /** About the state that an approval has reached; empty where that is told to nobody. */
    public static Optional<Notification> of(ApprovalRecord reached) {
        var approval = reached.approval();
        return Topic.of(approval)
                .map(topic -> of(topic, reached.id().value(), matter(approval), approval.since()));
    }

    /** About one that cannot go on, whether or not its record can be read. */
    public static Notification ofStuck(
            String approval, Optional<ApprovalRecord> record, Instant noticed) {
        return of(Topic.STUCK, approval, record.flatMap(each -> matter(each.approval())), noticed);
    }

    private static Optional<Matter> matter(Approval approval) {
        return Optional.of(Matter.of(approval.request()));
    }

    private static Notification of(
            Topic topic, String approval, Optional<Matter> matter, Instant at) {
        return new Notification(NotificationId.of(topic, approval), topic, approval, matter, at);
    }
}
