#!/bin/sh
# Checks a ledger with nothing of SystemManager's own: every entry against its hash, the hashes against the root that the
# latest note names, and the note against keys that were kept elsewhere.
#
#   ops/verify-audit.sh LEDGER KEYS     LEDGER is ledger.db, also while the server runs; KEYS is a file with the verifier
#                                       keys that 'systemmanager init' printed, a line each
#   ops/verify-audit.sh --help          this text
#
# Says OK with size and root and ends with 0; or says FAIL with what is wrong and ends with 1. Entries of the last second
# may not be under the note yet; how many is said. Needs sqlite3, sha256sum, openssl, awk and coreutils.
set -eu

case "${1:---help}" in
    --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' && exit 0 ;;
esac
[ $# = 2 ] || { echo "usage: $0 LEDGER KEYS" >&2 && exit 2; }
LEDGER=$1 KEYS=$2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

fail() { echo "FAIL: $*" && exit 1; }
ask() { sqlite3 -readonly -batch -noheader "$LEDGER" "$1"; }
# hashes DIR: of the files in it, in the order of their names.
hashes() { find "$1" -type f -name '*.bin' -print0 | sort -z | xargs -0 -r sha256sum | awk '{ print $1 }'; }

# ---- the note: what it says, and who signed it ----------------------------------------------------------------

read_note() {
    ask "SELECT note FROM audit_head" > "$WORK/note"
    [ -s "$WORK/note" ] || fail "there is no signed note"
    awk '/^$/ { exit } { print }' "$WORK/note" > "$WORK/text"
    ORIGIN=$(sed -n 1p "$WORK/text") SIZE=$(sed -n 2p "$WORK/text") ROOT=$(sed -n 3p "$WORK/text")
    case "$SIZE" in '' | *[!0-9]* | 0) fail "the note names no size" ;; esac
}

hex() { od -An -v -tx1 | tr -d ' \n'; }

# check_signature KEY: NAME+ID+BASE64, where the base64 is a byte for Ed25519 and the 32 bytes of the key.
check_signature() {
    name=${1%%+*} rest=${1#*+}
    id=${rest%%+*}
    printf '%s' "${rest#*+}" | base64 -d | tail -c 32 > "$WORK/key"
    own=$({ printf '%s\n\001' "$name" && cat "$WORK/key"; } | sha256sum | cut -c1-8)
    [ "$own" = "$id" ] || fail "not a verifier key: $1"
    signature=$(awk -v name="$name" '$1 == "—" && $2 == name { print $3 }' "$WORK/note")
    [ -n "$signature" ] || fail "the note is not signed by $name"
    [ "$(printf '%s' "$signature" | base64 -d | head -c 4 | hex)" = "$id" ] || fail "the note is signed by another key of $name"
    printf '%s' "$signature" | base64 -d | tail -c +5 > "$WORK/signature"
    # What goes before the 32 bytes in the DER form of such a key (RFC 8410).
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000' && cat "$WORK/key"; } > "$WORK/key.der"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$WORK/key.der" -rawin -in "$WORK/text" \
        -sigfile "$WORK/signature" > "$WORK/openssl" 2>&1 || fail "the signature of $name is not of this note"
}

check_signatures() {
    count=0
    while IFS= read -r key; do
        [ -n "$key" ] || continue
        check_signature "$key"
        count=$((count + 1))
    done < "$KEYS"
    [ "$count" -gt 0 ] || fail "there is no key in $KEYS"
}

# ---- the entries and their tree (RFC 6962) --------------------------------------------------------------------

check_entries() {
    [ "$(ask 'PRAGMA quick_check')" = ok ] || fail "the database file is damaged"
    bounds=$(ask "SELECT count(*) || ' ' || coalesce(min(idx), 0) || ' ' || (coalesce(max(idx), -1) + 1) FROM audit_entry")
    # shellcheck disable=SC2086 # three numbers
    set -- $bounds
    { [ "$1" = "$3" ] && [ "$2" = 0 ]; } || fail "entries are missing"
    [ "$3" -ge "$SIZE" ] || fail "the note is of $SIZE entries, and there are $3"
    BEYOND=$(($3 - SIZE))
    mkdir "$WORK/leaves"
    ask "SELECT count(writefile(printf('$WORK/leaves/%012d.bin', idx), CAST(x'00' || CAST(entry AS BLOB) AS BLOB)))
         FROM audit_entry WHERE idx < $SIZE" > "$WORK/written"
    hashes "$WORK/leaves" > "$WORK/level"
    ask "SELECT lower(hex(leaf)) FROM audit_entry WHERE idx < $SIZE ORDER BY idx" | cmp -s - "$WORK/level" ||
        fail "an entry is not what its hash says"
}

# climb: one level of the tree, each two hashes becoming one; a lone one at the end goes up as it is.
climb() {
    rm -rf "$WORK/pairs"
    mkdir "$WORK/pairs"
    awk -v folder="$WORK/pairs" '
        NR % 2 { left = $1; next }
        { printf "SELECT writefile(\047%s/%012d.bin\047, x\04701%s%s\047);\n", folder, NR / 2, left, $1 }
    ' "$WORK/level" | sqlite3 -batch > "$WORK/written"
    hashes "$WORK/pairs" > "$WORK/above"
    [ $(($(wc -l < "$WORK/level") % 2)) = 0 ] || tail -n 1 "$WORK/level" >> "$WORK/above"
    mv "$WORK/above" "$WORK/level"
}

check_root() {
    while [ "$(wc -l < "$WORK/level")" -gt 1 ]; do climb; done
    [ "$(cat "$WORK/level")" = "$(printf '%s' "$ROOT" | base64 -d | hex)" ] || fail "the entries are not those of the note"
}

read_note
check_signatures
check_entries
check_root
echo "OK: $ORIGIN size=$SIZE root=$(cat "$WORK/level"), $BEYOND newer entries not signed yet"
