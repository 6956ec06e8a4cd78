package io.systemmanager.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The limits of the container in which the host itself runs: those of every control group from the
 * visible root down to this process's own, because each one binds.
 *
 * <p>This server's own service unit is left out, since its limits are the server's and not the
 * host's. Reads cgroup v2 (kernel documentation, {@code cgroup-v2.rst}) and v1 ({@code
 * cgroup-v1/memory.rst}, {@code sched-bwc.rst}); where both are mounted, as v1.
 */
final class ControlGroups {
    private static final String BASE = "sys/fs/cgroup";

    private final HostFiles files;

    ControlGroups(HostFiles files) {
        this.files = files;
    }

    /** How much memory of a group may be used, and how much of that is free. */
    record MemoryLimit(long limitBytes, long freeBytes) {}

    /** A group's swap. */
    record SwapLimit(long limitBytes, long freeBytes) {}

    private boolean unified() {
        return files.text(BASE + "/cgroup.controllers").isPresent();
    }

    /** The memory limits of all groups that have one. */
    List<MemoryLimit> memory() {
        return unified()
                ? each(unifiedFolders(), this::memoryV2)
                : each(folders("memory"), this::memoryV1);
    }

    private Optional<MemoryLimit> memoryV2(String folder) {
        return memory(
                files.number(folder + "/memory.max"),
                files.number(folder + "/memory.current"),
                files.number(folder + "/memory.stat", "inactive_file"));
    }

    private Optional<MemoryLimit> memoryV1(String folder) {
        return memory(
                files.number(folder + "/memory.limit_in_bytes"),
                files.number(folder + "/memory.usage_in_bytes"),
                files.number(folder + "/memory.stat", "total_inactive_file"));
    }

    /** Page cache that nobody uses counts as free, as in MemAvailable. */
    private static Optional<MemoryLimit> memory(
            OptionalLong limit, OptionalLong used, OptionalLong cache) {
        if (limit.isEmpty() || used.isEmpty()) {
            return Optional.empty();
        }
        long held = Math.max(0, used.getAsLong() - cache.orElse(0));
        return Optional.of(
                new MemoryLimit(limit.getAsLong(), Math.max(0, limit.getAsLong() - held)));
    }

    /** The swap limits of all groups that have one. */
    List<SwapLimit> swap() {
        return unified()
                ? each(unifiedFolders(), this::swapV2)
                : each(folders("memory"), this::swapV1);
    }

    private Optional<SwapLimit> swapV2(String folder) {
        return swap(
                files.number(folder + "/memory.swap.max"),
                files.number(folder + "/memory.swap.current"));
    }

    /** Version 1 counts memory and swap together. */
    private Optional<SwapLimit> swapV1(String folder) {
        return swap(
                difference(folder, "/memory.memsw.limit_in_bytes", "/memory.limit_in_bytes"),
                difference(folder, "/memory.memsw.usage_in_bytes", "/memory.usage_in_bytes"));
    }

    private OptionalLong difference(String folder, String both, String memory) {
        var sum = files.number(folder + both);
        var part = files.number(folder + memory);
        return sum.isPresent() && part.isPresent()
                ? OptionalLong.of(Math.max(0, sum.getAsLong() - part.getAsLong()))
                : OptionalLong.empty();
    }

    private static Optional<SwapLimit> swap(OptionalLong limit, OptionalLong used) {
        return limit.isPresent()
                ? Optional.of(
                        new SwapLimit(
                                limit.getAsLong(), Math.max(0, limit.getAsLong() - used.orElse(0))))
                : Optional.empty();
    }

    /**
     * A quota of processor time.
     *
     * @param milliCores in thousandths of a core
     * @param usedMicros what the group has used so far; empty when that is not known
     */
    record CpuQuota(long milliCores, OptionalLong usedMicros) {}

    /** The tightest processor-time quota; empty when there is none. */
    Optional<CpuQuota> quota() {
        var quotas =
                unified()
                        ? each(unifiedFolders(), this::quotaV2)
                        : each(folders("cpu"), this::quotaV1);
        return quotas.stream().min(Comparator.comparingLong(CpuQuota::milliCores));
    }

