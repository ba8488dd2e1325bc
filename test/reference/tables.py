#!/usr/bin/env python3
"""tables.py: the commands trend and interval against the reference results, column by column, as a user would get them.

  LOGICMODEL_REFERENCE=DIR tables.py --bin BUILD/cli/logicmodel     ends with "N passed, N failed"; exit code 77 without the directory
"""
import argparse
import csv
import io
import math
import os
import subprocess
import sys

CASES = [  # expected file, command line, key columns, columns that the command leaves out
    ("expected_ols.csv", ["trend", "series.csv", "--table", "ols"], ["id"]),
    ("expected_ols_forecast.csv", ["trend", "series.csv", "--table", "ols_forecast"], ["id", "t0", "level"]),
    ("expected_wls.csv", ["trend", "series_weighted.csv", "--table", "wls"], ["id"]),
    ("expected_wls_forecast.csv", ["trend", "series_weighted.csv", "--table", "wls_forecast"], ["id", "t0", "w0", "level"]),
    ("expected_mk.csv", ["trend", "series.csv", "--table", "mk"], ["id"]),
    ("expected_sen.csv", ["trend", "series.csv", "--table", "sen"], ["id"]),
    ("expected_sen_forecast.csv", ["trend", "series.csv", "--table", "sen_forecast"], ["id", "t0"]),
    ("expected_xmr.csv", ["trend", "series.csv", "--table", "xmr"], ["id"]),
    ("expected_proportions.csv", ["interval", "proportions.csv", "--level", "0.8,0.9,0.95,0.99"], ["id", "level"]),
    ("expected_counts.csv", ["interval", "counts.csv", "--level", "0.8,0.9,0.95,0.99"], ["id", "level"]),
]


def same(want, got, column, largest):
    if want in ("NA", "Inf", "-Inf"):  # absent in CSV; the status says which
        return got == ""
    try:
        a, b = float(want), float(got)
    except ValueError:
        return want == got
    return math.isclose(a, b, rel_tol=1e-10, abs_tol=1e-9 * largest if a == 0 else 0)


def key_of(row, names):
    def clean(name, text):
        return text if name == "id" else float("%.12g" % float(text))
    return tuple(clean(name, row[name]) for name in names)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    folder = os.environ.get("LOGICMODEL_REFERENCE")
    if not folder:
        print("skipped: LOGICMODEL_REFERENCE is not set")
        return 77
    largest = {}
    with open(os.path.join(folder, "series.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            largest[row["id"]] = max(largest.get(row["id"], 0), abs(float(row["y"])))
    passed = failed = 0
    for expected, (command, data, *more), key in CASES:
        done = subprocess.run([options.bin, command, os.path.join(folder, data), *more, "--format", "csv", "--quiet", "--lang", "en"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            print(expected, done.stderr)
            failed += 1
            continue
        ours = {key_of(row, key): row for row in csv.DictReader(io.StringIO(done.stdout))}
        with open(os.path.join(folder, expected), encoding="utf-8") as file:
            for row in csv.DictReader(file):
                mine = ours.get(key_of(row, key))
                for column, want in row.items():
                    if column in ("set", *key):
                        continue
                    good = mine is not None and column in mine and same(want, mine[column], column, largest.get(row["id"], 1))
                    passed, failed = passed + good, failed + (not good)
                    if not good and failed <= 20:
                        print(f"{expected} {key_of(row, key)} {column}: expected {want}, got {mine.get(column) if mine else 'no row'}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
