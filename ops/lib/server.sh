# shellcheck shell=bash
# The real server for the lanes that need one: it works on our own Docker daemon, with a state folder beside the
# daemon's, and is told to its tests by SM_* variables.

# shellcheck disable=SC2034 # the lanes stop it
SERVER_PID=

serving() { grep -q '"serving' "$1" 2> /dev/null; }

# start_server OUT LANE [COMMAND...]: on free ports, run by COMMAND where one is given; leaves SERVER_PID. What its init
# printed, the operator secret among it, is in $SM_STATE.init, which only we can read.
start_server() {
    local log=$1/$2-server.log
    SM_STATE=$DOCKERD/$2-state SM_PORT=$(free_port) SM_ADMIN_PORT=$(free_port)
    shift 2
    (umask 077 && "$@" "$REPO/ops/systemmanager" init --state "$SM_STATE" > "$SM_STATE.init")
    "$@" "$REPO/ops/systemmanager" serve --state "$SM_STATE" --port "$SM_PORT" --admin-port "$SM_ADMIN_PORT" \
        --docker "unix://$DOCKERD/docker.sock" < /dev/null > "$log" 2>&1 &
    SERVER_PID=$!
    wait_until 60 serving "$log" || {
        tail -n 20 "$log" >&2
        die "the server was not ready within 60 s; the end of its log is above"
    }
}

# export_server: what Node's tests need to know of the server and of the daemon.
export_server() {
    export SM_REPO=$REPO SM_STATE SM_PORT SM_ADMIN_PORT SM_IMAGE=$TEST_IMAGE
    # Scratch folders lie with the daemon's, so that what an interrupt leaves is found and removed.
    export TMPDIR=$DOCKERD/tmp
    mkdir -p "$TMPDIR"
    export DOCKER_HOST=unix://$DOCKERD/docker.sock DOCKER_CONFIG=$DOCKERD/config
    export NODE_EXTRA_CA_CERTS=$SM_STATE/ca.pem
}