    private Optional<CpuQuota> quotaV2(String folder) {
        var line = files.text(folder + "/cpu.max").orElse("");
        return milliCores(HostFiles.number(line, 0), HostFiles.number(line, 1))
                .map(cores ->
                        new CpuQuota(cores, files.number(folder + "/cpu.stat", "usage_usec")));
    }

    private Optional<CpuQuota> quotaV1(String folder) {
        return milliCores(
                        files.number(folder + "/cpu.cfs_quota_us"),
                        files.number(folder + "/cpu.cfs_period_us"))
                .map(cores -> new CpuQuota(cores, usedV1(folder)));
    }

    /** The accounting controller is mounted with the other one, or beside it. */
    private OptionalLong usedV1(String folder) {
        var beside = folder.replaceFirst("^" + BASE + "/cpu(?=/|$)", BASE + "/cpuacct");
        var nanos = files.number(beside + "/cpuacct.usage");
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / 1_000) : nanos;
    }

    private static Optional<Long> milliCores(OptionalLong quota, OptionalLong period) {
        return quota.orElse(-1) > 0 && period.orElse(-1) > 0
                ? Optional.of(Math.max(1, quota.getAsLong() * 1_000 / period.getAsLong()))
                : Optional.empty();
    }

    /** How many processors the tightest cpuset holds; empty when there is none. */
    OptionalLong cpus() {
        var sizes =
                unified()
                        ? each(unifiedFolders(), f -> cpusIn(f + "/cpuset.cpus.effective"))
                        : each(folders("cpuset"), f -> cpusIn(f + "/cpuset.cpus"));
        return sizes.stream().mapToLong(Long::longValue).min();
    }

    private Optional<Long> cpusIn(String file) {
        return files.text(file).map(ControlGroups::size).filter(size -> size > 0);
    }

    /** The size of a list such as {@code 0-3,8}; zero when it is no such list. */
    static long size(String list) {
        long size = 0;
        for (var part : list.split(",", -1)) {
            int dash = part.indexOf('-');
            var from = HostFiles.number(dash < 0 ? part : part.substring(0, dash), 0);
            var to = dash < 0 ? from : HostFiles.number(part.substring(dash + 1), 0);
            if (from.isEmpty() || to.isEmpty() || to.getAsLong() < from.getAsLong()) {
                return 0;
            }
            size += to.getAsLong() - from.getAsLong() + 1;
        }
        return size;
    }

    private List<String> unifiedFolders() {
        return levels(BASE, ownPath(""));
    }

    private List<String> folders(String controller) {
        var joined = controller.startsWith("cpu") && !controller.equals("cpuset");
        var folder =
                joined && files.isFolder(BASE + "/cpu,cpuacct")
                        ? BASE + "/cpu,cpuacct"
                        : BASE + "/" + controller;
        return levels(folder, ownPath(controller));
    }

    /** The path in the line {@code id:controllers:path} that names the controller. */
    private String ownPath(String controller) {
        return files.lines("proc/self/cgroup").stream()
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .filter(parts -> List.of(parts[1].split(",", -1)).contains(controller))
                .map(parts -> parts[2])
                .findFirst()
                .orElse("/");
    }

    private List<String> levels(String root, String own) {
        var levels = new ArrayList<String>();
        var names = new ArrayList<String>(List.of(root));
        levels.add(root);
        for (var name : own.split("/", -1)) {
            if (name.endsWith(".service") || name.equals("..")) {
                break;
            }
            if (name.isEmpty()) {
                continue;
            }
            names.add(name);
            var folder = String.join("/", names);
            // Without a cgroup namespace the path is that of the host outside, and is not here.
            if (files.isFolder(folder)) {
                levels.add(folder);
            }
        }
        return levels;
    }

    private static <T> List<T> each(List<String> folders, Function<String, Optional<T>> read) {
        return folders.stream().map(read).flatMap(Optional::stream).toList();
    }
}
