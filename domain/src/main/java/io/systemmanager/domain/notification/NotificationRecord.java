package io.systemmanager.domain.notification;

/** A notification as it is kept. */
public record NotificationRecord(Notification notification, Delivery delivery) {

    /** Names it. */
    public NotificationId id() {
        return notification.id();
    }

    /** The same, standing elsewhere. */
    public NotificationRecord with(Delivery next) {
        return new NotificationRecord(notification, next);
    }
}
