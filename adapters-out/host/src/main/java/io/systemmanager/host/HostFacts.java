package io.systemmanager.host;

import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.text.VisibleText;
import java.time.Duration;
import java.util.Optional;

/** Reads what the host is. */
record HostFacts(HostFiles files) {

    /** The facts; empty when the kernel's cannot be read. */
    Optional<SystemStatus.Host> read() {
        var kernel = files.text("proc/sys/kernel/osrelease");
        var uptime = files.text("proc/uptime").flatMap(HostFacts::uptime);
        if (kernel.isEmpty() || uptime.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SystemStatus.Host(
                        name(files), os(), shown(kernel.get()), arch(), uptime.get()));
    }

    /** What the host calls itself. */
    static String name(HostFiles files) {
        return files.text("proc/sys/kernel/hostname")
                .or(() -> files.text("etc/hostname"))
                .filter(name -> !name.isEmpty())
                .map(HostFacts::shown)
                .orElse("localhost");
    }

    /** Containers without os-release exist; the kernel is Linux in any case. */
    private String os() {
        return pretty("etc/os-release").or(() -> pretty("usr/lib/os-release")).orElse("Linux");
    }

    /** {@code PRETTY_NAME="Debian GNU/Linux 13 (trixie)"}, quotes optional (os-release(5)). */
    private Optional<String> pretty(String path) {
        return files.lines(path).stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).strip())
                .map(value -> value.replaceAll("^[\"']|[\"']$", ""))
                .filter(value -> !value.isEmpty())
                .map(HostFacts::shown)
                .findFirst();
    }

    /** The kernel tells its architecture since 6.1; before that, what this Java was built for. */
    private String arch() {
        var java = System.getProperty("os.arch", "unknown");
        return files.text("proc/sys/kernel/arch")
                .map(HostFacts::shown)
                .orElse(java.equals("amd64") ? "x86_64" : java);
    }

    private static Optional<Duration> uptime(String text) {
        try {
            var seconds = Double.parseDouble(HostFiles.words(text).getFirst());
            return Optional.of(Duration.ofSeconds((long) seconds));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        return VisibleText.line(text, 128);
    }
}
