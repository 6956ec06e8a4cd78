#!/bin/sh
# Checks a ledger with nothing of SystemManager's own: every entry against its hash, the hashes against the root that the
# latest note names, and the note against keys that were kept elsewhere.
#
#   ops/verify-audit.sh LEDGER KEYS     LEDGER is ledger.db, also while the server runs; KEYS is a file with the two
#                                       verifier keys that 'systemmanager init' printed, a line each: that of the log,
#                                       and that of an epoch, from which every change of keys is followed
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

read_text() {
    awk '/^$/ { exit } { print }' "$WORK/note" > "$WORK/text"
    ORIGIN=$(sed -n 1p "$WORK/text") SIZE=$(sed -n 2p "$WORK/text") ROOT=$(sed -n 3p "$WORK/text")
    case "$SIZE" in '' | *[!0-9]* | 0) fail "a note names no size" ;; esac
}

read_note() {
    ask "SELECT note FROM audit_head" > "$WORK/head"
    [ -s "$WORK/head" ] || fail "there is no signed note"
    again
}

# again: the latest note is the one that is looked at.
again() {
    cp "$WORK/head" "$WORK/note"
    read_text
}

hex() { od -An -v -tx1 | tr -d ' \n'; }

# check_signature KEY: NAME+ID+BASE64, where the base64 is a byte for Ed25519 and the 32 bytes of the key.
check_signature() {
    name=${1%%+*} rest=${1#*+}
    id=${rest%%+*}
    printf '%s' "${rest#*+}" | base64 -d | tail -c 32 > "$WORK/key"
    own=$({ printf '%s\n\001' "$name" && cat "$WORK/key"; } | sha256sum | cut -c1-8)
    [ "$own" = "$id" ] || fail "not a verifier key: $1"
    signature=''
    awk -v name="$name" '$1 == "—" && $2 == name { print $3 }' "$WORK/note" > "$WORK/lines"
    while IFS= read -r line; do
        [ "$(printf '%s' "$line" | base64 -d | head -c 4 | hex)" != "$id" ] || signature=$line
    done < "$WORK/lines"
    [ -n "$signature" ] || fail "the note of $SIZE entries is not signed by $name+$id"
    printf '%s' "$signature" | base64 -d | tail -c +5 > "$WORK/signature"
    # What goes before the 32 bytes in the DER form of such a key (RFC 8410).
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000' && cat "$WORK/key"; } > "$WORK/key.der"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$WORK/key.der" -rawin -in "$WORK/text" \
        -sigfile "$WORK/signature" > "$WORK/openssl" 2>&1 || fail "the signature of $name is not of the note of $SIZE entries"
}

read_keys() {
    LOG='' EPOCH=''
    while IFS= read -r key; do
        case "${key%%+*}" in
            '') ;;
            */epoch) EPOCH=$key ;;
            *) LOG=$key ;;
        esac
    done < "$KEYS"
    [ -n "$LOG$EPOCH" ] || fail "there is no key in $KEYS"
}

# ---- the entries and their tree (RFC 6962) --------------------------------------------------------------------

check_entries() {
    [ "$(ask 'PRAGMA quick_check')" = ok ] || fail "the database file is damaged"
    FLOOR=$(ask "SELECT coalesce(max(size), 0) FROM audit_floor")
    case "$FLOOR" in *[!0-9]*) fail "not a number of pruned entries" ;; esac
    bounds=$(ask "SELECT count(*) || ' ' || coalesce(min(idx), 0) || ' ' || (coalesce(max(idx), -1) + 1) FROM audit_entry")
    # shellcheck disable=SC2086 # three numbers
    set -- $bounds
    { [ "$1" = "$(($3 - FLOOR))" ] && [ "$2" = "$FLOOR" ] && [ $((FLOOR % 256)) = 0 ]; } || fail "entries are missing"
    [ "$3" -ge "$SIZE" ] || fail "the note is of $SIZE entries, and there are $3"
    BEYOND=$(($3 - SIZE))
    mkdir "$WORK/leaves"
    ask "SELECT count(writefile(printf('$WORK/leaves/%012d.bin', idx), CAST(x'00' || CAST(entry AS BLOB) AS BLOB)))
         FROM audit_entry WHERE idx < $SIZE" > "$WORK/written"
    hashes "$WORK/leaves" > "$WORK/level.0"
    ask "SELECT lower(hex(leaf)) FROM audit_entry WHERE idx < $SIZE ORDER BY idx" | cmp -s - "$WORK/level.0" ||
        fail "an entry is not what its hash says"
}

