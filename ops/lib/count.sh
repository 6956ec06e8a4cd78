# shellcheck shell=bash
# What a lane ran, read from the reports its tools wrote: Surefire's XML files and the test-anything output of Node.
# A count is one line: RAN FAILED SKIPPED.

clear_surefire_reports() {
    find "$REPO" -path '*/target/surefire-reports' -type d -prune -exec rm -rf {} +
}

# count_surefire: over all modules; a lane clears the reports before it starts.
count_surefire() {
    find "$REPO" -path '*/target/surefire-reports/TEST-*.xml' -print0 | xargs -0 -r grep -h -m 1 '<testsuite ' |
        awk '
            function attribute(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
            { ran += attribute("tests"); failed += attribute("errors") + attribute("failures"); skipped += attribute("skipped") }
            END { print ran + 0, failed + 0, skipped + 0 }'
}

# count_tap FILE: Node prints its totals as comments at the end.
count_tap() {
    awk '
        $1 == "#" && $2 == "tests" { ran = $3 }
        $1 == "#" && ($2 == "fail" || $2 == "cancelled") { failed += $3 }
        $1 == "#" && ($2 == "skipped" || $2 == "todo") { skipped += $3 }
        END { print ran + 0, failed + 0, skipped + 0 }' "$1"
}

# add_counts "RAN FAILED SKIPPED"...: their sum.
add_counts() { printf '%s\n' "$@" | awk '{ r += $1; f += $2; s += $3 } END { print r + 0, f + 0, s + 0 }'; }
