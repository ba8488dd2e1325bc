#!/bin/sh
# run.sh [BUILD [RUNS]]: how long reading and checking a national file takes, as ratios to xmllint --sax of the same file in the same run, and
# how much memory 100 k and 2 M observations need. Quote the medians of a quiet machine.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build-test} runs=${2:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
"$build/test/bench/generate" $model 93 20 compact >"$work/100k.xml"
"$build/test/bench/generate" $model 1860 20 compact >"$work/national.xml"
"$build/test/bench/generate" $model 1860 20 verbose >"$work/verbose.xml"
for file in 100k national verbose; do
  echo "== $file: $(wc -c <"$work/$file.xml") bytes, $(grep -o '<obs ' "$work/$file.xml" | wc -l) observations"
  python3 test/bench/paired.py "$runs" "$build/cli/logicmodel check --quiet $model $work/$file.xml" "xmllint --sax --noout $work/$file.xml"
done
