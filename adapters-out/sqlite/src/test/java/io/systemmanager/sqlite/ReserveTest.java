package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    private static final long SIZE = 300_000;

    @TempDir Path folder;
    private final AtomicLong free = new AtomicLong(10 * SIZE);
    private Path file;
    private Reserve reserve;

    @BeforeEach
    void make() {
        file = folder.resolve("reserve.bin");
        reserve = new Reserve(file, SIZE, free::get);
    }

    @Test
    void theRoomIsReallyTakenAndForTheOwnerAlone() throws Exception {
        assertThat(reserve.look()).isTrue();
        assertThat(file).hasSize(SIZE);
        // A hole would take none.
        assertThat(allocated()).isGreaterThanOrEqualTo(SIZE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllBytes(file)).isNotEqualTo(new byte[(int) SIZE]);
    }

    private long allocated() throws IOException {
        var du = new ProcessBuilder("du", "-B1", file.toString()).start();
        try (var line = du.inputReader(StandardCharsets.UTF_8)) {
            return Long.parseLong(line.readLine().split("\t", 2)[0]);
        }
    }

    @Test
    void whereTheDiskIsNearlyFullThereIsNoRoomForNewWorkUntilThereIsClearlyMore() {
        assertThat(reserve.look()).isTrue();
        free.set(2 * SIZE);
        assertThat(reserve.look()).isTrue();
        free.set(2 * SIZE - 1);
        assertThat(reserve.look()).isFalse();
        free.set(3 * SIZE - 1);
        assertThat(reserve.look()).isFalse();
        free.set(3 * SIZE);
        assertThat(reserve.look()).isTrue();
    }

    @Test
    void whatWasGivenUpIsTakenAgainWhenThereIsRoom() {
        reserve.look();
        reserve.release();
        assertThat(file).doesNotExist();
        free.set(3 * SIZE - 1);
        assertThat(reserve.look()).isFalse();
        assertThat(file).doesNotExist();
        free.set(4 * SIZE);
        assertThat(reserve.look()).isTrue();
        assertThat(file).hasSize(SIZE);
    }

    @Test
    void aReserveOfAnotherSizeIsMadeAnew() throws Exception {
        Files.writeString(file, "too small");
        assertThat(reserve.look()).isTrue();
        assertThat(file).hasSize(SIZE);
    }
}
