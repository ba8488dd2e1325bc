#!/usr/bin/env python3
"""cases_from_vectors.py: the official Destatis statuses of the reference vectors as a table for `logicmodel judge`, on standard output.

  cases_from_vectors.py DIR/methods_vectors.csv > cases.csv && logicmodel judge cases.csv
Source of the series and symbols: Federal Statistical Office (Destatis), German Sustainable Development Strategy.
"""
import csv
import json
import sys

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["id", "t", "y", "direction", "target", "target_t", "official", "rule"])
with open(sys.argv[1], encoding="utf-8") as file:
    for row in csv.DictReader(file):
        if row["method"] != "destatis_weather":
            continue
        case, symbol = json.loads(row["inputs"]), json.loads(row["expected"])["symbol"]
        for year, value in case["series"].items():
            direction = "up" if case["direction"] > 0 else "down"
            out.writerow([row["case"], year, repr(value), direction, repr(case["target"]), case["target_year"], symbol, "destatis"])
