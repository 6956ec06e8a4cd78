package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdentityTest {
    @TempDir Path root;

    /** The expected ids were made with {@code openssl dgst -sha256 -hmac KEY}. */
    @Test
    void theIdIsDerivedFromTheMachineIdAndDoesNotShowIt() {
        new FileTree(root).plainMachine();

        var identity = HostIdentity.read(root);

        assertThat(identity.id().value()).isEqualTo("f336bc2256e26f2840fa3a70d157a112");
        assertThat(identity.hostName()).isEqualTo("box");
        assertThat(identity.boot()).isEqualTo("deadbeef");
    }

    @Test
    void withoutAMachineIdTheNameStandsIn() {
        new FileTree(root).file("etc/hostname", "tiny").file("etc/machine-id", "uninitialized");

        assertThat(HostIdentity.read(root).id().value())
                .isEqualTo("544efc5ac1e45920ddf268ba01c16627");
    }

    @Test
    void theMachineIdOfTheMessageBusIsAsGood() {
        var bus = new FileTree(root).file("etc/hostname", "tiny");
        bus.file("var/lib/dbus/machine-id", "0123456789abcdef0123456789abcdef");

        assertThat(HostIdentity.read(root).id().value())
                .isEqualTo("f336bc2256e26f2840fa3a70d157a112");
    }

    @Test
    void anEmptyRootStillHasAnIdentity() {
        var identity = HostIdentity.read(root);

        assertThat(identity.hostName()).isEqualTo("localhost");
        assertThat(identity.boot()).isEqualTo("00000000");
    }
}
