package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.text.VisibleText;
import java.util.Locale;

/** Writes the host's figures. Thread-safe. */
final class HostWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MIB = 1 << 20;
    private static final int MOST_DISKS = 30;

    Answer status(SystemStatus status) {
        var root = MAPPER.createObjectNode();
        status.host().ifPresent(host -> host(root.putObject("host"), host));
        status.cpu().ifPresent(cpu -> cpu(root.putObject("cpu"), cpu));
        status.memory().ifPresent(memory -> memory(root.putObject("memory"), memory));
        if (!status.disks().isEmpty()) {
            var rows = root.putArray("disk");
            status.disks().stream().limit(MOST_DISKS).forEach(disk -> disk(rows.addObject(), disk));
        }
        status.server().ifPresent(server -> server(root.putObject("server"), server));
        if (!status.alerts().isEmpty()) {
            ReplyWriter.texts(root.putArray("alerts"), status.alerts());
        }
        return Answer.of(root);
    }

    private static void host(ObjectNode node, SystemStatus.Host host) {
        node.put("name", VisibleText.line(host.name(), 255));
        node.put("os", VisibleText.line(host.os(), 100));
        node.put("kernel", VisibleText.line(host.kernel(), 100));
        node.put("arch", host.arch()).put("uptime_s", host.uptime().toSeconds());
    }

    private static void cpu(ObjectNode node, SystemStatus.Cpu cpu) {
        node.put("cores", decimal(cpu.milliCores(), 1000)).put("busy_pct", cpu.busyPercent());
        node.put("load_1m", decimal(cpu.load1(), 100));
        node.put("load_5m", decimal(cpu.load5(), 100));
        node.put("load_15m", decimal(cpu.load15(), 100));
    }

    private static void memory(ObjectNode node, SystemStatus.Memory memory) {
        node.put("total_mb", memory.totalBytes() / MIB);
        node.put("available_mb", memory.availableBytes() / MIB);
        node.put("swap_total_mb", memory.swapTotalBytes() / MIB);
        node.put("swap_free_mb", memory.swapFreeBytes() / MIB);
    }

    private static void disk(ObjectNode node, SystemStatus.Disk disk) {
        long used = disk.totalBytes() - disk.availableBytes();
        node.put("mount", VisibleText.line(disk.mount(), 200)).put("type", disk.type());
        node.put("total_mb", disk.totalBytes() / MIB);
        node.put("available_mb", disk.availableBytes() / MIB);
        node.put("used_pct", disk.totalBytes() == 0 ? 0 : used * 100 / disk.totalBytes());
    }

    private static void server(ObjectNode node, SystemStatus.Server server) {
        node.put("version", server.version()).put("uptime_s", server.uptime().toSeconds());
        node.put("heap_used_mb", server.heapUsedBytes() / MIB);
        node.put("heap_max_mb", server.heapMaxBytes() / MIB);
        var checks = node.putObject("checks");
        server.checks().forEach(check -> checks.put(check.subsystem(), check.state()));
    }

    private static double decimal(long value, int unit) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", (double) value / unit));
    }
}
