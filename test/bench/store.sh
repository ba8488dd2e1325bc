#!/bin/sh
# store.sh [BUILD]: two million values into an empty store, one more year into that, against SQLite's bare insert of the same rows in the same run.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${1:-build-test}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
run="$build/cli/logicmodel"
timed() { # WHAT COMMAND...
  what=$1; shift
  start=$(date +%s%N)
  "$@" >/dev/null
  echo "$what: $(( ($(date +%s%N) - start) / 1000000 )) ms"
}
"$build/test/bench/generate" $model 1960 20 compact >"$work/all.xml"
sed 's/<[a-z]* period="2024FY"[^>]*>//g' "$work/all.xml" >"$work/old.xml"
sed -E 's/<[a-z]+ period="20(0.|1.|2[0-3])FY"[^>]*>//g' "$work/all.xml" >"$work/new.xml"
"$run" init --quiet --store "$work/store"
timed "check of 19 years" "$run" check --quiet $model "$work/old.xml"
timed "load of 19 years" "$run" load --quiet --store "$work/store" $model "$work/old.xml"
rows=$(sqlite3 "$work/store" 'SELECT count(*) FROM observation')
echo "values: $rows, bytes of file per value: $(( $(stat -c %s "$work/store") / rows ))"
sqlite3 "$work/store" .schema | sed -n '/^CREATE TABLE observation(/,/;$/p' | sed 's/ REFERENCES [a-z]*//g' >"$work/table.sql"
timed "bare insert" sqlite3 "$work/bare" "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; $(cat "$work/table.sql")
  ATTACH '$work/store' AS s; INSERT INTO main.observation SELECT * FROM s.observation;"
timed "load of one year" "$run" load --quiet --store "$work/store" "$work/new.xml"
timed "assess the store" "$run" assess --quiet --store "$work/store" -f csv -o "$work/out"
timed "assess the documents" "$run" assess --quiet $model "$work/all.xml" -f csv -o "$work/out"
