#!/bin/sh
# run.sh: measures the rates of error anew (about two minutes) and writes docs/error-rates.md, docs/error-rates.ja.md and expected.tsv.
#   BUILD=dir sh test/simulation/run.sh     in another build folder
set -eu
cd "$(dirname "$0")/../.."
build=${BUILD:-build-test}
[ -f "$build/build.ninja" ] || meson setup "$build" >/dev/null
ninja -C "$build" test/simulation/error_rates >/dev/null
python3 test/simulation/report.py --bin "$build/test/simulation/error_rates" "$@"
