# shellcheck shell=bash
# The newcomer's way in a bare Debian 13: JDK 25 and Maven as packages, a clone of this repository, nothing else.
# What shows up here and not elsewhere is something that this machine had and a fresh one has not.

readonly BARE_IMAGE=systemmanager-test:debian13
readonly BARE_SUITE=trixie
# A space in the path, because people have such folders.
readonly INSIDE="/home/new comer/systemmanager"
BARE_CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/systemmanager-test

need_isolated_tools() { need_commands debootstrap:debootstrap git:git; }

# debian_mirror: the source this machine is configured with; nothing on Ubuntu, where debootstrap knows its own.
debian_mirror() {
    # shellcheck disable=SC2016 # the dollar signs are apt's
    apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2> /dev/null |
        awk '$1 == "Debian" && $2 == "main" && !/security/ { print $3; exit }'
}

# bare_recipe: the image is made anew when the way it is made, or the source it comes from, changed.
bare_recipe() { { declare -f make_bare_image provision_bare debian_settings; debian_mirror; } | sha256sum | cut -c 1-12; }

ensure_bare_image() {
    local tar
    tar=$BARE_CACHE/debian13-$(bare_recipe).tar
    mkdir -p "$BARE_CACHE"
    if [ -f "$tar" ]; then
        say "using the bare Debian 13 made earlier ($tar)"
    else
        rm -f "$BARE_CACHE"/debian13-*.tar
        make_bare_image "$tar.part"
        mv "$tar.part" "$tar"
    fi
    own_docker import --change 'CMD ["bash"]' "$tar" "$BARE_IMAGE" > /dev/null
}

make_bare_image() {
    local tar=$1 root=$DOCKERD/bare mirror
    mirror=$(debian_mirror)
    say "making a bare Debian 13 (debootstrap)"
    debootstrap --variant=minbase --include=ca-certificates,git "$BARE_SUITE" "$root" ${mirror:+"$mirror"} > "$DOCKERD/debootstrap.log" ||
        { tail -n 5 "$DOCKERD/debootstrap.log" >&2 && return 1; }
    debian_settings "$root"
    tar -C "$root" -c . | own_docker import - systemmanager-test:bootstrap > /dev/null
    rm -rf "$root"
    say "adding JDK 25 and Maven as packages"
    own_docker run --name provision --network host systemmanager-test:bootstrap bash -c "$(declare -f provision_bare); provision_bare" > "$DOCKERD/provision.log" 2>&1 ||
        { tail -n 20 "$DOCKERD/provision.log" >&2 && return 1; }
    own_docker export provision > "$tar"
    own_docker rm provision > /dev/null
}

# debian_settings ROOT: how this machine reaches its package registries; without that nothing can be downloaded inside.
debian_settings() {
    local file
    for file in /etc/apt/apt.conf.d/*; do
        if grep -q '^Acquire::\(Check\|http\|https\|Retries\)' "$file"; then cp "$file" "$1/etc/apt/apt.conf.d/"; fi
    done
    mkdir -p "$1/usr/local/share/ca-certificates" "$1/root/.m2"
    awk -v to="$1/usr/local/share/ca-certificates/host-" \
        '/BEGIN CERTIFICATE/ { file = to (++n) ".crt" } file { print > file } /END CERTIFICATE/ { close(file); file = "" }' \
        /etc/ssl/certs/ca-certificates.crt
    [ ! -f "${HOME:-/root}/.m2/settings.xml" ] || cp "${HOME:-/root}/.m2/settings.xml" "$1/root/.m2/"
}

provision_bare() {
    set -e
    export DEBIAN_FRONTEND=noninteractive
    update-ca-certificates
    apt-get update
    apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven
    apt-get clean
}

# clone_for_isolation FOLDER: what is committed; what is not, a newcomer would not get either.
clone_for_isolation() {
    [ -z "$(git -C "$REPO" status --porcelain)" ] || warn "note: this lane tests the last commit; there are changes that are not committed"
    git clone -q --no-local "$REPO" "$1"
}

# newcomer PORT: runs inside. Each line of the form 'CHECK name ok' is counted outside.
newcomer() {
    local status=0
    ops/test --fast || status=$?
    ops/quickstart --simulated --port "$1"
    echo "CHECK quickstart ok"
    ops/systemmanager call containers_list '{}' | grep .
    echo "CHECK call ok"
    ops/quickstart --stop
    echo "CHECK stop ok"
    return "$status"
}

run_isolated() {
    local out=$1 status=0 port
    ensure_bare_image
    clone_for_isolation "$DOCKERD/clone"
    port=$(free_port)
    # What looks at the sources alone finds the same in every machine, and was run in this one.
    own_docker run --rm --name isolated --network host -e "http_proxy=${http_proxy:-}" -e "https_proxy=${https_proxy:-}" \
        -e MAVEN_OPTS="-Dspotbugs.skip -Djacoco.skip -Dspotless.check.skip" \
        -v "$DOCKERD/clone:$INSIDE:rw" -w "$INSIDE" "$BARE_IMAGE" \
        bash -c "$(declare -f newcomer); set -euo pipefail; newcomer $port" 2>&1 |
        tee "$out/isolated.log" | sed -u 's/^/   | /' || status=${PIPESTATUS[0]}
    count_isolated "$out/isolated.log" > "$out/isolated.count"
    return "$status"
}

# count_isolated LOG: what the inner ops/test counted, and our own checks; a check that is missing has failed.
count_isolated() {
    awk '
        /^[0-9]+ passed, [0-9]+ failed$/ { ran += $1 + $3; failed += $3 }
        /^CHECK .* ok$/ { ok++ }
        END { print ran + 3, failed + 3 - ok, 0 }' "$1"
}
