package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "9p",
                "fuse.sshfs",
                "fuse.glusterfs",
                "fuseblk",
                "ceph",
                "virtiofs"
            })
    void whatIsNotADiskOfThisMachineIsNoPlaceForALedger(String type) {
        assertThat(Storage.isRemote(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "f2fs"})
    void aDiskOfThisMachineIs(String type) {
        assertThat(Storage.isRemote(type)).isFalse();
    }

    @Test
    void whatIsMeasuredLeavesNothingBehind(@TempDir Path folder) {
        assertThatCode(() -> Storage.requireLocal(folder)).doesNotThrowAnyException();
        Storage.warnOfLies(folder);
        assertThat(folder).isEmptyDirectory();
    }
}
