#!/bin/sh
# report_checks.sh FOLDER [--bin COMMAND]: what others say of the report: axe-core (accessibility) in Chromium, and the Nu HTML checker.
# Both are installed from the npm registry into FOLDER, which is kept for the next time; needs npm, java and chromium. Ends with "N passed, N failed".
set -eu
[ $# -ge 1 ] || { sed -n 2,3p "$0" | cut -c3- >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
bin=build/cli/logicmodel
[ "${1:-}" != --bin ] || bin=$2
for tool in npm java chromium; do
  command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
AXE=4.14.1 NU=26.9.27
[ -f "$folder/node_modules/axe-core/axe.min.js" ] && [ -f "$folder/node_modules/vnu-jar/build/dist/vnu.jar" ] ||
  npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts "axe-core@$AXE" "vnu-jar@$NU" >"$folder/npm.log" 2>&1 || { cat "$folder/npm.log" >&2; exit 1; }
status=0
python3 test/report_browser.py --bin "$bin" --axe "$folder/node_modules/axe-core/axe.min.js" --pages "$folder/pages" || status=1
pages=$(find "$folder/pages" -name '*.html' | wc -l)
if java -jar "$folder/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only --skip-non-html "$folder/pages" >"$folder/nu.log" 2>&1; then
  echo "Nu HTML checker: $pages pages, no error"
else
  head -n 20 "$folder/nu.log"
  status=1
fi
[ $status -eq 0 ] && echo "2 passed, 0 failed" || echo "0 passed, 1 failed"
exit $status
