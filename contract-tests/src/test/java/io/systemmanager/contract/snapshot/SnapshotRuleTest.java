package io.systemmanager.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.snapshot.SnapshotRule.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotRuleTest {
    private static final String NOTHING_RELEASED = "# Changelog\n\n## [Unreleased]\n\n- New.\n";
    private static final String FIRST_RELEASED =
            NOTHING_RELEASED + "\n## [0.1.0] - 2026-12-01\n\n- First.\n";

    @Test
    void whatDidNotChangeIsFine() {
        assertThat(rule("0.1.0", FIRST_RELEASED).judge("0.1.0", true, false))
                .isEqualTo(new Verdict.Same());
    }

    @Test
    void aDifferenceFailsEvenBeforeARelease() {
        assertThat(rule("0.1.0", NOTHING_RELEASED).judge("0.1.0", false, false))
                .isInstanceOfSatisfying(
                        Verdict.Differs.class,
                        differs ->
                                assertThat(differs.whatToDo()).contains("-Dsystemmanager.write"));
    }

    @Test
    void beforeAReleaseASnapshotMayBeRenewed() {
        assertThat(rule("0.1.0", NOTHING_RELEASED).judge("0.1.0", false, true))
                .isEqualTo(new Verdict.MayRenew());
    }

    @Test
    void aReleasedContractIsNotRenewedUnderItsOwnVersion() {
        assertThat(rule("0.1.0", FIRST_RELEASED, "0.1.0").judge("0.1.0", false, true))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why()).contains("0.1.0 is released"));
    }

    @Test
    void aNewVersionWithoutAMigrationPageIsNotEnough() {
        assertThat(rule("0.2.0", FIRST_RELEASED).judge("0.1.0", false, true))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why()).contains("docs/migrations/0.2.0.md"));
    }

    @Test
    void aNewVersionWithAMigrationPageMayChangeTheContract() {
        assertThat(rule("0.2.0", FIRST_RELEASED, "0.2.0").judge("0.1.0", false, true))
                .isEqualTo(new Verdict.MayRenew());
    }

    @Test
    void aNewVersionWithAPageStillHasToBeRenewedOnPurpose() {
        assertThat(rule("0.2.0", FIRST_RELEASED, "0.2.0").judge("0.1.0", false, false))
                .isInstanceOf(Verdict.Differs.class);
    }

    @Test
    void aVersionThatOnlyReadsLikeAReleasedOneIsAnother() {
        var later = NOTHING_RELEASED + "\n## [0.1.01] - 2026-12-01\n\n## [0x1.0] - 2026-12-01\n";
        assertThat(rule("0.1.0", later).judge("0.1.0", false, true))
                .isEqualTo(new Verdict.MayRenew());
    }

    private static SnapshotRule rule(String version, String changelog, String... pages) {
        return new SnapshotRule(version, changelog, Set.of(pages)::contains);
    }
}
