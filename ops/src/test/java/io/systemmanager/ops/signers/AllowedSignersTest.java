package io.systemmanager.ops.signers;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.sshsig.SshKey;
import io.systemmanager.simulated.SimulatedSshKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSignersTest {
    private static final SshKey KEY = new SimulatedSshKey().key();
    private static final SshKey OTHER = new SimulatedSshKey().key();
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Person ANN = new Person("ann");

    private static AllowedSigners read(String text) {
        return AllowedSigners.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Person> holder(String options, Instant at) {
        var file = read("# ours\n\nann %s%s Ann's key\r\n".formatted(options, KEY.text()));
        assertThat(file).isInstanceOf(AllowedSigners.Loaded.class);
        return ((AllowedSigners.Loaded) file).holder(KEY, at);
    }

    @Test
    void aLineBindsAKeyToAPerson() {
        assertThat(holder("", NOON)).contains(ANN);
        assertThat(holder("namespaces=\"git,approval@systemmanager\" ", NOON)).contains(ANN);
    }

    @Test
    void aKeyForSomethingElseSignsNothingHere() {
        assertThat(holder("namespaces=\"git\" ", NOON)).isEmpty();
    }

    @Test
    void aKeyCountsFromItsFirstMomentToItsLast() {
        var options = "valid-after=\"202601011200Z\",valid-before=\"20260101120001Z\" ";

        assertThat(holder(options, NOON.minusMillis(1))).isEmpty();
        assertThat(holder(options, NOON)).contains(ANN);
        assertThat(holder(options, NOON.plusSeconds(1))).contains(ANN);
        assertThat(holder(options, NOON.plusMillis(1_001))).isEmpty();
        assertThat(holder("valid-before=\"20260101Z\" ", NOON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann cert-authority KEY",
                "ann,bob KEY",
                "* KEY",
                "Ann KEY",
                "ann namespaces=\"*\" KEY",
                "ann valid-before=\"20260101\" KEY",
                "ann valid-before=\"20261301Z\" KEY",
                "ann valid-before=\"20260101Z\",valid-before=\"20270101Z\" KEY",
                "ann no-touch-required KEY",
                "ann ssh-ed25519-cert-v01@openssh.com AAAA",
                "ann ssh-ed25519 AAAA",
                "KEY",
                "ann KEY\nbob KEY",
                "\"ann\" KEY"
            })
    void oneFaultAndNoKeyIsTaken(String lines) {
        var text = "bob " + OTHER.text() + "\n" + lines.replace("KEY", KEY.text());

        assertThat(read(text)).isInstanceOf(AllowedSigners.Rejected.class);
    }

    @Test
    void aFileThatOthersMayWriteOrOwnIsRefused(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("signers"), "ann " + KEY.text() + "\n");
        int own = (int) Files.getAttribute(file, "unix:uid");

        for (var mode : List.of("rw-r--r--", "r--------")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(AllowedSigners.read(file, own)).isInstanceOf(AllowedSigners.Loaded.class);
        }
        for (var mode : List.of("rw-rw-r--", "rw-r--rw-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThat(AllowedSigners.read(file, own)).isInstanceOf(AllowedSigners.Rejected.class);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        if (own == 0) { // root can give it away; another account is refused as it is
            Files.setAttribute(file, "unix:uid", 4_242);
        }
        assertThat(AllowedSigners.read(file, 12_345)).isInstanceOf(AllowedSigners.Rejected.class);
        assertThat(AllowedSigners.read(folder.resolve("none"), own))
                .isInstanceOf(AllowedSigners.Rejected.class);
    }

    /** What the file holds, and a ledger that can be shut. */
    private static final class Place implements Ledger {
        private final List<Change> changes = new ArrayList<>();
        private String text;
        private boolean shut;

        Place(String text) {
            this.text = text;
        }

        @Override
        public Commit commit(Change change) {
            if (shut) {
                throw new LedgerUnavailable("a planted fault");
            }
            changes.add(change);
            return new Committed(changes.size());
        }
    }

    @Test
    void aChangeIsTakenAfterTwoEqualLooksWhenItIsRecordedAndWithoutFault() {
        var place = new Place("ann " + KEY.text() + "\n");
        var first = (AllowedSigners.Loaded) read(place.text);
        var live = new LiveSigners(() -> read(place.text), first, place);

        place.text = "ann " + OTHER.text() + "\n";
        live.look();
        assertThat(live.holder(KEY, NOON)).as("one look is none").contains(ANN);
        place.shut = true;
        live.look();
        assertThat(live.holder(KEY, NOON)).as("it is not recorded").contains(ANN);
        place.shut = false;
        live.look();
        assertThat(live.holder(KEY, NOON)).isEmpty();
        assertThat(live.holder(OTHER, NOON)).contains(ANN);
        assertThat(place.changes).hasSize(1);

        place.text = "ann nonsense\n";
        live.look();
        live.look();
        assertThat(live.holder(OTHER, NOON)).as("a fault changes nothing").contains(ANN);
        assertThat(live.check(Duration.ZERO).orElseThrow().code())
                .isEqualTo(FaultCode.SIGNERS_NOT_TAKEN);
        place.text = "ann " + OTHER.text() + "\n";
        live.look();
        live.look();
        assertThat(live.check(Duration.ZERO)).isEmpty();
        place.text = "";
        live.look();
        live.look();
        assertThat(live.isEmpty()).isTrue();
    }
}
