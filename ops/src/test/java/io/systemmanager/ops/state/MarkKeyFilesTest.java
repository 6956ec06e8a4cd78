package io.systemmanager.ops.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkKeyFilesTest {
    private static final Json SECRET = Json.of("hunter2");

    @TempDir Path folder;
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-30T23:59:59Z"));

    private MarkKeyFiles open() throws IOException {
        return new MarkKeyFiles(new StateFolder(folder), now::get);
    }

    @Test
    void aMonthHasOneKeyAlsoAfterARestart() throws Exception {
        var mark = open().current().mark(SECRET);
        assertThat(mark).startsWith("hs1:m202611:");
        assertThat(open().current().mark(SECRET)).isEqualTo(mark);
    }

    @Test
    void theNextMonthHasAnotherAndTheOldOneIsKept() throws Exception {
        var files = open();
        var november = files.current().mark(SECRET);
        now.set(Instant.parse("2026-12-01T00:00:00Z"));
        var december = files.current().mark(SECRET);

        assertThat(december).startsWith("hs1:m202612:");
        assertThat(MarkKeyFiles.all(new StateFolder(folder)))
                .extracting(marker -> marker.mark(SECRET))
                .containsExactly(december, november);
    }

    @Test
    void onlyTheOwnerReadsAKey() throws Exception {
        open();
        var file = folder.resolve("keys/marks/m202611.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileThatHoldsNoKeyIsNamed() throws Exception {
        open();
        Files.writeString(folder.resolve("keys/marks/m202611.key"), "no key");
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("m202611.key");
    }
}
