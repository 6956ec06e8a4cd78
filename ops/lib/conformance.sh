# shellcheck shell=bash
# The official conformance suite, in both published lines, against our engine with the fixture's tools on it. What it
# must show is in contract-tests/conformance; the suite's own exit status hides what it does not score.

readonly CONFORMANCE_SOURCE=$REPO/contract-tests/conformance
readonly CONFORMANCE=$REPO/contract-tests/target/conformance
readonly CONFORMANCE_SERVER=io.systemmanager.contract.conformance.ConformanceServer

# run_suites OUT: over plain HTTP, and through a forwarder that adds the token and speaks TLS.
run_suites() {
    (
        cd "$CONFORMANCE" || exit
        # The server ends when its input does, which a process that the suite leaves behind must not hold open.
        leave_programs
        SM_PLAIN_URL=$(told PLAIN_URL) SM_HTTPS_URL=$(told HTTPS_URL) SM_TOKEN=$(told TOKEN) SM_CA=$(told CA)
        export SM_PLAIN_URL SM_HTTPS_URL SM_TOKEN SM_CA SM_OUT=$1/conformance
        node_tests "$1/conformance.tap"
    )
}

run_conformance() {
    local out=$1/conformance status=0
    rm -rf "$out"
    mkdir -p "$out"
    install_locked "$CONFORMANCE_SOURCE" "$CONFORMANCE"
    ensure_node
    say "Node $(node --version)"
    compile_programs "$out"
    start_program "$out" "$CONFORMANCE_SERVER" PLAIN_URL HTTPS_URL TOKEN CA
    run_suites "$1" || status=$?
    stop_programs
    count_tap "$1/conformance.tap" > "$1/conformance.count"
    return "$status"
}
