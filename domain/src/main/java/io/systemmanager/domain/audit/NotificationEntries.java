package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.notification.Notification;

/** What entries about notifications hold. */
final class NotificationEntries {
    private static final int MAX_ERROR = 200;

    private NotificationEntries() {}

    static void describe(Page entry, NotificationEvent event) {
        var about = about(event.notification());
        switch (event) {
            case NotificationEvent.Raised _ -> entry.put("actor", Actors.system());
            case NotificationEvent.Delivered(_, var tries) -> {
                entry.put("actor", Actors.system());
                about.put("tries", tries);
            }
            case NotificationEvent.Failed(_, var tries, var why) -> {
                entry.put("actor", Actors.system());
                about.put("tries", tries).put("error", entry.words(why, MAX_ERROR));
            }
            case NotificationEvent.Retried(var by, _) -> entry.put("actor", Actors.of(by));
            case NotificationEvent.Dropped(var by, _) -> entry.put("actor", Actors.of(by));
        }
        entry.put("notification", about.build());
    }

    private static Json.Builder about(Notification notification) {
        return Json.object()
                .put("id", notification.id().value())
                .put("topic", notification.topic().wireName())
                .put("approval", notification.approval());
    }
}
