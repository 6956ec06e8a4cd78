# shellcheck shell=bash
# What every script here shares: plain words to people, finding tools, installing what is missing as root.
# Source it; it changes nothing by itself.

REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly REPO
readonly JDK_MAJOR=25
readonly JDK_PACKAGE=openjdk-25-jdk-headless
# How the server's JVM runs; the benchmark measures it with the same flags.
# shellcheck disable=SC2034 # ops/systemmanager and ops/bench read it
readonly JVM_FLAGS=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:NewRatio=1 -Xms8m -Xmx96m
    --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData)
APT_LISTS_FRESH=no

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
    warn "error: $*"
    exit 1
}

have() { command -v "$1" > /dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

# print_help FILE: the comment block at the top of a script is its help.
print_help() { awk 'NR > 1 { if ($0 !~ /^#/) exit; sub(/^# ?/, ""); print }' "$1"; }

# ---- installing -----------------------------------------------------------------------------------------------

refresh_apt_lists() {
    [ "$APT_LISTS_FRESH" = no ] || return 0
    say "refreshing the package lists (apt-get update)"
    apt-get update -qq || die "apt-get update failed; are the package sources reachable?"
    APT_LISTS_FRESH=yes
}

apt_carries() { [ -n "$(apt-cache madison "$1" 2> /dev/null)" ]; }

# install_packages PACKAGE...: as root only; services of the packages are not started by us.
install_packages() {
    refresh_apt_lists
    say "installing: $*"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null ||
        die "apt-get could not install: $*"
}

# need_commands COMMAND:PACKAGE...: installs what is missing as root; otherwise names all of it and stops.
need_commands() {
    local pair missing=()
    for pair in "$@"; do
        have "${pair%%:*}" || missing+=("${pair#*:}")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if ! is_root || ! have apt-get; then
        die "missing: ${missing[*]}. Install with: apt-get install ${missing[*]} (as root), then run this again."
    fi
    install_packages "${missing[@]}"
    for pair in "$@"; do
        have "${pair%%:*}" || die "${pair#*:} is installed, but the command ${pair%%:*} is still not found"
    done
}

# ---- JDK and Maven --------------------------------------------------------------------------------------------

# jdk_major HOME: the major version of a JDK (with a compiler), or nothing. A 'java' on the PATH is often an older one.
jdk_major() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    "$1/bin/java" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p' | head -n 1
}

java_candidates() {
    local java_on_path
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    if java_on_path=$(command -v javac); then
        dirname "$(dirname "$(readlink -f "$java_on_path")")"
    fi
    printf '%s\n' /usr/lib/jvm/*"$JDK_MAJOR"* /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*
}

search_jdk() {
    local home
    while IFS= read -r home; do
        if [ "$(jdk_major "$home")" = "$JDK_MAJOR" ]; then
            printf '%s\n' "$home"
            return 0
        fi
    done < <(java_candidates)
    return 1
}

# find_jdk: sets and exports JAVA_HOME to a JDK 25; installs one as root where the distribution has it.
find_jdk() {
    local home
    if ! home=$(search_jdk); then
        install_jdk
        home=$(search_jdk) || die "the package $JDK_PACKAGE is installed, but no JDK $JDK_MAJOR was found under /usr/lib/jvm"
    fi
    export JAVA_HOME=$home PATH="$home/bin:$PATH"
}

install_jdk() {
    local hint="Get JDK $JDK_MAJOR: Debian 13 and Ubuntu 24.04 have it (apt-get install $JDK_PACKAGE); elsewhere unpack one from adoptium.net and set JAVA_HOME."
    if ! is_root || ! have apt-get; then die "no JDK $JDK_MAJOR found. $hint"; fi
    refresh_apt_lists
    apt_carries "$JDK_PACKAGE" || die "no JDK $JDK_MAJOR found, and this distribution does not carry it. $hint"
    install_packages "$JDK_PACKAGE"
}

find_build_tools() {
    find_jdk
    need_commands mvn:maven
    say "JDK: $JAVA_HOME"
}

# ---- Maven runs -----------------------------------------------------------------------------------------------

# The parts of a Maven log that tell a waiting person how far it is.
maven_progress() {
    awk '
        /^Progress \([0-9]+\)/ { next }
        /^\[INFO\] Building .* \[[0-9]+\/[0-9]+\]/ { sub(/^\[INFO\] /, "  "); gsub(/ +/, " "); print "  " $0; fflush(); next }
        /^(\[INFO\] )?Downloaded from/ { if (++files % 100 == 0) { print "   ... " files " files downloaded"; fflush() } next }
        /Tests run:/ && !/Time elapsed/ { print "   " $0; fflush(); next }
        /^\[WARNING\] .*\.java:\[/ { print; fflush(); next } # -Werror: the warning is the cause
        /^\[ERROR\]/ && ++errors <= 60 { print; fflush() }
    '
}

# maven LOG ARGUMENT...: runs Maven on the reactor; everything goes to LOG, progress to the screen.
maven() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    (cd "$REPO" && exec mvn -B "$@") < /dev/null 2>&1 | tee "$log" | maven_progress
    return "${PIPESTATUS[0]}"
}

# ---- ports, waiting, processes --------------------------------------------------------------------------------

port_taken() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# free_port: a loopback port nobody listens on now, below the range the kernel hands out by itself.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 10000))
        port_taken "$port" || break
    done
    printf '%s\n' "$port"
}

alive() { [ -n "${1:-}" ] && kill -0 "$1" 2> /dev/null; }

# wait_until SECONDS COMMAND...: polls until the command succeeds.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

gone() { ! alive "$1"; }

# stop_process PID [SECONDS]: asks politely, then insists. Only for processes we started.
stop_process() {
    alive "${1:-}" || return 0
    kill -TERM "$1" 2> /dev/null || return 0
    wait_until "${2:-20}" gone "$1" || kill -KILL "$1" 2> /dev/null || true
}
