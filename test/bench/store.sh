#!/bin/sh
# store.sh [BUILD [RUNS]]: two million values into an empty store, and one more year into that, each against SQLite's bare insert of the same rows, in
# turn (paired.py): the machine's speed drifts, the pair shares it. (Without WHERE, SQLite would copy the records of an equal table as they are.) Then what
# it takes to assess the store and the documents.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${1:-build-test}" && pwd)
runs=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
run="$build/cli/logicmodel"
cat >"$work/load" <<END
rm -f $work/made*
$run init --quiet --store $work/made
$run load --quiet --store $work/made $model $work/old.xml
END
cat >"$work/bare" <<END
rm -f $work/bare.db*
sqlite3 $work/bare.db "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; \$(cat $work/table.sql)
  ATTACH '$work/store' AS s; INSERT INTO main.observation SELECT * FROM s.observation WHERE since > 0;"
END
cat >"$work/load-year" <<END
cp $work/store $work/made
$run load --quiet --store $work/made $work/new.xml
END
cat >"$work/bare-year" <<END
cp $work/whole.db $work/bare.db
sqlite3 $work/bare.db "ATTACH '$work/after' AS s; INSERT INTO main.observation SELECT * FROM s.observation WHERE since = 2;"
END
"$build/test/bench/generate" $model 1960 20 compact >"$work/all.xml"
sed 's/<[a-z]* period="2024FY"[^>]*>//g' "$work/all.xml" >"$work/old.xml"
sed -E 's/<[a-z]+ period="20(0.|1.|2[0-3])FY"[^>]*>//g' "$work/all.xml" >"$work/new.xml"
sh "$work/load" >/dev/null && cp "$work/made" "$work/store"
sqlite3 "$work/store" .schema | sed -n '/^CREATE TABLE observation(/,/;$/p' | sed 's/ REFERENCES [a-z]*//g' >"$work/table.sql"
rows=$(sqlite3 "$work/store" 'SELECT count(*) FROM observation')
echo "values: $rows, bytes of file per value: $(( $(stat -c %s "$work/store") / rows ))"
echo "--- A: load of 19 years into an empty store; B: bare insert of the same rows"
python3 test/bench/paired.py "$runs" "sh $work/load" "sh $work/bare"
cp "$work/bare.db" "$work/whole.db"
sh "$work/load-year" >/dev/null && cp "$work/made" "$work/after"
echo "--- A: load of one year more; B: bare insert of the same $(sqlite3 "$work/after" 'SELECT count(*) FROM observation WHERE since = 2') rows"
python3 test/bench/paired.py "$runs" "sh $work/load-year" "sh $work/bare-year"
echo "--- A: assess the store; B: assess the documents"
python3 test/bench/paired.py 1 "$run assess --quiet --store $work/after -f csv -o $work/out" "$run assess --quiet $model $work/all.xml -f csv -o $work/out"
