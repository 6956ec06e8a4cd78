package io.systemmanager.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.policy.Question;
import io.systemmanager.domain.policy.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTest {
    @TempDir Path root;

    private Reading<SystemStatus> read(HostSection... sections) {
        var operation = new ReadSystemStatus(Set.of(sections));
        var admission =
                new Gate(AllowAll::new, () -> OwnThings.NONE)
                        .<ReadSystemStatus>admit(
                                new Caller.Agent(
                                        new Subject("agent:t"),
                                        new CredentialId("00000000"),
                                        EnumSet.allOf(Scope.class),
                                        Set.of()),
                                operation,
                                new Target.Host(new HostId("0".repeat(32))));
        if (admission instanceof Admission.Cleared<ReadSystemStatus>(var clearance, _)) {
            return host().read(clearance, Duration.ofSeconds(10));
        }
        throw new AssertionError(admission);
    }

    private LinuxHost host() {
        return new LinuxHost(
                root, _ -> {}, _ -> Optional.of(new DiskGauge.Size(1_000_000, 50_000)));
    }

    private SystemStatus seen(HostSection... sections) {
        if (read(sections) instanceof Reading.Seen<SystemStatus>(var status)) {
            return status;
        }
        throw new AssertionError("nothing was seen");
    }

    @Test
    void whatTheHostIsIsReadFromTheKernelAndOsRelease() {
        new FileTree(root).plainMachine();

        assertThat(seen(HostSection.HOST).host())
                .contains(
                        new SystemStatus.Host(
                                "box",
                                "Debian GNU/Linux 13 (trixie)",
                                "6.12.0-amd64",
                                "x86_64",
                                Duration.ofSeconds(93_784)));
    }

    @Test
    void onlyTheSectionsAskedForAreShown() {
        new FileTree(root).plainMachine();

        var status = seen(HostSection.MEMORY);

        assertThat(status.memory()).isPresent();
        assertThat(status.host()).isEmpty();
        assertThat(status.cpu()).isEmpty();
        assertThat(status.disks()).isEmpty();
        assertThat(status.alerts()).isEmpty();
    }

    @Test
    void theServersOwnSectionIsLeftToTheServer() {
        var status = seen(HostSection.SERVER); // an empty root: nothing at all can be read

        assertThat(status.server()).isEmpty();
        assertThat(status.alerts()).isEmpty();
    }

    @Test
    void whatIsCloseToItsEndIsSaid() {
        new FileTree(root)
                .plainMachine()
                .file("proc/loadavg", "8.01 1 1 1/1 1")
                .file("proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 99000 kB");

        assertThat(seen(HostSection.CPU, HostSection.MEMORY, HostSection.DISK).alerts())
                .containsExactly(
                        "The load 8.01 is more than twice the 4.0 cores.",
                        "Only 9 % of memory is available.",
                        "Disk / is 95 % full.",
                        "Disk /srv/the data is 95 % full.");
    }

    @Test
    void aSectionThatCannotBeReadIsNamedAndTheOthersAreShown() {
        new FileTree(root).plainMachine().without("proc/meminfo");

        var status = seen(HostSection.HOST, HostSection.MEMORY);

        assertThat(status.host()).isPresent();
        assertThat(status.memory()).isEmpty();
        assertThat(status.alerts()).containsExactly("The section memory cannot be read.");
    }

    @Test
    void aHostOfWhichNothingCanBeReadIsAFault() {
        var reading = read(HostSection.HOST, HostSection.CPU, HostSection.MEMORY, HostSection.DISK);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Missed.class,
                        missed ->
                                assertThat(missed.fault().code())
                                        .isEqualTo(FaultCode.HOST_UNREADABLE));
    }

    @Test
    void theCheckTellsAHostThatCanBeReadFromOneThatCannot() {
        assertThat(host().check(Duration.ofSeconds(1))).isPresent();
        new FileTree(root).plainMachine();
        assertThat(host().check(Duration.ofSeconds(1))).isEmpty();
        assertThat(host().subsystem()).isEqualTo("host");
    }

    @Test
    void controlCharactersInNamesAreMadeVisible() {
        new FileTree(root).plainMachine().file("etc/os-release", "PRETTY_NAME='Evil \u001b[2J OS'");

        assertThat(seen(HostSection.HOST).host().orElseThrow().os())
                .isEqualTo("Evil \\u001b[2J OS");
    }

    /** Allows everything: these tests are about the figures. */
    private static final class AllowAll implements Policy {
        @Override
        public Decision judge(Question question) {
            return new Decision(new Verdict.Allow(), "all", List.of("all"), revision());
        }

        @Override
        public Explanation explain(Question question) {
            return new Explanation(judge(question), List.of());
        }

        @Override
        public Set<Scope> grantedScopes(Caller.Agent caller) {
            return caller.scopes();
        }

        @Override
        public ApprovalTimes times() {
            return ApprovalTimes.STANDARD;
        }

        @Override
        public String revision() {
            return "sha256:" + "0".repeat(64);
        }
    }
}
