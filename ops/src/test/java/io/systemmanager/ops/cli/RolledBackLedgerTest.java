package io.systemmanager.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.state.LogKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older copy of the whole file verifies by itself; whoever remembers more finds it. */
class RolledBackLedgerTest {
    @TempDir Path folder;

    @Test
    void anOperatorsPinFindsIt() throws Exception {
        var place = new Workplace(folder);
        place.append(5);
        var early = Files.readAllBytes(place.state.ledger());
        assertThat(place.verify().code()).isZero();
        place.append(5);
        assertThat(place.verify().out()).contains("size=11");
        assertThat(Files.readString(place.pin())).contains("/systemmanager/audit/1 11 ");

        place.putBack(early);

        assertThat(place.verify("--no-pin").code()).isZero();
        var found = place.verify();
        assertThat(found.code()).isOne();
        assertThat(found.err()).contains("shorter than").contains("6 entries, once 11");

        place.append(5); // as long, and other entries
        assertThat(place.verify().err()).contains("first 11 entries are not those");
    }

    @Test
    void aPinThatWasDamagedIsNotTakenForNone() throws Exception {
        var place = new Workplace(folder);
        place.append(1);
        place.verify();
        var pin = Files.readString(place.pin());
        Files.writeString(place.pin(), pin.replace(" 2 ", " two "));
        assertThat(place.verify().err()).contains("was damaged");
    }

    @Test
    void theKeysMustBeThoseThatWereKept() throws Exception {
        var place = new Workplace(folder);
        var keys = folder.resolve("keys");
        Files.write(keys, LogKeyFiles.verifiers(new LogKeyFiles(place.state).read()));
        place.append(1);
        assertThat(place.run("keys", "rotate").out()).contains("a new epoch began");
        assertThat(place.verify("--keys", keys.toString()).code()).isZero();

        var now = new LogKeyFiles(place.state).read().epoch().verifier().text();
        Files.write(keys, List.of(now));
        assertThat(place.verify("--keys", keys.toString()).err()).contains("others than " + now);
    }

    @Test
    void anAnchorFindsItAndTheServerDoesNotStart() throws Exception {
        var place = new Workplace(folder);
        var anchors =
                Map.of(Setting.AUDIT_ANCHORS, "file:" + folder.resolve("anchor").toAbsolutePath());
        place.server(anchors).close();
        var early = Files.readAllBytes(place.state.ledger());
        var key = place.state.root().resolve("keys/epoch.key");
        var seed = Files.readAllBytes(key);
        place.server(anchors).close();
        assertThat(Files.readString(folder.resolve("anchor"))).contains("/systemmanager/audit/1\n");

        // A copy of the whole state folder is put back.
        place.putBack(early);
        Files.write(key, seed);

        assertThatThrownBy(() -> place.server(anchors))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("shorter than file:");
        Files.writeString(
                place.state.settings(),
                "audit: {anchors: \"" + anchors.get(Setting.AUDIT_ANCHORS) + "\"}\n");
        assertThat(place.verify("--no-pin", "--anchors").err()).contains("shorter than file:");
        assertThat(place.run("audit", "anchors").out()).contains("remembers");
    }
}
