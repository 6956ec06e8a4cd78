# shellcheck shell=bash
# A server among the contract tests' classes, run as a program of its own. It prints KEY=VALUE lines that say where it
# is, and serves until its input ends. One at a time.

PROGRAM_PID=
PROGRAM_FILES=

# compile_programs OUT
compile_programs() {
    say "building"
    maven "$1/build.log" -pl contract-tests -am test-compile dependency:build-classpath \
        -Dmdep.outputFile=target/program.classpath -Djacoco.skip -Dspotless.check.skip ||
        die "the build failed; the whole log is in $1/build.log"
}

# start_program OUT CLASS KEY...: waits until it told every KEY; told KEY answers what.
start_program() {
    local class=$2
    PROGRAM_FILES=$1
    shift 2
    rm -f "$PROGRAM_FILES/program.in" "$PROGRAM_FILES/program.told"
    mkfifo "$PROGRAM_FILES/program.in"
    # It tells a token.
    (umask 077 && : > "$PROGRAM_FILES/program.told")
    # The log line of each call is part of the way, so it is written as in production, not as tests have it.
    "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" -Dlogback.configurationFile="$REPO/ops/src/main/resources/logback.xml" \
        -cp "$REPO/contract-tests/target/test-classes:$(cat "$REPO/contract-tests/target/program.classpath")" "$class" \
        < "$PROGRAM_FILES/program.in" > "$PROGRAM_FILES/program.told" 2> "$PROGRAM_FILES/program.log" &
    PROGRAM_PID=$!
    exec 7> "$PROGRAM_FILES/program.in"
    wait_until 60 program_told_or_dead "$@" || true
    if ! alive "$PROGRAM_PID" || ! program_told "$@"; then
        tail -n 20 "$PROGRAM_FILES/program.log" >&2
        stop_program
        die "${class##*.} did not start; the end of its log is above"
    fi
}

told() { sed -n "s/^$1=//p" "$PROGRAM_FILES/program.told"; }

program_told() {
    local key
    for key in "$@"; do [ -n "$(told "$key")" ] || return 1; done
}

program_told_or_dead() { program_told "$@" || ! alive "$PROGRAM_PID"; }

# stop_program: its input ends, and with it the program. Whoever else inherits descriptor 7 would hold that input open.
stop_program() {
    exec 7>&-
    [ -n "$PROGRAM_PID" ] || return 0
    wait_until 15 gone "$PROGRAM_PID" || stop_process "$PROGRAM_PID"
    PROGRAM_PID=
    rm -f "$PROGRAM_FILES/program.in" "$PROGRAM_FILES/program.told"
}
