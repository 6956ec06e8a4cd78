package io.systemmanager.ops.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeyFilesTest {
    @TempDir Path folder;

    private StateFolder state;
    private LogKeyFiles files;

    @BeforeEach
    void make() throws IOException {
        state = new StateFolder(folder);
        state.create();
        files = new LogKeyFiles(state, Map.of());
        assertThat(files.create("node7.example.org")).isTrue();
    }

    private static List<String> epochs(List<LogKeys> keys) {
        return keys.stream().map(each -> each.epoch().verifier().text()).toList();
    }

    @Test
    void bothKeysAreKeptUntilTheLogHasMovedOn() throws Exception {
        var first = files.read();
        var next = files.next();

        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(first, next)));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(state.nextEpochKey())))
                .isEqualTo("rw-------");

        files.settle(next);
        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(next)));
        assertThat(state.nextEpochKey()).doesNotExist();
    }

    @Test
    void aKeyThatTheLogDidNotTakeUpIsDestroyed() throws Exception {
        var first = files.read();
        files.next();

        files.settle(first);

        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(first)));
        assertThat(state.nextEpochKey()).doesNotExist();
    }

    @Test
    void anEndAtAnyStepOfTheChangeLosesNoKeyThatSeals() throws Exception {
        var next = files.next();

        // The old key is overwritten and still there.
        Files.write(state.epochKey(), new byte[(int) Files.size(state.epochKey())]);
        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(next)));
        // The old key is gone, the new one not renamed.
        Files.delete(state.epochKey());
        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(next)));

        files.settle(next);
        files.settle(next);
        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(next)));
        assertThat(state.epochKey()).exists();
    }

    @Test
    void theOldKeysBytesAreOverwrittenAndNotOnlyUnlinked() throws Exception {
        var link = folder.resolve("link");
        Files.createLink(link, state.epochKey());

        files.settle(files.next());

        assertThat(Files.readAllBytes(link)).isNotEmpty().containsOnly(0);
    }

    @Test
    void noKeyIsDestroyedForOneThatIsNotThere() throws Exception {
        var first = files.read();
        var strangers = first.withEpoch(new byte[32]);

        assertThatThrownBy(() -> files.settle(strangers)).isInstanceOf(LedgerUnavailable.class);
        assertThat(epochs(files.kept())).isEqualTo(epochs(List.of(first)));
    }

    @Test
    void theLogsKeyMayComeAsACredential() throws Exception {
        var before = files.read();
        var credentials = Files.createDirectory(folder.resolve("credentials"));
        Files.move(state.logKey(), credentials.resolve("log.key"));

        var given = new LogKeyFiles(state, Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));

        assertThat(given.create("other.example.org")).isFalse();
        assertThat(given.read().log().verifier()).isEqualTo(before.log().verifier());
        assertThatThrownBy(files::read).isInstanceOf(IOException.class);
    }

    @Test
    void anEpochsKeyOfAnotherLogIsRefused() throws Exception {
        KeyFile.draw("other.example.org/systemmanager/audit/1/epoch").write(state.epochKey());
        assertThatThrownBy(files::read).hasMessageContaining("is not of the log of");
    }
}
