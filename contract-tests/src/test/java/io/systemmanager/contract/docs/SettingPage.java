package io.systemmanager.contract.docs;

import io.systemmanager.ops.settings.Setting;

/** Every setting with its default. */
final class SettingPage {
    private static final String HEAD =
            """
            # Settings

            `systemmanager.yaml` lies in the state folder and is read when the server starts. A key \
            that is not listed here, and a value that is malformed, keep the server from starting; \
            the message names each of them. A dot separates sections: `listen.port` is written

            ```yaml
            listen:
              port: 8443
            ```

            `serve --port`, `--admin-port` and `--docker` win over the file: see [the command](cli.md).

            | key | default | meaning |
            |---|---|---|
            """;

    private SettingPage() {}

    static String render() {
        var page = new StringBuilder(HEAD);
        for (var setting : Setting.values()) {
            var fallback = setting.fallback();
            page.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    setting.key(),
                                    fallback.isEmpty() ? "" : "`" + fallback + "`",
                                    GeneratedPage.cell(setting.meaning())));
        }
        return page.toString();
    }
}
