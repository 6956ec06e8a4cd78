package io.systemmanager.domain.notification;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import java.util.regex.Pattern;

/**
 * Names a notification. It follows from what is told, so the same is never told under two ids.
 *
 * @param value {@code ntf_} and 32 hex digits
 */
public record NotificationId(String value) {
    private static final Pattern FORM = Pattern.compile("ntf_[0-9a-f]{32}");
    private static final int DIGITS = 32;

    public NotificationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a notification id");
        }
    }

    static NotificationId of(Topic topic, String approval) {
        var told = Json.object().put("topic", topic.wireName()).put("approval", approval).build();
        var digest = Digest.of("sm/notification/v1", told);
        return new NotificationId("ntf_" + digest.hex().substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
