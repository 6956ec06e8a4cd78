# shellcheck shell=bash
# What the measurements share: calls as wrk and curl want them, and figures.

readonly OUT=$REPO/target/ops-bench
readonly CONNECTIONS=64 WARM_UP=15 WARM_UPS=3
BENCH_SECONDS=${BENCH_SECONDS:-10}
BENCH_ROUNDS=${BENCH_ROUNDS:-3}

need_bench_tools() {
    find_build_tools
    need_commands wrk:wrk curl:curl
    mkdir -p "$OUT"
    rm -f "$OUT"/*.figures
}

# stop_on_exit: also when interrupted.
stop_on_exit() {
    trap stop_measuring EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

stop_measuring() {
    stop_programs
    rm -f "$OUT"/*.lua "$OUT"/*.curl "$OUT"/*.body "$OUT"/*.headers
}

# ---- calls ----------------------------------------------------------------------------------------------------

# modern_body TOOL ARGUMENTS, legacy_body TOOL: a call of a tool, in either generation of the protocol.
modern_body() {
    printf '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"bench","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}' "$1" "$2"
}
legacy_body() { printf '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{}}}' "$1"; }

# write_call NAME BODY HEADER...: the call for wrk and for curl. The token comes from the variable TOKEN and is in no
# argument list.
write_call() {
    local name=$1 body=$2 header
    shift 2
    (
        umask 077
        printf '%s' "$body" > "$OUT/$name.body"
        printf 'wrk.method = "POST"\nwrk.body = [==[%s]==]\n' "$body" > "$OUT/$name.lua"
        printf 'data-binary = "@%s"\ncacert = "%s"\n' "$OUT/$name.body" "$CA" > "$OUT/$name.curl"
        for header in "Authorization: Bearer $TOKEN" "Content-Type: application/json" \
            "Accept: application/json, text/event-stream" "$@"; do
            printf 'wrk.headers["%s"] = "%s"\n' "${header%%: *}" "${header#*: }" >> "$OUT/$name.lua"
            printf 'header = "%s"\n' "$header" >> "$OUT/$name.curl"
        done
    )
}

# write_modern_call NAME TOOL ARGUMENTS
write_modern_call() {
    write_call "$1" "$(modern_body "$2" "$3")" "MCP-Protocol-Version: 2026-07-28" "Mcp-Method: tools/call" "Mcp-Name: $2"
}

# write_legacy_call NAME TOOL SESSION: without a session where SESSION is empty.
write_legacy_call() {
    local session=()
    [ -z "$3" ] || session=("Mcp-Session-Id: $3")
    write_call "$1" "$(legacy_body "$2")" "MCP-Protocol-Version: 2025-11-25" "${session[@]}"
}

ask() { curl -sS --fail --max-time 10 -K "$OUT/$1.curl" "${@:3}" "$2"; }

# open_session NAME URL: shakes hands in revision 2025-11-25; the session's id, or nothing where the server has none.
open_session() {
    local session
    write_call "$1" '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}'
    ask "$1" "$2" -D "$OUT/$1.headers" > "$OUT/$1.answer" || die "$2 did not shake hands"
    session=$(tr -d '\r' < "$OUT/$1.headers" | sed -n 's/^mcp-session-id: //Ip')
    write_call "$1" '{"jsonrpc":"2.0","method":"notifications/initialized"}' "MCP-Protocol-Version: 2025-11-25" \
        ${session:+"Mcp-Session-Id: $session"}
    ask "$1" "$2" > "$OUT/$1.answer" || die "$2 took no notice of the end of the handshake"
    printf '%s' "$session"
}

# check_call NAME URL: one answer read whole, because wrk counts an error in a 200 as a success. Prints its bytes.
check_call() {
    local answer
    answer=$(ask "$1" "$2") || die "$2 did not answer the call"
    [[ $answer = *'"result"'*'"text"'* && $answer != *'"isError":true'* ]] || die "$2 answered with an error: $answer"
    printf '%s' "$answer" | wc -c
}

# ---- measuring ------------------------------------------------------------------------------------------------

# drive NAME URL SECONDS: wrk's report on standard output.
drive() { wrk -t 2 -c "$CONNECTIONS" -d "${3}s" --timeout 10s --latency -s "$OUT/$1.lua" "$2"; }

# measure NAME URL: appends "calls/s p50 p99" (milliseconds) to NAME's file; an error in any call spoils the run.
measure() {
    drive "$1" "$2" "$BENCH_SECONDS" > "$OUT/wrk.txt"
    if grep -E 'Non-2xx|Socket errors' "$OUT/wrk.txt" >&2; then die "$1: calls failed while measuring"; fi
    awk '
        function ms(text) { return text ~ /us$/ ? text / 1000 : text ~ /ms$/ ? text + 0 : text * 1000 }
        $1 == "50%" { p50 = ms($2) }
        $1 == "99%" { p99 = ms($2) }
        $1 == "Requests/sec:" { print $2, p50, p99 }' "$OUT/wrk.txt" >> "$OUT/$1.figures"
}

# measure_all "NAME URL"...: each is checked and warmed up, then measured in turns, then checked again. Leaves the bytes
# of NAME's answer in NAME.bytes. The warm-up comes in turns too: the first connections of a turn take ways that the
# compiler had ruled out during the turn before, and what it compiled is compiled anew.
measure_all() {
    local target round
    say "warming up"
    for target in "$@"; do check_call "${target%% *}" "${target#* }" > "$OUT/${target%% *}.bytes"; done
    for ((round = 1; round <= WARM_UPS; round++)); do
        for target in "$@"; do drive "${target%% *}" "${target#* }" "$WARM_UP" > "$OUT/warm-up.txt"; done
    done
    for ((round = 1; round <= BENCH_ROUNDS; round++)); do
        say "round $round of $BENCH_ROUNDS"
        for target in "$@"; do measure "${target%% *}" "${target#* }"; done
    done
    for target in "$@"; do check_call "${target%% *}" "${target#* }" > "$OUT/${target%% *}.bytes"; done
}

# median NAME COLUMN
median() { cut -d ' ' -f "$2" "$OUT/$1.figures" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# ratio_to_bare NAME: its calls per second, as a part of those of the one named 'bare'.
ratio_to_bare() { awk -v one="$(median "$1" 1)" -v bare="$(median bare 1)" 'BEGIN { printf "%.2f", one / bare }'; }

report_head() {
    step "$1 over HTTPS, $CONNECTIONS connections, median of $BENCH_ROUNDS x $BENCH_SECONDS s, $(nproc) cores"
    printf '%-44s %8s %10s %10s %10s %10s\n' "" bytes calls/s "p50 ms" "p99 ms" "of bare"
}

# report_line TITLE NAME
report_line() {
    printf '%-44s %8d %10.0f %10.2f %10.2f %10s\n' "$1" "$(cat "$OUT/$2.bytes")" "$(median "$2" 1)" "$(median "$2" 2)" \
        "$(median "$2" 3)" "$(ratio_to_bare "$2")"
}
