# shellcheck shell=bash
# ops/bench engine: the MCP engine without the product, beside a bare handler and the official SDKs' servers.

readonly JAVA_SDK=$REPO/contract-tests/java-sdk-server
readonly TYPESCRIPT_SDK_SOURCE=$REPO/contract-tests/typescript-sdk-server
readonly TYPESCRIPT_SDK=$REPO/contract-tests/target/typescript-sdk-server

build_sdk_servers() {
    say "building the SDKs' servers"
    maven "$OUT/java-sdk-build.log" -pl contract-tests/java-sdk-server package -Dmaven.test.skip=true -Djacoco.skip \
        -Dspotbugs.skip -Dspotless.check.skip -Dcyclonedx.skip || die "the Java SDK's server does not build; see $OUT/java-sdk-build.log"
    install_locked "$TYPESCRIPT_SDK_SOURCE" "$TYPESCRIPT_SDK"
    ensure_node
}

start_engine_servers() {
    local certificate
    start_program "$OUT" io.systemmanager.contract.bench.EngineServers BARE_URL ENGINE_URL TOKEN CA CERTIFICATE KEY
    # shellcheck disable=SC2034 # write_call reads both
    TOKEN=$(told TOKEN) CA=$(told CA)
    certificate=("$(told CERTIFICATE)" "$(told KEY)")
    serve "$OUT" java-sdk JAVA_SDK_URL "$JAVA_HOME/bin/java" "${JVM_FLAGS[@]}" \
        -jar "$JAVA_SDK/target/systemmanager-java-sdk-server.jar" "${certificate[@]}"
    serve "$OUT" typescript-sdk TYPESCRIPT_SDK_URL node "$TYPESCRIPT_SDK/server.mjs" "${certificate[@]}"
}

bench_engine() {
    local bare engine java typescript
    need_bench_tools
    need_node_tools
    compile_programs "$OUT"
    build_sdk_servers
    stop_on_exit
    start_engine_servers
    bare=$(told BARE_URL) engine=$(told ENGINE_URL) java=$(told JAVA_SDK_URL) typescript=$(told TYPESCRIPT_SDK_URL)
    write_modern_call bare kilobyte '{}'
    write_modern_call engine-2026 kilobyte '{}'
    write_legacy_call engine-2025 kilobyte "$(open_session handshake "$engine")"
    write_legacy_call java-2025 kilobyte "$(open_session handshake "$java")"
    write_modern_call typescript-2026 kilobyte '{}'
    write_legacy_call typescript-2025 kilobyte "$(open_session handshake "$typescript")"
    measure_all "bare $bare" "engine-2026 $engine" "engine-2025 $engine" "java-2025 $java" \
        "typescript-2026 $typescript" "typescript-2025 $typescript"
    report_engine | tee "$OUT/engine.txt"
}

report_engine() {
    report_head "a tool's answer of 1 kB"
    report_line "bare Jetty handler" bare
    report_line "our engine, 2026-07-28" engine-2026
    report_line "our engine, 2025-11-25 in a session" engine-2025
    report_line "Java SDK 2.1.0, 2025-11-25 in a session" java-2025
    report_line "TypeScript SDK 2.4.0, 2026-07-28" typescript-2026
    report_line "TypeScript SDK 2.4.0, 2025-11-25, stateless" typescript-2025
}
