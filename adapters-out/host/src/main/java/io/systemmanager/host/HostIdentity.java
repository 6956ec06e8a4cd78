package io.systemmanager.host;

import io.systemmanager.domain.host.HostId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who this host is.
 *
 * @param id the first 32 hex digits of HMAC-SHA256(key = machine id, {@code systemmanager host id
 *     v1}), because a machine id must not be shown to others (machine-id(5))
 * @param hostName as the host calls itself
 * @param boot the first 8 hex digits of the kernel's boot id; zeros when there is none
 */
public record HostIdentity(HostId id, String hostName, String boot) {
    private static final String PURPOSE = "systemmanager host id v1";
    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f]{8}-.*");

    /**
     * Reads it below {@code root}. A host without a machine id, as many containers are, is told by
     * its name instead: it is another host then after it was renamed.
     */
    public static HostIdentity read(Path root) {
        var files = new HostFiles(root);
        var name = HostFacts.name(files);
        var key =
                files.text("etc/machine-id")
                        .or(() -> files.text("var/lib/dbus/machine-id"))
                        .filter(text -> MACHINE_ID.matcher(text).matches())
                        .orElse("host name " + name);
        var boot =
                files.text("proc/sys/kernel/random/boot_id")
                        .filter(text -> BOOT_ID.matcher(text).matches())
                        .map(text -> text.substring(0, 8))
                        .orElse("00000000");
        return new HostIdentity(new HostId(derived(key)), name, boot);
    }

    private static String derived(String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var digest = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform lacks HMAC-SHA256", e);
        }
    }
}
