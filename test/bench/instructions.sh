#!/bin/sh
# instructions.sh [BUILD]: instructions that checking a 100 k file takes, against xmllint --sax of the same file. Counted by callgrind, so load
# on the machine does not matter; CI fails above the limit.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build-test} limit=1.80
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'; }
"$build/test/bench/generate" $model 93 20 compact >"$work/100k.xml"
ours=$(count "$build/cli/logicmodel" check --quiet $model "$work/100k.xml")
bare=$(count xmllint --sax --noout "$work/100k.xml")
awk -v a="$ours" -v b="$bare" -v limit="$limit" 'BEGIN {
  printf "check: %d instructions, xmllint --sax: %d, ratio %.3f (limit %.2f)\n", a, b, a / b, limit
  exit !(a > 0 && b > 0 && a / b <= limit) }'
