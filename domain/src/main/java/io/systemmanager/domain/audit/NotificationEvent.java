package io.systemmanager.domain.audit;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.notification.Notification;

/** About what people outside are told. That an approval is told of is part of its own entry. */
public sealed interface NotificationEvent extends AuditEvent {

    /** What is or was to be told. */
    Notification notification();

    @Override
    default String type() {
        return switch (this) {
            case Raised _ -> "notification.raised";
            case Delivered _ -> "notification.delivered";
            case Failed _ -> "notification.failed";
            case Retried _ -> "notification.retried";
            case Dropped _ -> "notification.dropped";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case Delivered _ -> Severity.INFO;
            case Retried _, Dropped _ -> Severity.NOTICE;
            case Raised _, Failed _ -> Severity.WARN;
        };
    }

    /** Something is to be told that no other entry is about: an approval is stuck. */
    record Raised(Notification notification) implements NotificationEvent {}

    /**
     * The receiver took it.
     *
     * @param tries how many it took since the server began with it
     */
    record Delivered(Notification notification, int tries) implements NotificationEvent {}

    /** It was given up, and is kept for a person to look at. */
    record Failed(Notification notification, int tries, String why) implements NotificationEvent {}

    /** A person has it tried again. */
    record Retried(Subject by, Notification notification) implements NotificationEvent {}

    /** A person gave it up. */
    record Dropped(Subject by, Notification notification) implements NotificationEvent {}
}
