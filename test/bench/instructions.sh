#!/bin/sh
# instructions.sh [BUILD]: instructions that a 100 k file takes to check, and to assess with targets on one thread with the results written,
# against xmllint --sax of the same documents. Counted by callgrind, so load on the machine does not matter; CI fails above a limit.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build-test}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'; }
compare() { # WHAT OURS BARE LIMIT
  awk -v what="$1" -v a="$2" -v b="$3" -v limit="$4" 'BEGIN {
    printf "%s: %d instructions, xmllint --sax: %d, ratio %.3f (limit %.2f)\n", what, a, b, a / b, limit
    exit !(a > 0 && b > 0 && a / b <= limit) }'
}
"$build/test/bench/generate" $model 93 20 compact >"$work/values.xml"
"$build/test/bench/generate" $model 93 20 targets >"$work/targets.xml"
compare check "$(count "$build/cli/logicmodel" check --quiet $model "$work/values.xml")" "$(count xmllint --sax --noout "$work/values.xml")" 0.87
compare assess "$(count "$build/cli/logicmodel" assess --threads 1 --format csv --output "$work/out" $model "$work/values.xml" "$work/targets.xml")" \
  "$(count xmllint --sax --noout "$work/values.xml" "$work/targets.xml")" 2.30
