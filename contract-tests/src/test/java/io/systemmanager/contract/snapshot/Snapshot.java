package io.systemmanager.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.systemmanager.contract.snapshot.SnapshotRule.Verdict;
import java.util.regex.Pattern;

/**
 * A committed contract: a text whose first lines carry the version to which it belongs.
 *
 * @param name the file's name in the folder of contracts
 */
record Snapshot(String name) {
    private static final String FOLDER = "contract-tests/src/test/resources/contracts/";
    private static final Pattern VERSION =
            Pattern.compile("(?m)^(?:# version|  \"version\" *:) *\"?([^\",\\s]+)\"?,?$");
    private static final String HERE = "@version@";

    /** Stands in a rendered contract where the version belongs. */
    static String versionMark() {
        return HERE;
    }

    /**
     * Fails where code and snapshot differ; renews the snapshot where that was asked and may be.
     */
    void holds(String rendered) {
        var committed = Repository.text(FOLDER + name).orElse("");
        var version = versionOf(committed);
        boolean same = rendered.replace(HERE, version).equals(committed);
        switch (rule().judge(version, same, Repository.renewing())) {
            case Verdict.Same() -> {}
            case Verdict.Differs(var whatToDo) ->
                    assertThat(rendered.replace(HERE, version))
                            .as("%s no longer says what the code does; %s", name, whatToDo)
                            .isEqualTo(committed);
            case Verdict.MayRenew() ->
                    Repository.write(FOLDER + name, rendered.replace(HERE, Repository.version()));
            case Verdict.Refused(var why) -> fail("%s stays as it is: %s", name, why);
        }
    }

    private static String versionOf(String committed) {
        var matcher = VERSION.matcher(committed);
        return matcher.find() ? matcher.group(1) : Repository.version();
    }

    private static SnapshotRule rule() {
        return new SnapshotRule(
                Repository.version(),
                Repository.text("CHANGELOG.md").orElseThrow(),
                version -> Repository.text("docs/migrations/" + version + ".md").isPresent());
    }
}
