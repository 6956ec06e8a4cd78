#!/bin/sh
# Checks an export of a whole ledger with nothing of SystemManager's own: makes a database of its lines and hands that to
# verify-audit.sh, which lies beside this script.
#
#   ops/verify-export.sh FILE KEYS      FILE was made by 'systemmanager audit export' of all entries, with FILE.note beside
#                                       it; KEYS is a file with the verifier keys that 'systemmanager init' printed, of
#                                       which the log's is used: changes of the epoch's key are signed in the ledger only
#                                       Where entries were pruned, FILE is the archives and the export, one after the
#                                       other as 'cat' joins them
#   ops/verify-export.sh --help         this text
#
# Says OK with size and root and ends with 0; or says FAIL with what is wrong and ends with 1.
set -eu

case "${1:---help}" in
    --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' && exit 0 ;;
esac
[ $# = 2 ] || { echo "usage: $0 FILE KEYS" >&2 && exit 2; }
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

cp "$1" "$WORK/lines"
cp "$1.note" "$WORK/note"
awk '$0 !~ /^[^+]*\/epoch\+/' "$2" > "$WORK/keys"

# What the note does not name would pass for newer entries.
size=$(sed -n 2p "$WORK/note")
count=$(wc -l < "$WORK/lines")
if [ "$size" != "$count" ] || [ -n "$(tail -c 1 "$WORK/lines")" ]; then
    echo "FAIL: the note is of $size entries, and the export has $count whole lines"
    exit 1
fi

# A line is an entry, whose hash is that of a zero byte and the line (RFC 6962).
mkdir "$WORK/leaves"
LC_ALL=C awk -v folder="$WORK/leaves" '
    { file = sprintf("%s/%012d.bin", folder, NR); printf "%c", 0 > file; printf "%s", $0 > file; close(file) }
' "$WORK/lines"
find "$WORK/leaves" -type f -name '*.bin' -print0 | sort -z | xargs -0 -r sha256sum |
    awk '{ printf "INSERT INTO hash VALUES(%d, x\047%s\047);\n", NR, $1 }' > "$WORK/hashes.sql"

# Separators that stand in no entry, so that each line becomes one value.
sqlite3 -batch "$WORK/ledger.db" > "$WORK/made" << SQL
CREATE TABLE line(entry TEXT);
CREATE TABLE hash(number INTEGER PRIMARY KEY, leaf BLOB);
.mode ascii
.separator "\037" "\n"
.import "$WORK/lines" line
BEGIN;
.read "$WORK/hashes.sql"
COMMIT;
CREATE TABLE audit_entry(idx INTEGER PRIMARY KEY, entry TEXT, leaf BLOB);
INSERT INTO audit_entry SELECT number - 1, entry, leaf FROM hash LEFT JOIN line ON line.rowid = number;
CREATE TABLE audit_head(id INTEGER, size INTEGER, note TEXT);
INSERT INTO audit_head VALUES(1, 0, CAST(readfile('$WORK/note') AS TEXT));
CREATE TABLE audit_node(level INTEGER, idx INTEGER, hash BLOB);
CREATE TABLE audit_checkpoint(size INTEGER, kind TEXT, note TEXT);
CREATE TABLE audit_floor(size INTEGER, entry INTEGER);
SQL
"$(dirname "$0")/verify-audit.sh" "$WORK/ledger.db" "$WORK/keys"
