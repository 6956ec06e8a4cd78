package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.container.ContainerRef;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir Path root;

    private FileTree machine() {
        return new FileTree(root).plainMachine();
    }

    private Optional<String> container() {
        return OwnProcess.read(root).container().map(ContainerRef::value);
    }

    @Test
    void outsideOfContainersThereIsNone() {
        machine()
                .file("proc/self/cgroup", "0::/system.slice/systemmanager.service")
                .file(
                        "proc/self/mountinfo",
                        "29 1 254:1 / / rw - ext4 /dev/vda1 rw\n"
                                + "90 29 0:45 / /var/lib/docker/overlay2/"
                                + ID
                                + "/merged rw");
        assertThat(container()).isEmpty();
        assertThat(OwnProcess.read(root).unit()).contains("systemmanager.service");
    }

    @Test
    void dockerMountsTheHostsNameOutOfTheContainersFolder() {
        machine()
                .file("proc/self/cgroup", "0::/")
                .file(
                        "proc/self/mountinfo",
                        "600 500 0:50 / / rw - overlay overlay rw\n"
                                + "610 600 254:1 /var/lib/docker/containers/"
                                + ID
                                + "/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1 rw");
        assertThat(container()).contains(ID);
    }

    @Test
    void podmanDoesSoBelowItsOwnFolder() {
        machine()
                .file(
                        "proc/self/mountinfo",
                        "610 600 0:29 /containers/storage/overlay-containers/"
                                + ID
                                + "/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw");
        assertThat(container()).contains(ID);
    }

    @Test
    void withoutANamespaceOfItsOwnTheControlGroupTells() {
        machine().file("proc/self/cgroup", "12:memory:/docker/" + ID + "\n1:name=systemd:/");
        assertThat(container()).contains(ID);
        machine().file("proc/self/cgroup", "0::/system.slice/docker-" + ID + ".scope");
        assertThat(container()).contains(ID);
    }

    @Test
    void theHostsNameTellsOnlyInAContainer() {
        machine().file("proc/sys/kernel/hostname", "0123456789ab");
        assertThat(container()).isEmpty();
        machine().file("proc/sys/kernel/hostname", "0123456789ab").file(".dockerenv", "");
        assertThat(container()).contains("0123456789ab");
    }

    @Test
    void theUnitIsTheInnermostOne() {
        machine()
                .file(
                        "proc/self/cgroup",
                        "0::/user.slice/user-1.slice/user@1.service/app.slice/systemmanager.service");
        assertThat(OwnProcess.read(root).unit()).contains("systemmanager.service");
    }
}
