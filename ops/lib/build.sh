# shellcheck shell=bash
# The distribution in ops/target/dist: built without tests for who wants to run it, and only when sources changed.

readonly DIST=$REPO/ops/target/dist
readonly STAMP=$DIST/.built-from

# sources_fingerprint: one hash over every file that goes into the distribution, and the JDK's version.
sources_fingerprint() {
    (
        cd "$REPO" || exit
        find . \( -name target -o -name node_modules -o -name .git -o -path '*/src/test' \) -prune -o \
            -type f \( -name pom.xml -o -path '*/src/main/*' \) -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum
        cat "$JAVA_HOME/release"
    ) | sha256sum | cut -d ' ' -f 1
}

distribution_is_current() {
    [ -f "$DIST/systemmanager.jar" ] && [ "$(cat "$STAMP" 2> /dev/null)" = "$(sources_fingerprint)" ]
}

# clear_distribution: libraries of an earlier version would otherwise stay beside the new ones.
clear_distribution() { rm -rf "$DIST"; }

stamp_distribution() { sources_fingerprint > "$STAMP"; }

# build_distribution: without tests and quality gates, which are ops/test's business.
build_distribution() {
    local log=$REPO/ops/target/quickstart-build.log
    say "building; the first time this downloads libraries and takes a few minutes"
    clear_distribution
    maven "$log" -pl ops -am package -Dmaven.test.skip=true -Djacoco.skip -Dspotbugs.skip -Dspotless.check.skip \
        -Dspotless.apply.skip -Dcyclonedx.skip || die "the build failed; the whole log is in $log"
    stamp_distribution
}
