#!/bin/sh
# static.sh [BUILD]: clang-tidy (.clang-tidy) and cppcheck over the library and the command; any finding fails.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build-clang}
files=$(git ls-files 'lib/*.c' 'cli/*.c')
printf '%s\n' $files | xargs -P 2 -n 6 clang-tidy -p "$build" --quiet 2>/dev/null
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -j 2 \
  --suppress=missingIncludeSystem -DLM_VERSION='"0"' -Ilib/include lib cli
