package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.host.HostPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPathsTest {
    @TempDir Path folder;
    private Path state;
    private RealPaths real;

    @BeforeEach
    void makeAStateFolder() throws IOException {
        folder = folder.toRealPath();
        state = Files.createDirectories(folder.resolve("var/lib/systemmanager"));
        real = RealPaths.around(List.of(state));
    }

    private HostPath place(Path path) {
        return new HostPath(path.toString());
    }

    @Test
    void aLinkIsFollowedWhereverInThePathItIs() throws IOException {
        var alias = Files.createSymbolicLink(folder.resolve("alias"), folder.resolve("var"));
        assertThat(real.apply(place(alias.resolve("lib/systemmanager")))).isEqualTo(place(state));
        assertThat(real.apply(place(alias.resolve("lib"))))
                .isEqualTo(place(folder.resolve("var/lib")));
        var far = Files.createSymbolicLink(folder.resolve("far"), alias.resolve("lib"));
        assertThat(real.apply(place(far.resolve("systemmanager/keys/new"))))
                .isEqualTo(place(state.resolve("keys/new")));
    }

    @Test
    void whatIsNotThereKeepsItsNameBehindWhatIs() {
        var absent = folder.resolve("no/such/folder");
        assertThat(real.apply(place(absent))).isEqualTo(place(absent));
    }

    @Test
    void aLinkToTheServersFilesLeadsToThemWhenTheyAreNamedByALink() throws IOException {
        var alias = Files.createSymbolicLink(folder.resolve("state"), state);
        var named = RealPaths.around(List.of(alias));
        assertThat(named.apply(place(alias))).isEqualTo(place(state));
    }

    /** As a second mount of the same folder is, which a test without privileges cannot make. */
    @Test
    void whatIsTheSameFileUnderAnotherNameIsCalledByTheServersName() throws IOException {
        var key = Files.writeString(state.resolve("log.key"), "secret");
        var other = folder.resolve("other.key");
        Files.createLink(other, key);
        assertThat(RealPaths.around(List.of(key)).apply(place(other))).isEqualTo(place(key));
    }
}
