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

serving() { grep -q '"serving' "$1" 2> /dev/null; }

# start_interop_server OUT: on free ports with a state folder of its own; leaves SERVER_PID.
start_interop_server() {
    local log=$1/interop-server.log
    SM_STATE=$DOCKERD/state SM_PORT=$(free_port) SM_ADMIN_PORT=$(free_port)
    "$REPO/ops/systemmanager" init --state "$SM_STATE" > /dev/null
    "$REPO/ops/systemmanager" serve --state "$SM_STATE" --port "$SM_PORT" --admin-port "$SM_ADMIN_PORT" \
        --docker "unix://$DOCKERD/docker.sock" < /dev/null > "$log" 2>&1 &
    SERVER_PID=$!
    wait_until 60 serving "$log" || {
        tail -n 20 "$log" >&2
        die "the server was not ready within 60 s; the end of its log is above"
    }
}

# run_node_tests OUT: what the tests need to know comes through SM_* variables.
run_node_tests() {
    (
        cd "$INTEROP" || exit
        export SM_REPO=$REPO SM_STATE SM_PORT SM_ADMIN_PORT SM_IMAGE=$TEST_IMAGE
        export SM_SDK_CLIENT=$SDK_CLIENT/target/systemmanager-java-sdk-client.jar
        # Scratch folders lie with the daemon's, so that what an interrupt leaves is found and removed.
        export TMPDIR=$DOCKERD/tmp
        mkdir -p "$TMPDIR"
        export DOCKER_HOST=unix://$DOCKERD/docker.sock DOCKER_CONFIG=$DOCKERD/config
        export NODE_EXTRA_CA_CERTS=$SM_STATE/ca.pem PATH=$INTEROP/node_modules/.bin:$PATH
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
    start_interop_server "$1"
    run_node_tests "$1" || status=$?
    stop_process "$SERVER_PID" 30
    count_tap "$1/interop.tap" > "$1/interop.count"
    return "$status"
}
