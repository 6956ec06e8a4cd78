# shellcheck shell=bash
# A Docker daemon of our own: private socket, data, exec root and pid file. No other daemon or container is touched.
# Everything lies under $DOCKERD, a short path, because a socket's path may be 107 bytes long at most.

readonly TEST_IMAGE=systemmanager-test:busybox
DOCKERD=

own_docker() { DOCKER_HOST=unix://$DOCKERD/docker.sock DOCKER_CONFIG=$DOCKERD/config DOCKER_BUILDKIT=0 docker "$@"; }

own_docker_answers() { own_docker version > /dev/null 2>&1; }

# need_docker_rights: a daemon needs root; said before anything is started.
need_docker_rights() {
    is_root || die "the Docker lanes start a daemon of their own and need root; without root run: ops/test --fast"
    need_commands dockerd:docker.io busybox:busybox-static
    # The client is part of docker.io up to Debian 12 and on Ubuntu, and a package of its own from Debian 13 on.
    need_commands docker:docker-cli
}

start_own_docker() {
    [ -z "$DOCKERD" ] || return 0
    DOCKERD=$(mktemp -d /var/tmp/smd.XXXXXX)
    mkdir -p "$DOCKERD/config"
    say "starting a Docker daemon of our own in $DOCKERD"
    launch_own_docker
    wait_until 60 own_docker_answers || {
        tail -n 20 "$DOCKERD/log" >&2
        die "our Docker daemon did not answer within 60 s; its log is above"
    }
    make_test_image
}

launch_own_docker() {
    setsid dockerd -H "unix://$DOCKERD/docker.sock" --data-root "$DOCKERD/data" --exec-root "$DOCKERD/exec" \
        --pidfile "$DOCKERD/pid" --bridge none --iptables=false --ip6tables=false \
        < /dev/null > "$DOCKERD/log" 2>&1 &
    printf '%s\n' "$!" > "$DOCKERD/started"
}

# make_test_image: busybox with a link per applet, imported from a tar; no registry is asked.
make_test_image() {
    local root=$DOCKERD/busybox applet
    mkdir -p "$root/bin" "$root/tmp" "$root/etc"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    printf 'root:x:0:0:root:/:/bin/sh\n' > "$root/etc/passwd"
    tar -C "$root" -c . | own_docker import --change 'CMD ["sh"]' - "$TEST_IMAGE" > /dev/null
    rm -rf "$root"
}

# stop_own_docker: containers first, then the daemon by its pid, then mounts and files it left.
stop_own_docker() {
    [ -n "$DOCKERD" ] && [ -d "$DOCKERD" ] || return 0
    local pid
    pid=$(cat "$DOCKERD/pid" 2> /dev/null || cat "$DOCKERD/started" 2> /dev/null || true)
    if alive "$pid"; then
        own_docker ps -aq 2> /dev/null | xargs -r timeout 60 env DOCKER_HOST="unix://$DOCKERD/docker.sock" docker rm -f > /dev/null 2>&1 || true
        stop_process "$pid" 30
    fi
    unmount_below "$DOCKERD"
    rm -rf "$DOCKERD" || warn "note: could not remove $DOCKERD"
    DOCKERD=
}

# unmount_below FOLDER: deepest first; a daemon that was killed leaves its mounts behind.
unmount_below() {
    awk -v top="$1/" 'index($2, top) == 1 { print $2 }' /proc/mounts | sort -r |
        while IFS= read -r mount; do umount -l "$mount" 2> /dev/null || true; done
}
