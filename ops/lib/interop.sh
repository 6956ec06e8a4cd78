# shellcheck shell=bash
# Real MCP clients against the real server, which works on our own Docker daemon. The tests are in
# contract-tests/interop and run by Node's test runner; everything installed goes to contract-tests/target.

readonly INTEROP_SOURCE=$REPO/contract-tests/interop
readonly INTEROP=$REPO/contract-tests/target/interop
readonly SDK_CLIENT=$REPO/contract-tests/java-sdk-client

# npm may be set not to run packages' own install steps; this one puts Claude Code's program in its place.
install_clients() {
    install_locked "$INTEROP_SOURCE" "$INTEROP" node node_modules/@anthropic-ai/claude-code/install.cjs
}

build_sdk_client() {
    maven "$1/sdk-client.log" -pl contract-tests/java-sdk-client package -Dmaven.test.skip=true -Djacoco.skip \
        -Dspotbugs.skip -Dspotless.check.skip -Dcyclonedx.skip || die "the Java SDK client does not build; see $1/sdk-client.log"
}

run_node_tests() {
    (
        cd "$INTEROP" || exit
        export_server
        export SM_SDK_CLIENT=$SDK_CLIENT/target/systemmanager-java-sdk-client.jar PATH=$INTEROP/node_modules/.bin:$PATH
        node_tests "$1/interop.tap"
    )
}

# stop_left_servers: those that an interrupted quickstart test left, by the pid files in our scratch folder.
stop_left_servers() {
    local file
    [ -n "$DOCKERD" ] && [ -d "$DOCKERD/tmp" ] || return 0
    while IFS= read -r file; do stop_process "$(cat "$file")"; done < <(find "$DOCKERD/tmp" -name quickstart.pid)
}

run_interop() {
    local status=0
    install_clients
    ensure_node
    say "Node $(node --version)"
    distribution_is_current || build_distribution
    build_sdk_client "$1"
    start_server "$1" interop
    run_node_tests "$1" || status=$?
    stop_process "$SERVER_PID" 30
    count_tap "$1/interop.tap" > "$1/interop.count"
    return "$status"
}
