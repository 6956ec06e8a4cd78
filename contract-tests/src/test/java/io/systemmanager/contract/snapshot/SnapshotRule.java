package io.systemmanager.contract.snapshot;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * When a committed contract may change: freely before its version is released, and afterwards only
 * with a new version and a page that says how to migrate.
 *
 * @param version the version that is being worked on
 * @param changelog the text of the changelog, where {@code ## [x.y.z] - date} is a release
 * @param hasMigrationPage whether there is a page for that version
 */
record SnapshotRule(String version, String changelog, Predicate<String> hasMigrationPage) {

    /** What the rule says. */
    sealed interface Verdict {
        /** Code and snapshot agree. */
        record Same() implements Verdict {}

        /** They differ, and nobody asked to renew the snapshot. */
        record Differs(String whatToDo) implements Verdict {}

        /** They differ, and the snapshot may be written anew. */
        record MayRenew() implements Verdict {}

        /** They differ, and the snapshot must stay as it is. */
        record Refused(String why) implements Verdict {}
    }

    /**
     * Judges a difference.
     *
     * @param committed the version to which the committed snapshot belongs
     * @param same whether the code still says what the snapshot says
     * @param renewing whether a developer asked to renew it
     */
    Verdict judge(String committed, boolean same, boolean renewing) {
        if (same) {
            return new Verdict.Same();
        }
        var obstacle = obstacle(committed);
        if (!renewing) {
            return new Verdict.Differs(
                    obstacle.isEmpty()
                            ? "renew it with -Dsystemmanager.write=true and tell users in the"
                                    + " changelog"
                            : obstacle);
        }
        return obstacle.isEmpty() ? new Verdict.MayRenew() : new Verdict.Refused(obstacle);
    }

    private String obstacle(String committed) {
        if (!released(committed)) {
            return "";
        }
        if (released(version)) {
            return "version %s is released and stands in the pom: a changed contract needs a new one"
                    .formatted(version);
        }
        return hasMigrationPage.test(version)
                ? ""
                : "version %s changes a released contract: write docs/migrations/%s.md first"
                        .formatted(version, version);
    }

    private boolean released(String which) {
        var heading = "^## \\[" + Pattern.quote(which) + "] - \\d{4}-\\d{2}-\\d{2}\\s*$";
        return Pattern.compile(heading, Pattern.MULTILINE).matcher(changelog).find();
    }
}
