"""report_data.py: the numbers of `logicmodel report` as JSON and CSV: both say the same, and the same as assess, lag and the drawings.

  report_data.py --bin PATH      ends with "N passed, N failed"
"""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import tally

SVG = "{http://www.w3.org/2000/svg}"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DESIGN = "models/design-map-2025-07-01.xml"
CITY = [DESIGN, "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml", "fixtures/mihon-city/progress.xml"]
REGION = ["fixtures/mihon-region/model.xml", "fixtures/mihon-region/values.xml", "fixtures/mihon-region/targets.xml"]
REPORTS = {"city": CITY, "national": [DESIGN, "fixtures/national/values.xml", "fixtures/national/targets.xml"], "nothing": [DESIGN],
           "table": ["models/nagakute-s12.xml"], "area": [*REGION, "--area", "kita"], "until": [*REGION, "--area", "kita", "--until", "2016FY"]}
results = []


def tell(good, *what):
    results.append((" ".join(str(w) for w in what), bool(good)))


def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], cwd=ROOT, capture_output=True, check=False)
    tell(done.returncode == 0, arguments, done.stderr[:300])
    return done.stdout.decode()


def scalar(value):
    return "true" if value is True else "false" if value is False else value if isinstance(value, str) else float(value)


def leaves(value, path):
    """(path, value) of everything that is not null."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, path + [key])
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from leaves(inner, path + [number])
    elif value is not None:
        yield path, scalar(value)


def as_rows(answer):
    """What the CSV has to say: part, row, field, value."""
    for path, value in leaves(answer, []):
        at = next((i for i, step in enumerate(path) if isinstance(step, int)), None)
        if at is None:
            yield ".".join(path[:-1]) or "report", "", path[-1], value
        else:
            yield ".".join(path[:at]), str(path[at]), ".".join(str(s) for s in path[at + 1:]), value


def read(text, wanted):
    # a text that looks like a formula has a ' before it
    return float(text) if isinstance(wanted, float) else text[1:] if text.startswith("'") and not wanted.startswith("'") else text


def check_same(name, answer, table):
    rows, wanted = list(csv.DictReader(io.StringIO(table))), list(as_rows(answer))
    tell(len(rows) == len(wanted), name, "rows", len(rows), "values", len(wanted))
    for row, (part, number, field, value) in zip(rows, wanted):
        got = (row["part"], row["row"], row["field"], read(row["value"], value))
        tell(got == (part, number, field, value), name, got, (part, number, field, value))
    items = {}
    for row in rows:
        items.setdefault((row["part"], row["row"]), set()).add(row["item"])
    tell(all(len(i) == 1 for i in items.values()), name, "a member with two names")


def check_report(binary, name, documents):
    answer = json.loads(run(binary, "report", *documents, "-f", "json", "-q"), parse_constant=lambda c: tell(False, name, c))
    check_same(name, answer, run(binary, "report", *documents, "-f", "csv", "-q"))
    check_same(name + " excel", answer, run(binary, "report", *documents, "-f", "csv", "--excel", "-q").lstrip("\ufeff"))
    assessed, lagging = (json.loads(run(binary, c, *documents, "-f", "json", "-q")) for c in ("assess", "lag"))
    for key in ("records", "steps"):
        tell(answer[key] == assessed[key], name, key, "other than assess")
    for key in ("outcomes", "activities", "scenes", "tiers", "delivery"):
        tell(answer[key] == lagging[key], name, key, "other than lag")
    svg = run(binary, "report", *documents, "-f", "svg", "-q")
    drawn = [r for r in ET.fromstring(svg.encode()).iter(SVG + "rect") if "box" in r.get("class").split()]
    boxes = [[float(r.get(k)) for k in ("x", "y", "width", "height")] for r in drawn]
    places = [[b[k] for k in ("x", "y", "width", "height")] for b in answer["map"]["boxes"]]
    apart = [abs(x - y) for a, b in zip(places, boxes) for x, y in zip(a, b)]
    tell(len(places) == len(boxes) and max(apart) < 0.006, name, "boxes other than the drawing's")
    tell(len(answer["map"]["arrows"]) == len(re.findall('<g class="arrow', svg)), name, "arrows")
    kinds = {"initiative": "initiatives", "outcome": "outcomes"}
    tell(len(answer["chains"]) == sum(len(answer["nodes"][k]) for k in kinds.values()), name, "chains")
    page = run(binary, "report", *documents, "-q")
    tables = 0
    for article in re.findall(r'<article[^>]*class="indicator".*?</article>', page, re.S):
        rows = {style: len(re.findall("<tr><th scope", table)) for style, table in re.findall(r'<table class="(values|verdicts)">(.*?)</table>', article, re.S)}
        charts, dots = article.count('<svg class="chart"'), article.count('<circle class="value')
        diamonds = article.count('<path class="target"')
        tables += "values" in rows
        tell(charts == (1 if dots + diamonds else charts) and (not charts or rows), name, "a chart without a table")
        tell(dots <= rows.get("values", 0) and diamonds <= rows.get("verdicts", 0), name, "more in the chart than in the tables", dots, diamonds, rows)
    shown = {v["indicator"] for v in answer["values"] if v["value"] is not None}
    tell(tables == len({v["indicator"] for v in answer["values"]}), name, "tables of values", tables)
    for indicator in sorted(shown)[:5]:
        alone = run(binary, "report", *documents, "-f", "svg", "--indicator", indicator, "-q")
        values = [v for v in answer["values"] if v["indicator"] == indicator and v["value"] is not None]
        dots = alone.count('<circle class="value"') + alone.count('<circle class="value hollow"')
        kinds = {re.sub(r"\d", "", v["period"]) for v in values}
        tell(len(kinds) > 1 or len(values) <= dots <= len(values) + 2, name, indicator, "dots", dots, "values", len(values))  # two of the legend
        tell("<style" not in alone and " style=" not in alone, name, indicator, "a style that Word does not know")
        shapes = [e for e in ET.fromstring(alone.encode()).iter() if e.tag in (SVG + "path", SVG + "rect", SVG + "circle", SVG + "text")]
        tell(shapes and all(e.get("fill") for e in shapes), name, indicator, "a shape without colour")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    for name, documents in REPORTS.items():
        check_report(binary, name, documents)
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
