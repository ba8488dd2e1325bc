#!/bin/sh
# run.sh: from a bare Debian 12 to all tests passed: installs what is missing, builds, runs every test, ends with "N passed, N failed".
#   sh test/run.sh                          the suite
#   BUILD=dir SETUP='-Db_sanitize=address,undefined' sh test/run.sh     the suite in another build
set -eu
cd "$(dirname "$0")/.."
. cli/need.sh
need $build_packages $test_packages
wish $pdf_packages
wish $reader_packages
build=${BUILD:-build-test}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { { [ -f "$build/build.ninja" ] || meson setup "$build" ${SETUP:-}; } && ninja -C "$build"; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "the build failed (ビルドに失敗しました)" >&2
  exit 1
fi
# Published reference numbers and real files are used where they lie in a folder beside the checkout; without them those tests say that they
# were skipped.
for beside in ../*/; do
  beside=$(cd "$beside" && pwd)
  [ -d "$beside/reference/nist" ] && export LOGICMODEL_REFERENCE="${LOGICMODEL_REFERENCE:-$beside/reference}"
  [ -d "$beside/realdata/hostile" ] && export LOGICMODEL_REALDATA="${LOGICMODEL_REALDATA:-$beside/realdata}"
  [ -f "$beside/data/real_values.csv" ] && export LOGICMODEL_DATA="${LOGICMODEL_DATA:-$beside/data}"
  ls "$beside"/seeds/000*.txt >/dev/null 2>&1 && export LOGICMODEL_SEEDS="${LOGICMODEL_SEEDS:-$beside/seeds}"
done
# For builds with AddressSanitizer: leaks of libraries that are not ours.
export LSAN_OPTIONS="suppressions=$PWD/test/support/leaks.supp:print_suppressions=0"
status=0
meson test -C "$build" --print-errorlogs ${TESTS:-} || status=$?
python3 test/count.py "$build/meson-logs/testlog.json" || status=1
exit $status
