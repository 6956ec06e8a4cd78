package io.systemmanager.ops.custody;

import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.host.anchor.FileAnchor;
import io.systemmanager.host.anchor.JournalAnchor;
import io.systemmanager.host.anchor.SyslogAnchor;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The anchors that the settings name; the settings were checked for their form. */
public final class AnchorNames {
    private static final String FILE = "file:";
    private static final String SYSLOG = "syslog+tls://";

    private AnchorNames() {}

    /** One for each name. */
    public static List<AnchorSink> sinks(Settings settings, InstantSource clock) {
        var authority = settings.optional(Setting.AUDIT_SYSLOG_AUTHORITY).map(Path::of);
        return settings.list(Setting.AUDIT_ANCHORS).stream()
                .map(name -> sink(name, authority, clock))
                .toList();
    }

    private static AnchorSink sink(String name, Optional<Path> authority, InstantSource clock) {
        if (name.startsWith(FILE)) {
            return new FileAnchor(Path.of(name.substring(FILE.length())));
        }
        if (name.startsWith(SYSLOG)) {
            var address = name.substring(SYSLOG.length());
            int colon = address.lastIndexOf(':');
            return new SyslogAnchor(
                    address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)),
                    authority,
                    clock);
        }
        return new JournalAnchor(JournalAnchor.STANDARD);
    }
}
