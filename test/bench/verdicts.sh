#!/bin/sh
# verdicts.sh [BUILD [RUNS]]: the whole stack of the assessment on a national file, results written to a file, as ratios to xmllint --sax of the
# same documents in the same run; what the statistics of one series cost; and the pipelines that others would write, if their
# languages are installed. Quote the medians of a quiet machine.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build-test} runs=${2:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
model=models/design-map-2025-07-01.xml
"$build/test/bench/generate" $model 1860 20 compact >"$work/values.xml"
"$build/test/bench/generate" $model 1860 20 targets >"$work/targets.xml"
pair() { # TITLE COMMAND-A COMMAND-B
  echo "== $1"
  python3 test/bench/paired.py "$runs" "$2" "$3"
}
bare="xmllint --sax --noout $work/values.xml"
ours="$build/cli/logicmodel assess --quiet --output $work/out --format"
echo "$(wc -c <"$work/values.xml") bytes of values, $(grep -o '<obs ' "$work/values.xml" | wc -l) observations; $(wc -c <"$work/targets.xml") bytes of targets"
pair 'values and targets, CSV, two threads' "$ours csv --threads 2 $model $work/values.xml $work/targets.xml" "$bare $work/targets.xml"
pair 'values and targets, CSV, one thread' "$ours csv --threads 1 $model $work/values.xml $work/targets.xml" "$bare $work/targets.xml"
pair 'values and targets, JSON, two threads' "$ours json --threads 2 $model $work/values.xml $work/targets.xml" "$bare $work/targets.xml"
pair 'values alone, CSV, two threads' "$ours csv --threads 2 $model $work/values.xml" "$bare"
pair 'values and targets, only reading and checking' "$build/cli/logicmodel check --quiet $model $work/values.xml $work/targets.xml" "$bare $work/targets.xml"
echo '== statistics of one series: least squares with intervals, Mann-Kendall, Theil-Sen with interval'
"$build/test/bench/kernels" "$runs"
for peer in numpy scipy; do
  if python3 -c "import $peer" 2>/dev/null; then
    pair "whole process against $peer (no verdicts: OLS with intervals, Mann-Kendall, Theil-Sen, CSV)" \
      "python3 test/bench/peer.py $peer $work/values.xml $work/peer.csv" "$ours csv --threads 2 $model $work/values.xml"
  else
    echo "== $peer: not installed"
  fi
done
if Rscript -e 'library(xml2)' >/dev/null 2>&1; then
  pair 'whole process against R (no verdicts: lm with intervals, Kendall, Theil-Sen, CSV)' \
    "Rscript test/bench/peer.R $work/values.xml $work/peer.csv" "$ours csv --threads 2 $model $work/values.xml"
else
  echo '== R with xml2: not installed'
fi
