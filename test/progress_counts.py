#!/usr/bin/env python3
"""Goals, grades and costs of `logicmodel progress`, counted again from the documents alone.

    progress_counts.py --bin PATH

Reads model and progress documents with the XML reader of Python and nothing of ours, counts with fractions, and compares every item of the
answer: goals, reported, met, not begun, the grade with its bounds, costs of its own and with its parts.
"""
import argparse
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = [
    ("hino-basic-policy", "hino/progress.xml"),
    ("hino-basic-policy", "hino/progress-fictional.xml"),
    ("miyoshi-r3-r5", "miyoshi/progress.xml"),
    ("nagakute-s12", "nagakute/progress.xml"),
    ("tokyo-initiatives", "tokyo/progress.xml"),
]
KINDS = ("budget", "estimate", "actual")
ERA = {"令和": 2018, "平成": 1988}
BUILT_IN = [Fraction(100), Fraction(70), Fraction(20), Fraction(0)]


@dataclass
class Count:
    goals: int = 0
    reported: int = 0
    met: int = 0
    not_begun: int = 0
    denied: bool = False  # an entry without goals says: not begun
    cost: dict = field(default_factory=lambda: defaultdict(Fraction))
    own_cost: dict = field(default_factory=lambda: defaultdict(Fraction))


def elements(path, names):
    root = ET.parse(ROOT / path).getroot()
    space = root.tag.split("}")[0] + "}"
    return root, [e for e in root if e.tag in {space + n for n in names}], space


def model_of(name):
    """The parent of every node, and the lower ends of the grades with their ids."""
    _, nodes, space = elements(f"models/{name}.xml", ("scene", "initiative", "activity", "scale"))
    parents, grades = {}, None
    for node in nodes:
        kind = node.tag[len(space):]
        if kind == "scale":
            grades = [(g.get("id"), Fraction(g.get("at-least"))) for g in node.iter(space + "grade")]
        else:
            above = {"scene": None, "initiative": "scene", "activity": "initiative"}[kind]
            parents[f"{kind}:{node.get('id')}"] = f"{above}:{node.get(above)}" if above else None
    return parents, grades


def year(period):
    """2020FY, 令和2年度: 2020FY."""
    era = re.fullmatch(r"(令和|平成)(\d+)年度", period or "")
    return f"{ERA[era[1]] + int(era[2])}FY" if era else period


def counts_of(progress, parents):
    """{(node, area, period, tier): Count}; the whole model is the node None."""
    root, entries, space = elements(f"fixtures/{progress}", ("entry",))
    counts = defaultdict(Count)
    for entry in entries:
        when = (entry.get("area", root.get("area")), year(entry.get("period")), entry.get("tier"))
        tasks = entry.findall(space + "task")
        node, own = entry.get("node"), True
        while True:
            add(counts[(node, *when)], entry, tasks, space, own)
            if node is None:
                break
            node, own = parents[node], False
    return counts


def add(count, entry, tasks, space, own):
    count.denied = count.denied or (not tasks and entry.get("begun") == "false")
    for task in tasks:
        silent = task.get("met") is None and task.get("begun") is None
        idle = task.get("begun") == "false" or (silent and entry.get("begun") == "false")
        count.goals += 1
        count.met += task.get("met") == "true"
        count.not_begun += idle
        count.reported += idle or task.get("met") is not None
    for cost in entry.findall(space + "cost"):
        amount = Fraction(cost.get("amount")) / (1000 if cost.get("unit") == "yen" else 1)
        count.cost[cost.get("kind")] += amount
        if own:
            count.own_cost[cost.get("kind")] += amount


def grade(met, goals, grades):
    return next(name for name, least in grades if Fraction(100 * met, goals) >= least)


def graded(count, grades):
    """(grade, best, worst)"""
    lowest = grades[-1][0]
    if count.goals == 0:
        return (lowest,) * 3 if count.denied else (None,) * 3
    best = grade(count.met + count.goals - count.reported, count.goals, grades)
    worst = grade(count.met, count.goals, grades)
    return (worst if count.reported and best == worst else None), best, worst


def compare(item, count, grades):
    for name in ("goals", "reported", "met", "not_begun"):
        yield name, item[name], getattr(count, name)
    for name, want in zip(("grade", "grade_best", "grade_worst"), graded(count, grades)):
        yield name, item[name], want
    for kind in KINDS:
        for name, costs in ((f"cost_{kind}", count.cost), (f"own_cost_{kind}", count.own_cost)):
            got = item[name]
            yield name, None if got is None else Fraction(str(got)), costs.get(kind)


def complaints(command, model, progress):
    done = subprocess.run([command, "progress", model, f"fixtures/{progress}", "--all", "--format", "json"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        yield f"exit code {done.returncode}: {done.stderr}"
        return
    answer = json.loads(done.stdout)
    parents, grades = model_of(model)
    if grades is None:
        grades = list(zip((g["grade"] for g in answer["scale"]), BUILT_IN, strict=True))
    counts = counts_of(progress, parents)
    for item in answer["items"]:
        node = f"{item['kind']}:{item['node']}" if item["node"] else None
        count = counts.pop((node, item["area"], item["period"], item["tier"]), None)
        if count is None:
            yield f"{node} {item['period'] or item['tier']}: nothing in the document"
            continue
        for name, got, want in compare(item, count, grades):
            if got != want:
                yield f"{node} {item['period'] or item['tier']}: {name} {got}, counted again {want}"
    for key in counts:
        yield f"{key}: not among the items"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()), help="the command logicmodel")
    command = parser.parse_args().bin
    failed = 0
    for model, progress in CASES:
        found = list(complaints(command, model, progress))
        for line in found:
            print(f"{progress}: {line}")
        print(f"{'not ok' if found else 'ok'} - {model} {progress}")
        failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
