#!/usr/bin/env python3
"""official.py: the official German status symbols, replayed by the command as a user would see them: theirs beside ours, and the share.

  LOGICMODEL_REFERENCE=DIR official.py --bin BUILD/cli/logicmodel     ends with "N passed, N failed"; exit code 77 without the directory
"""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import tally  # noqa: E402
LEAST_SHARE = 0.91  # of the symbols come out as published; docs/judge says why the others do not


def checks(binary, table):
    def judge(*words):
        done = subprocess.run([binary, "judge", table, "--quiet", *words], capture_output=True, text=True, encoding="utf-8", timeout=120)
        if done.returncode != 0:
            sys.exit(f"official.py: exit code {done.returncode}: {done.stderr}")
        return done.stdout

    with open(table, encoding="utf-8") as file:
        wanted = {row["id"]: row["official"] for row in csv.DictReader(file)}
    rows = [r for r in csv.DictReader(io.StringIO(judge("--format", "csv", "--lang", "en"))) if r["official"]]
    yield "one row per official symbol", {r["id"]: r["official"] for r in rows} == wanted and len(rows) == len(wanted)
    yield "ours stands beside it", all(r["word"] for r in rows)
    yield "same means the same word", all((r["same"] == "true") == (r["word"] == r["official"]) for r in rows)
    same, total = sum(r["same"] == "true" for r in rows), len(rows)
    yield "most come out as published", same >= LEAST_SHARE * total
    answer = json.loads(judge("--format", "json", "--lang", "en"))
    yield "JSON counts the same", (answer["official"], answer["reproduced"]) == (total, same)
    for lang, share, case in (("en", r"reproduced: (\d+) of (\d+)", r"^Official \(.*\): .*ours"),
                              ("ja", r"再現: (\d+) ?件中 ?(\d+) ?件", r"^公表\(.*\): .*計算")):
        text = judge("--lang", lang, "--width", "200")
        found = re.search(share, text)
        numbers = {int(n) for n in found.groups()} if found else set()
        yield f"the text says how many ({lang})", numbers == {same, total}
        yield f"every case has both symbols in words ({lang})", len(re.findall(case, text, re.M)) == total
        end = text[text.rindex("─" * 20):]
        others = [r["id"] for r in rows if r["same"] != "true"]
        yield f"the cases that differ are listed at the end ({lang})", all(re.search(rf"^{re.escape(i)} ", end, re.M) for i in others)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    folder = os.environ.get("LOGICMODEL_REFERENCE")
    if not folder:
        print("skipped: LOGICMODEL_REFERENCE is not set")
        return 77
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as table:
        subprocess.run([sys.executable, HERE / "cases_from_vectors.py", Path(folder) / "methods_vectors.csv"], stdout=table, check=True)
        table.flush()
        results = list(checks(options.bin, table.name))
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
