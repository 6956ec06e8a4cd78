package io.systemmanager.host.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorTest {
    private static final LogKeys KEYS = keys("node7.example.org");

    @TempDir Path folder;

    static LogKeys keys(String host) {
        return LogKeys.of(LogKeys.origin(host, 1), new byte[32], new byte[32]);
    }

    static SignedNote note(LogKeys keys, int size) {
        return keys.sign(new Checkpoint(keys.origin(), size, Hash.ofLeaf(new byte[1])));
    }

    @Test
    void theLastNoteOfEachLogIsRemembered() {
        var anchor = new FileAnchor(folder.resolve("anchor"));
        var other = keys("other.example.org");
        assertThat(anchor.last(KEYS.origin())).isEmpty();

        for (int size = 1; size < 400; size++) {
            assertThat(anchor.show(note(KEYS, size))).isEqualTo(new Receipt.Accepted());
        }
        anchor.show(note(other, 7));

        assertThat(anchor.last(KEYS.origin())).contains(note(KEYS, 399));
        assertThat(anchor.last(other.origin())).contains(note(other, 7));
        assertThat(anchor.last("third.example.org/systemmanager/audit/1")).isEmpty();
    }

    @Test
    void aNoteThatWasCutOffDoesNotSpoilTheOthers() throws Exception {
        var file = folder.resolve("anchor");
        var anchor = new FileAnchor(file);
        anchor.show(note(KEYS, 1));
        var torn = note(KEYS, 2).encoded();
        for (int cut = 1; cut < torn.length(); cut += 17) {
            Files.writeString(file, torn.substring(0, cut), StandardOpenOption.APPEND);
            assertThat(anchor.last(KEYS.origin())).as("cut at %s", cut).isPresent();
            anchor.show(note(KEYS, 2 + cut));
            assertThat(anchor.last(KEYS.origin())).contains(note(KEYS, 2 + cut));
        }
    }

    @Test
    void whatCannotBeWrittenIsNotAccepted() {
        var anchor = new FileAnchor(folder.resolve("missing/anchor"));
        assertThat(anchor.show(note(KEYS, 1))).isInstanceOf(Receipt.Failed.class);
    }
}
