package io.systemmanager.ops;

import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.ops.policy.LivePolicy;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.settings.SettingsWrong;
import io.systemmanager.ops.signers.AllowedSigners;
import io.systemmanager.ops.signers.LiveSigners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;

/**
 * Whose keys may sign decisions.
 *
 * @param keys nobody's where the settings name no file
 */
record Signing(SigningKeys keys, List<HealthCheck> checks) {

    /**
     * Reads the file that the settings name, records it, and looks at it from now on.
     *
     * @throws SettingsWrong when it has a fault
     */
    static Signing of(Settings settings, Ledger ledger, Deque<AutoCloseable> opened)
            throws IOException {
        var named = settings.optional(Setting.APPROVALS_ALLOWED_SIGNERS).map(Path::of);
        if (named.isEmpty()) {
            return new Signing(SigningKeys.NONE, List.of());
        }
        var file = named.get();
        int account = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return switch (AllowedSigners.read(file, account)) {
            case AllowedSigners.Loaded loaded -> {
                ledger.commit(new Ledger.Append(loaded.event()));
                var live =
                        new LiveSigners(() -> AllowedSigners.read(file, account), loaded, ledger);
                opened.push(new Looks(file.toString(), LivePolicy.PAUSE, live::look));
                yield new Signing(live, List.of(live));
            }
            case AllowedSigners.Rejected(_, var problems) ->
                    throw new SettingsWrong(
                            problems.stream()
                                    .map(problem -> file.getFileName() + ": " + problem)
                                    .toList());
        };
    }
}
