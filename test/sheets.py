#!/usr/bin/env python3
"""Properties of printed tables, on every sheet of every model that has progress.

    sheets.py --bin PATH

- every cell of the CSV is the text of the same cell in the JSON, and every number of the JSON is what the CSV shows of it
- a cell without text says why it is empty; one with text does not
- no line of the text is wider than asked, at 80, 120 and 160 columns; and every cell's words stand in it
- two runs print the same bytes
"""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = [
    ("hino-basic-policy.xml", ["hino/progress.xml"]),
    ("hino-basic-policy.xml", ["hino/progress-fictional.xml"]),
    ("miyoshi-r3-r5.xml", ["miyoshi/progress.xml", "miyoshi/targets.xml", "miyoshi/values.xml"]),
    ("tokyo-initiatives.xml", ["tokyo/progress.xml", "tokyo/values.xml"]),
    ("nagakute-s12.xml", ["nagakute/progress.xml", "nagakute/targets.xml", "nagakute/values.xml"]),
    ("design-map-2025-07-01.xml", ["mihon-city/values.xml", "mihon-city/targets.xml"]),
]
WIDTHS = (80, 120, 160)
complaints = []


def complain(where, what):
    complaints.append(f"{where}: {what}")


def run(binary, *args):
    done = subprocess.run([binary, "show", *args, "--quiet"], cwd=ROOT, capture_output=True, env={"LC_ALL": "C.UTF-8", "NO_COLOR": "1"})
    if done.returncode:
        raise SystemExit(f"show {' '.join(args)}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def columns(line):
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line if not unicodedata.combining(c))
    return wide


def guarded(text):
    """What the CSV writes in front of a text that a spreadsheet would take for a formula."""
    if not text or text[0] not in "=+-@\t\r＝＋－＠":
        return text
    try:
        float(text)
        return text
    except ValueError:
        return "'" + text


def compare(where, table, answer):
    rows = list(csv.reader(io.StringIO(table)))
    if len(rows) != len(answer["rows"]) + 1:
        complain(where, f"{len(rows) - 1} rows in the CSV, {len(answer['rows'])} in the JSON")
        return
    for line, (row, told) in enumerate(zip(rows[1:], answer["rows"]), 2):
        first = 0 if told["row"] is None else 2
        for place, cell in enumerate(told["cells"]):
            shown = row[first + place]
            if shown != guarded(cell["text"] or ""):
                complain(f"{where}:{line}", f"CSV {shown!r}, JSON {cell['text']!r}")
            if (rows[0][first + place] or None) != cell["column"]:
                complain(f"{where}:{line}", f"column {rows[0][first + place]!r} in the CSV, {cell['column']!r} in the JSON")
            if cell["number"] is not None:
                decimals = len(shown.partition(".")[2])
                if abs(float(shown) - cell["number"]) > 0.5000001 * 10 ** -decimals:
                    complain(f"{where}:{line}", f"CSV shows {shown}, JSON has {cell['number']}")
            if bool(cell["lines"]) == bool(cell["why_empty"]):
                complain(f"{where}:{line}", f"{len(cell['lines'])} lines, and empty because {cell['why_empty']}")


def squeezed(text):
    return "".join(c for c in text if not c.isspace() and c not in "│─┼")


def check_text(where, text, width, answer):
    for number, line in enumerate(text.splitlines(), 1):
        if columns(line) > width:
            complain(f"{where}:{number}", f"{columns(line)} columns wide, {width} asked")
    letters = set(squeezed(text))
    for row in answer["rows"]:
        for cell in row["cells"]:
            missing = set(squeezed("".join(line["text"] or "" for line in cell["lines"]))) - letters
            if missing:
                complain(where, f"letters {missing} of {cell['column']!r} are not printed")


def same_in_excel(table, excel):
    """The same cells, but for an apostrophe before what Excel would take for a day or a number (decision 0029)."""
    if not excel.startswith("\ufeff") or excel.count("\r\n") != len(list(csv.reader(io.StringIO(table)))):
        return False
    plain, marked = (list(csv.reader(io.StringIO(t, newline=""))) for t in (table, excel[1:]))
    return len(plain) == len(marked) and all(
        len(a) == len(b) and all(x == y or (y == "'" + x and re.fullmatch(r"[\d(][\d./()-]*", x)) for x, y in zip(a, b))
        for a, b in zip(plain, marked))


def check_sheet(binary, args, sheet, lang):
    where = f"{args[0]} {sheet} {lang}"
    common = [*args, "--as", sheet, "--lang", lang]
    answer = json.loads(run(binary, *common, "--format", "json"))
    table = run(binary, *common, "--format", "csv")
    compare(where, table, answer)
    if not same_in_excel(table, run(binary, *common, "--format", "csv", "--excel")):
        complain(where, "--excel is not the same table")
    for width in WIDTHS:
        text = run(binary, *common, "--width", str(width))
        check_text(f"{where} {width}", text, width, answer)
        if text != run(binary, *common, "--width", str(width)):
            complain(where, "two runs differ")
    return sum(len(r["cells"]) for r in answer["rows"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=os.path.abspath)
    binary = parser.parse_args().bin
    cells = 0
    for model, documents in SETS:
        args = [f"models/{model}", *(f"fixtures/{d}" for d in documents)]
        for row in json.loads(run(binary, *args, "--as", "list", "--format", "json")):
            for lang in ("ja", "en"):
                cells += check_sheet(binary, args, row["sheet"], lang)
    print("\n".join(complaints[:40] + [f"{cells} cells, {len(complaints)} complaints"]))
    return 1 if complaints or not cells else 0


if __name__ == "__main__":
    sys.exit(main())
