package io.systemmanager.domain.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a/b", "/a/", "//a", "/a//b", "/a/.", "/..", "/a/../b", "/a\0"})
    void onlyANormalAbsolutePathIsOne(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostPath(text));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "//, /",
        "/a/, /a",
        "/a//b/./c, /a/b/c",
        "/a/../b, /b",
        "/../a, /a",
        "/..., /...",
    })
    void theTextOfAnAbsolutePathLeadsToOne(String text, String path) {
        assertThat(HostPath.named(text)).isEqualTo(new HostPath(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /var/lib, true",
        "/var, /var/lib, true",
        "/var/lib, /var, true",
        "/var/lib, /var/lib, true",
        "/var/lib, /var/library, false",
        "/var/lib, /srv, false",
    })
    void whatLiesInOneAnotherOverlaps(String one, String other, boolean overlap) {
        assertThat(new HostPath(one).overlaps(new HostPath(other))).isEqualTo(overlap);
    }

    @ParameterizedTest
    @CsvSource({
        "/state/keys, /state, /srv/sm, /srv/sm/keys",
        "/state, /state, /srv/sm, /srv/sm",
        "/state, /, /srv/sm, /srv/sm/state",
        "/state/keys, /state, /, /keys",
        "/, /, /srv, /srv",
    })
    void aPlaceInAMountLiesOutsideWhereTheMountLeads(
            String place, String inside, String source, String outside) {
        assertThat(new HostPath(place).moved(new HostPath(inside), new HostPath(source)))
                .isEqualTo(new HostPath(outside));
    }

    @Test
    void aPlaceElsewhereIsNotMoved() {
        var mount = new HostPath("/state");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPath("/stateful").moved(mount, mount));
    }
}
