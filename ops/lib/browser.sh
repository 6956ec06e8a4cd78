# shellcheck shell=bash
# The operators' console in a real browser, beside a real MCP client and real containers. The tests are in
# contract-tests/browser and run by Node's test runner; everything installed goes to contract-tests/target.

readonly BROWSER_SOURCE=$REPO/contract-tests/browser
readonly BROWSER=$REPO/contract-tests/target/browser
readonly BROWSER_PICTURES=$REPO/docs/console

writes_pictures() { [ "${SM_WRITE_SCREENSHOTS:-}" = 1 ]; }

need_browser_tools() {
    need_commands chromium:chromium certutil:libnss3-tools
    if writes_pictures; then need_commands pngquant:pngquant; fi
}

# Pictures are published, so the server sees a host with a name that is nobody's.
# shellcheck disable=SC2016 # the inner shell expands these
readonly NEUTRAL_HOST=(unshare --uts sh -c 'hostname "$0" && exec "$@"' host.example)

# trust_server: a home for the browser that trusts the server's authority and is otherwise as it came.
trust_server() {
    export SM_BROWSER_HOME=$DOCKERD/browser-home
    local database=$SM_BROWSER_HOME/.pki/nssdb
    mkdir -p "$database"
    certutil -N -d "sql:$database" --empty-password
    certutil -A -d "sql:$database" -n systemmanager -t C,, -i "$SM_STATE/ca.pem"
}

# run_browser_tests OUT: leaves pictures in OUT/browser.
run_browser_tests() {
    (
        cd "$BROWSER" || exit
        export_server
        trust_server
        export SM_SERVER_LOG=$1/browser-server.log SM_PICTURES=$1/browser
        mkdir -p "$SM_PICTURES"
        node_tests "$1/browser.tap"
    )
}

# publish_pictures OUT: into the documentation, each with 256 colours, which is a third of the bytes.
publish_pictures() {
    local picture
    mkdir -p "$BROWSER_PICTURES"
    for picture in "$1"/browser/*.png; do
        pngquant --strip --speed 1 --force --output "$BROWSER_PICTURES/${picture##*/}" 256 "$picture"
    done
    say "wrote the pictures in ${BROWSER_PICTURES#"$REPO/"}; look at each"
}

run_browser() {
    local status=0 host=()
    rm -rf "$1/browser"
    install_locked "$BROWSER_SOURCE" "$BROWSER"
    ensure_node
    say "Node $(node --version), $(chromium --version 2> /dev/null)"
    distribution_is_current || build_distribution
    if writes_pictures; then host=("${NEUTRAL_HOST[@]}"); fi
    start_server "$1" browser "${host[@]}"
    run_browser_tests "$1" || status=$?
    stop_process "$SERVER_PID" 30
    if writes_pictures && [ "$status" = 0 ]; then publish_pictures "$1"; fi
    count_tap "$1/browser.tap" > "$1/browser.count"
    return "$status"
}
