package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*_AUTHORITY")
    void whomTheServerTrustsIsItsOwn(Setting authority) {
        var settings =
                Settings.standard()
                        .with(Setting.NOTIFY_URL, "https://hook.example/") // some need it
                        .with(authority, "/etc/trusted.pem");

        assertThat(Machine.ownFiles(settings, new StateFolder(Path.of("/var/lib/x"))))
                .contains(Path.of("/etc/trusted.pem"));
    }
}
