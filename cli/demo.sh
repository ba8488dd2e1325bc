#!/bin/sh
# demo.sh: from a bare Debian 12 to an answer: installs what is missing, builds, and shows which outcomes of the 2025.7.1 design map
# lag in the published national figures. Options are passed on: sh cli/demo.sh --lang ja
set -eu
cd "$(dirname "$0")/.."
. cli/need.sh
need $build_packages
build=${BUILD:-build}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { { [ -f "$build/build.ninja" ] || meson setup "$build" -Dtests=false; } && ninja -C "$build"; } >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
set -- "$build/cli/logicmodel" lag --model models/design-map-2025-07-01.xml --values fixtures/national/values.xml \
  --targets fixtures/national/targets.xml "$@"
echo "\$ $*"
"$@"