# climb: from the hashes of height HEIGHT to those of the next, each two becoming one; a lone one at the end goes up as
# it is. Of entries that were pruned the nodes of height 8 are there.
climb() {
    rm -rf "$WORK/pairs"
    mkdir "$WORK/pairs"
    awk -v folder="$WORK/pairs" '
        NR % 2 { left = $1; next }
        { printf "SELECT writefile(\047%s/%012d.bin\047, x\04701%s%s\047);\n", folder, NR / 2, left, $1 }
    ' "$WORK/level.$HEIGHT" | sqlite3 -batch > "$WORK/written"
    hashes "$WORK/pairs" > "$WORK/above"
    [ $(($(wc -l < "$WORK/level.$HEIGHT") % 2)) = 0 ] || tail -n 1 "$WORK/level.$HEIGHT" >> "$WORK/above"
    HEIGHT=$((HEIGHT + 1))
    [ "$HEIGHT" != 8 ] ||
        ask "SELECT lower(hex(hash)) FROM audit_node WHERE level = 1 AND idx < $((FLOOR / 256)) ORDER BY idx" > "$WORK/level.8"
    cat "$WORK/above" >> "$WORK/level.$HEIGHT"
}

check_root() {
    HEIGHT=0
    while [ "$(wc -l < "$WORK/level.$HEIGHT")" -gt 1 ] || { [ "$FLOOR" -gt 0 ] && [ "$HEIGHT" -lt 8 ]; }; do climb; done
    TOP=$(cat "$WORK/level.$HEIGHT")
    [ "$TOP" = "$(printf '%s' "$ROOT" | base64 -d | hex)" ] || fail "the entries are not those of the note"
}

# root_of SIZE: the root of that many entries, from the complete subtrees they are made of, the smallest first.
root_of() {
    left=$1 height=0 folded=''
    while [ "$left" -gt 0 ]; do
        if [ $((left % 2)) = 1 ]; then
            skipped=0
            [ "$height" -ge 8 ] || skipped=$((FLOOR >> height))
            peak=$(sed -n "$((left - skipped))p" "$WORK/level.$height")
            if [ -z "$folded" ]; then folded=$peak; else
                sqlite3 -batch :memory: "SELECT writefile('$WORK/pair', x'01$peak$folded')" > "$WORK/written"
                folded=$(sha256sum "$WORK/pair" | cut -c1-64)
            fi
        fi
        left=$((left / 2)) height=$((height + 1))
    done
    printf '%s' "$folded"
}

# ---- the epochs: each change of keys is signed by the key before, which is destroyed after ----------------------

# check_change SIZE KEY: the note kept right after the change to that key.
check_change() {
    ask "SELECT note FROM audit_checkpoint WHERE kind = 'epoch' AND size = $1" > "$WORK/note"
    [ -s "$WORK/note" ] || fail "there is no note of the change of keys at entry $(($1 - 1))"
    read_text
    { [ "$SIZE" = "$1" ] && [ "$ORIGIN" = "$NAME" ]; } || fail "the note of the change of keys at entry $(($1 - 1)) is another's"
    [ "$(root_of "$1")" = "$(printf '%s' "$ROOT" | base64 -d | hex)" ] ||
        fail "the entries up to $(($1 - 1)) are not those that were signed when the keys changed"
    check_signature "$2"
    check_signature "$EPOCH"
    [ -z "$LOG" ] || check_signature "$LOG"
}

# walk: from the epoch's key in KEYS to the one in force, which becomes EPOCH.
walk() {
    [ -n "$EPOCH" ] || return 0
    if [ "$FLOOR" = 0 ]; then first="idx = 0" path=log; else
        first="idx = (SELECT entry FROM audit_floor)" path=prune
    fi
    ask "SELECT 0 || ' ' || json_extract(entry, '\$.$path.epoch_vkey') FROM audit_entry WHERE $first" > "$WORK/changes"
    ask "SELECT (idx + 1) || ' ' || json_extract(entry, '\$.log.epoch_vkey') FROM audit_entry
         WHERE idx < $SIZE AND json_extract(entry, '\$.type') = 'log.key_rotated' ORDER BY idx" >> "$WORK/changes"
    found=''
    while read -r at key; do
        if [ -n "$found" ]; then
            check_change "$at" "$key"
            EPOCH=$key
        elif [ "$key" = "$EPOCH" ]; then found=1; fi
    done < "$WORK/changes"
    [ -n "$found" ] || fail "the epoch's key in $KEYS is none of this log's"
}

read_keys
read_note
check_entries
check_root
NAME=$ORIGIN ALL=$SIZE
walk
again
[ -z "$LOG" ] || check_signature "$LOG"
[ -z "$EPOCH" ] || check_signature "$EPOCH"
pruned=''
[ "$FLOOR" = 0 ] || pruned=", $FLOOR older entries pruned"
echo "OK: $NAME size=$ALL root=$TOP, $BEYOND newer entries not signed yet$pruned"
