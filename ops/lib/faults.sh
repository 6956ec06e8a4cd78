# shellcheck shell=bash
# Crashes, power cuts and failing disks, and Go's judgement of our proofs. Needs root: the tests mount file systems of
# their own, each in a folder of the test, and take them away again.

readonly FAULTS=$REPO/contract-tests/target/faults

need_fault_tools() {
    is_root || die "the faults lane mounts file systems of its own and needs root; without root run: ops/test --fast"
    need_commands gcc:gcc mount:mount findmnt:util-linux mkfs.ext4:e2fsprogs go:golang-go
    have_file /usr/include/stdio.h libc6-dev
    have_file /usr/share/gocode/src/golang.org/x/mod/sumdb/note/note.go golang-golang-x-mod-dev
}

# have_file FILE PACKAGE: what no command tells of.
have_file() { [ -e "$1" ] || install_packages "$2"; }

# build_disk_library: from contract-tests/faults/disk.c; tests find it by SYSTEMMANAGER_DISK_LIBRARY.
build_disk_library() {
    mkdir -p "$FAULTS"
    gcc -O2 -Wall -Wextra -Werror -shared -fPIC -o "$FAULTS/disk.so" "$REPO/contract-tests/faults/disk.c" -ldl -lpthread ||
        die "contract-tests/faults/disk.c does not build"
    export SYSTEMMANAGER_DISK_LIBRARY=$FAULTS/disk.so
}

# run_faults OUT: the tests tagged 'faults', then the judgement of x/mod.
run_faults() {
    local status=0
    build_disk_library
    clear_surefire_reports
    maven "$1/faults.log" test -fae -Dgroups=faults -Dspotbugs.skip -Dspotless.check.skip -Djacoco.skip || status=$?
    sed -n 's/^drill: /   /p' "$1/faults.log"
    "$REPO/contract-tests/golang/run" "$FAULTS/golang" | tee "$1/golang.out" || status=$?
    add_counts "$(count_surefire)" "$(tail -n 1 "$1/golang.out")" > "$1/faults.count"
    return "$status"
}
