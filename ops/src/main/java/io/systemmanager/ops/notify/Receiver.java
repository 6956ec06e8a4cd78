package io.systemmanager.ops.notify;

import io.systemmanager.ops.Trust;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import io.systemmanager.webhook.Format;
import io.systemmanager.webhook.WebhookMessenger;
import io.systemmanager.webhook.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Who is told, as the settings say. */
final class Receiver {

    private Receiver() {}

    /**
     * The way to the receiver.
     *
     * @throws SettingsWrong when the secret or the authority cannot be used
     */
    static WebhookMessenger of(
            Settings settings, Map<String, String> environment, InstantSource clock) {
        return new WebhookMessenger(
                URI.create(settings.text(Setting.NOTIFY_URL)),
                format(settings, environment),
                URI.create(settings.consoleUrl()),
                Trust.said(settings, Setting.NOTIFY_AUTHORITY),
                clock);
    }

    private static Format format(Settings settings, Map<String, String> environment) {
        try {
            var secrets = secrets(settings, environment);
            return settings.text(Setting.NOTIFY_FORMAT).equals("ntfy")
                    ? new Format.Ntfy(secrets.stream().findFirst())
                    : new Format.Signed(secrets.stream().map(WebhookSecret::parse).toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsWrong(List.of("notify.secret_file: " + e.getMessage()));
        }
    }

    private static List<String> secrets(Settings settings, Map<String, String> environment)
            throws IOException {
        var file = settings.optional(Setting.NOTIFY_SECRET_FILE).map(Path::of);
        if (file.isPresent()) {
            return SecretFile.linesOfOwner(file.get());
        }
        var given = SecretFile.credential("notify.secret", environment);
        return given.isPresent() ? SecretFile.lines(given.get()) : List.of();
    }
}
