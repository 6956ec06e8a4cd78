package io.systemmanager.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the secret of the receiver comes from. */
class ReceiverTest {
    private static final Settings SETTINGS =
            Settings.standard().with(Setting.NOTIFY_URL, "https://hook.example/");

    @TempDir Path folder;

    private Path secret(String mode) throws IOException {
        var file = Files.writeString(folder.resolve("notify.secret"), "whsec_" + "a".repeat(32));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void make(Settings settings, Map<String, String> environment) {
        Receiver.of(settings, environment, InstantSource.system()).close();
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        var settings = SETTINGS.with(Setting.NOTIFY_SECRET_FILE, secret("r--r-----").toString());

        assertThatThrownBy(() -> make(settings, Map.of()))
                .isInstanceOf(SettingsWrong.class)
                .hasMessageContaining("0600");
        secret("r--------");
        make(settings, Map.of());
    }

    /** The list by which systemd grants a credential to the unit's user shows as group rights. */
    @Test
    void aCredentialOfSystemdIsTakenAsItIsGiven() throws IOException {
        var file = secret("r--r-----");
        var given = Map.of("CREDENTIALS_DIRECTORY", folder.toString());

        make(SETTINGS, given);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "no secret");
        assertThatThrownBy(() -> make(SETTINGS, given))
                .isInstanceOf(SettingsWrong.class)
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("no secret"));
    }
}
