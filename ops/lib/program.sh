# shellcheck shell=bash
# Servers that the lanes test or measure, each run as a program of its own: classes of the contract tests, and others.
# A program prints KEY=VALUE lines that say where it is, and serves until its input ends. No two print the same KEY.

PROGRAM_PIDS=()
PROGRAM_INPUTS=()
PROGRAM_FILES=

# compile_programs OUT
compile_programs() {
    say "building"
    maven "$1/build.log" -pl contract-tests -am test-compile dependency:build-classpath \
        -Dmdep.outputFile=target/program.classpath -Djacoco.skip -Dspotless.check.skip ||
        die "the build failed; the whole log is in $1/build.log"
}

# start_program OUT CLASS KEY...: a class of the contract tests; waits until it told every KEY.
start_program() {
    local out=$1 class=$2
    shift 2
    # The log line of each call is part of the way, so it is written as in production, not as tests have it.
    serve "$out" "${class##*.}" "$*" "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" \
        -Dlogback.configurationFile="$REPO/ops/src/main/resources/logback.xml" \
        -cp "$REPO/contract-tests/target/test-classes:$(cat "$REPO/contract-tests/target/program.classpath")" "$class"
}

# test_class CLASS ARGUMENT...: a class of the contract tests, to its end.
test_class() {
    "$JAVA_HOME/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED \
        -cp "$REPO/contract-tests/target/test-classes:$(cat "$REPO/contract-tests/target/program.classpath")" "$@"
}

# serve OUT NAME "KEY..." COMMAND...: any program; told KEY answers what it told.
serve() {
    local name=$2 files=$1/$2 keys pid input
    PROGRAM_FILES=$1
    read -ra keys <<< "$3"
    shift 3
    rm -f "$files.in" "$files.told"
    mkfifo "$files.in"
    # It may tell a token.
    (umask 077 && : > "$files.told")
    "$@" < "$files.in" > "$files.told" 2> "$files.log" &
    pid=$!
    exec {input}> "$files.in"
    PROGRAM_PIDS+=("$pid") PROGRAM_INPUTS+=("$input")
    wait_until 60 program_told_or_dead "$pid" "${keys[@]}" || true
    if ! alive "$pid" || ! program_told "${keys[@]}"; then
        tail -n 20 "$files.log" >&2
        stop_programs
        die "$name did not start; the end of its log is above"
    fi
}

told() { sed -n "s/^$1=//p" "$PROGRAM_FILES"/*.told; }

program_told() {
    local key
    for key in "$@"; do [ -n "$(told "$key")" ] || return 1; done
}

program_told_or_dead() { program_told "${@:2}" || ! alive "$1"; }

# leave_programs: ends their inputs as far as this shell holds them. Whoever inherits one would hold it open.
leave_programs() {
    local input
    for input in "${PROGRAM_INPUTS[@]}"; do exec {input}>&-; done
    PROGRAM_INPUTS=()
}

# stop_programs: their inputs end, and with them the programs.
stop_programs() {
    local pid
    leave_programs
    for pid in "${PROGRAM_PIDS[@]}"; do wait_until 15 gone "$pid" || stop_process "$pid"; done
    PROGRAM_PIDS=()
    [ -z "$PROGRAM_FILES" ] || rm -f "$PROGRAM_FILES"/*.in "$PROGRAM_FILES"/*.told
}
