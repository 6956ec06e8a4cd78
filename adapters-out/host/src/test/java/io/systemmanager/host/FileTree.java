package io.systemmanager.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds a root folder with the files that a kind of host shows. */
record FileTree(Path root) {

    FileTree file(String path, String text) {
        var file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    FileTree without(String path) {
        try {
            Files.delete(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A machine of four cores and 8 GiB, cgroup v2, no limits; two disks. */
    FileTree plainMachine() {
        return file("proc/sys/kernel/hostname", "box")
                .file("proc/sys/kernel/osrelease", "6.12.0-amd64")
                .file("proc/sys/kernel/arch", "x86_64")
                .file("proc/sys/kernel/random/boot_id", "deadbeef-0000-4000-8000-000000000000")
                .file("proc/uptime", "93784.55 371000.10")
                .file("etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"")
                .file("etc/machine-id", "0123456789abcdef0123456789abcdef")
                .stat(1_000, 9_000)
                .file("proc/loadavg", "0.52 1.08 0.90 2/345 6789")
                .file(
                        "proc/meminfo",
                        """
                        MemTotal:        8388608 kB
                        MemFree:         1048576 kB
                        MemAvailable:    4194304 kB
                        SwapTotal:       2097152 kB
                        SwapFree:        1048576 kB\
                        """)
                .file(
                        "proc/mounts",
                        """
                        proc /proc proc rw 0 0
                        tmpfs /run tmpfs rw 0 0
                        /dev/vda1 / ext4 rw 0 0
                        /dev/vda1 /var/lib/docker/volumes ext4 rw 0 0
                        /dev/vdb1 /srv/the\\040data xfs rw 0 0
                        overlay /var/lib/docker/overlay2/ab/merged overlay rw 0 0\
                        """)
                .file("proc/self/cgroup", "0::/system.slice/systemmanager.service")
                .file("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids")
                .file("sys/fs/cgroup/cpuset.cpus.effective", "0-3");
    }

    /** The kernel's counters, summed over four processors. */
    FileTree stat(long busy, long idle) {
        long waiting = idle / 4; // for a disk, which is idle too
        var first = "cpu  %d 0 0 %d %d 0 0 0 0 0".formatted(busy, idle - waiting, waiting);
        return file(
                "proc/stat",
                first + "\ncpu0 1 0 0 1 0\ncpu1 1 0 0 1 0\ncpu2 1 0 0 1 0\ncpu3 1 0 0 1 0\nctxt 1");
    }

    /** The machine seen from an LXC container with 512 MiB and one and a half cores. */
    FileTree lxc() {
        return plainMachine()
                .file("sys/fs/cgroup/memory.max", "536870912")
                .file("sys/fs/cgroup/memory.current", "402653184")
                .file("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 134217728\nfile 2")
                .file("sys/fs/cgroup/memory.swap.max", "0")
                .file("sys/fs/cgroup/memory.swap.current", "0")
                .file("sys/fs/cgroup/cpu.max", "150000 100000")
                .file("sys/fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 1")
                .file("proc/mounts", "overlay / overlay rw 0 0\nproc /proc proc rw 0 0");
    }

    /** The machine seen from a Docker container on cgroup v1, without a cgroup namespace. */
    FileTree cgroupV1() {
        return plainMachine()
                .without("sys/fs/cgroup/cgroup.controllers")
                .file(
                        "proc/self/cgroup",
                        """
                        9:cpuset:/docker/ab
                        4:memory:/docker/ab
                        2:cpu,cpuacct:/docker/ab
                        1:name=systemd:/docker/ab\
                        """)
                .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824")
                .file("sys/fs/cgroup/memory/memory.usage_in_bytes", "805306368")
                .file("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 268435456")
                .file("sys/fs/cgroup/memory/memory.memsw.limit_in_bytes", "1610612736")
                .file("sys/fs/cgroup/memory/memory.memsw.usage_in_bytes", "939524096")
                .file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1")
                .file("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000")
                .file("sys/fs/cgroup/cpuset/cpuset.cpus", "0,2");
    }
}
