#!/bin/sh
# run.sh SECONDS [BUILD]: fuzzes every reader for so long (clang with libFuzzer); new inputs go to BUILD/corpus/, crashes to BUILD/crashes/.
set -eu
seconds=${1:?usage: run.sh SECONDS [BUILD]}
cd "$(dirname "$0")/../.."
build=${2:-build-fuzz}
[ -f "$build/build.ninja" ] || CC=clang meson setup "$build" -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false
ninja -C "$build" test/fuzz/fuzz_model test/fuzz/fuzz_values test/fuzz/fuzz_targets test/fuzz/fuzz_progress test/fuzz/fuzz_text
mkdir -p "$build/crashes"
failed=0
for reader in model values targets progress text; do
  mkdir -p "$build/corpus/$reader"
  "$build/test/fuzz/fuzz_$reader" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -dict=test/fuzz/words.dict \
    -artifact_prefix="$build/crashes/$reader-" -print_final_stats=1 -verbosity=1 \
    "$build/corpus/$reader" "test/fuzz/corpus/$reader" test/documents fixtures/bad >"$build/$reader.log" 2>&1 || failed=1
  printf '%s: ' "$reader"
  grep -E 'stat::number_of_executed_units|ERROR|SUMMARY|broken' "$build/$reader.log" | tr '\n' ' '
  echo
done
exit $failed
