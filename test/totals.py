#!/usr/bin/env python3
"""totals.py: whatever is loaded, read = added + revised + unchanged + refused + skipped, and read is what the reader says that it read.

    totals.py --bin PATH [--seeds N]     ends with "N passed, N failed"

Random documents of a small model, by fixed seeds: XML, tables, tables with a mapping, workbooks; with blanks, slips, the same value twice, values
that the store has already and values that differ. And a form of the program, given back blank, half filled in and with slips.
"""
import argparse
import json
import random
import sys
from pathlib import Path

from store import CITY, MODEL as CITY_MODEL, World
from workbooks import MODEL, fill, one_sheet

INDICATORS = ["meetings", "learnt", "acting", "alone", "people"]
MAPPING = ('<mapping xmlns="urn:logicmodel:mapping:1" version="1.0" years="fiscal" area="c1"><table heading="1"/>'
           '<field is="indicator" heading="指標"/><periods from="B" to="F"/><mark as="-" reason="not-collected"/></mapping>')
HEAD = ["indicator", "area", "period", "value", "reason"]
SLIPS = ["-7", "約3", "1,2", "…", "１２"]


def entry(chance):
    """Value and reason of a cell: mostly a value, often nothing, sometimes a slip."""
    kind = chance.random()
    if kind < 0.5:
        return str(chance.randrange(4)), ""
    if kind < 0.7:
        return "", ""
    if kind < 0.8:
        return "", chance.choice(["not-collected", "秘匿", "not-yet"])
    if kind < 0.9:
        return chance.choice(SLIPS), ""
    return str(chance.randrange(100)), "lost" if chance.random() < 0.5 else ""


def long_rows(chance):
    years = range(2015, 2026)
    return [[chance.choice(INDICATORS + ["nobody"] * (chance.random() < 0.1)), "c1", f"{chance.choice(years)}FY", *entry(chance)] for _ in range(chance.randrange(1, 40))]


def csv_text(rows):
    return "\n".join(",".join(f'"{c}"' for c in row) for row in rows) + "\n"


def as_csv(chance, world, name):
    rows = long_rows(chance)
    if chance.random() < 0.2:
        rows.insert(0, ["meetings", "c1"])  # ragged
    return [world.write(name + ".csv", csv_text([HEAD, *rows]))]


def as_workbook(chance, world, name):
    path = world.dir / (name + ".xlsx")
    path.write_bytes(one_sheet([[c or None for c in row] for row in long_rows(chance)] + [[None, None, None, None]] * chance.randrange(3)))
    return [path]


def as_mapped(chance, world, name):
    rows = [["指標", *(str(2015 + y) for y in range(5))]]
    for indicator in chance.sample(INDICATORS, chance.randrange(1, 6)):
        rows.append([indicator, *(chance.choice(["", "", "-", str(chance.randrange(4)), "x"]) for _ in range(5))])
    return [world.write("mapping.xml", MAPPING), world.write(name + ".csv", csv_text(rows))]


def as_xml(chance, world, name):
    def one(row):
        if row[4]:
            return f'<missing indicator="{row[0]}" area="c1" period="{row[2]}" reason="{row[4].replace("秘匿", "suppressed")}"/>'
        return f'<obs indicator="{row[0]}" area="c1" period="{row[2]}" value="{row[3]}"/>'
    rows = [r for r in long_rows(chance) if r[3] or r[4]] or [["meetings", "c1", "2015FY", "1", ""]]
    text = ('<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true"><title xml:lang="en">FICTION</title>'
            '<area id="c1"><label xml:lang="ja">市</label></area>' + "".join(map(one, rows)) + "</values>")
    return [world.write(name + ".xml", text)]


KINDS = [as_csv, as_workbook, as_mapped, as_xml]


def totals_of(said):
    return {t["what"]: t for t in json.loads(said)["totals"]}


def add_up(t):
    assert t["read"] == t["added"] + t["revised"] + t["unchanged"] + t["refused"] + t["skipped"], t


def read_by_check(world, model, files):
    said = json.loads(world.run("check", model, *files, "--format", "json", rc=None).stdout)
    assert [d["kind"] for d in said["files"]] == ["model"] + ["mapping"] * (len(files) - 1) + ["values"], said["files"]
    read = [d for d in said["files"] if d["kind"] == "values"]
    return sum(d["read"] for d in read), sum(d["refused"] for d in read), sum(d.get("skipped", 0) for d in read)


def load(world, files, *more):
    return world.load(*files, "--accept-good", "--format", "json", *more, rc=None)


def one_seed(binary, seed):
    """Three loads into one store: the second meets what the first brought, the third may revise it."""
    chance = random.Random(seed)
    world = World(binary).make()
    world.load(MODEL)
    for step in range(3):
        kind = chance.choice(KINDS)
        files = kind(chance, world, f"v{step}")
        elements, refused, skipped = read_by_check(world, MODEL, files)
        done = load(world, files, *(["--revise", "--reason", "seed"] if step == 2 else []))
        if elements == 0 or not done.stdout:  # nothing in it, or a document that cannot be read
            assert done.returncode == 1, (seed, step, done.stderr)
            continue
        totals = totals_of(done.stdout)
        for t in totals.values():
            add_up(t)
        value = totals["value"]
        assert value["read"] == elements and value["skipped"] == skipped and value["refused"] >= refused, (seed, kind.__name__, value, elements, refused, skipped)
        assert step == 1 or value["refused"] == refused, (seed, value, refused)
    for row in world.sql("SELECT read, added + revised + unchanged + refused + skipped FROM load_count"):
        assert row[0] == row[1], (seed, row)
    world.close()


def test_random_documents(binary, seeds=60):
    for seed in range(seeds):
        one_seed(binary, seed)


def test_form(binary):
    """Every row of a form is counted, also of one that nobody has touched yet."""
    world = World(binary).make()
    world.load(CITY_MODEL, CITY / "values.xml")
    form = world.dir / "form.xlsx"
    world.run("form", CITY_MODEL, CITY / "values.xml", "--year", "2027", "--area", "mihon", "-o", form, lang="ja")
    rows = world.run("form", CITY_MODEL, CITY / "values.xml", "--year", "2027", "--area", "mihon", "-f", "csv", lang="ja").stdout.count("\n") - 1
    blank = totals_of(load(world, [form], "--dry-run").stdout)["value"]
    assert (blank["read"], blank["skipped"], blank["added"]) == (rows, rows, 0), blank
    keys = [("out-case-study-meetings", "2027年度"), ("out-training-meetings", "2027年度"), ("out-case-study-participants", "2027年度")]
    form.write_bytes(fill(form, {keys[0]: ("9", "", "", ""), keys[1]: ("-5", "", "", ""), keys[2]: ("", "まだない", "", "")}))
    half = totals_of(load(world, [form]).stdout)["value"]
    assert (half["read"], half["added"], half["refused"], half["skipped"]) == (rows, 2, 1, rows - 3), half
    assert world.sql("SELECT read, skipped FROM load_count WHERE load = 2 AND what = 'value'") == [(rows, rows - 3)]
    text = world.load(form, "--accept-good", "--dry-run", lang="ja").stdout
    assert any(line.split()[:7] == ["値", str(rows), "0", "0", "2", "1", str(rows - 3)] for line in text.split("\n")), text
    world.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    parser.add_argument("--seeds", type=int, default=60)
    options = parser.parse_args()
    tests = [lambda b: test_random_documents(b, options.seeds)]
    if b"libxlsxwriter" not in World(options.bin).run("form", MODEL, "--year", 2025, "--area", "c1", "-o", "x.xlsx", rc=None).stderr.encode():
        tests.append(test_form)
    failed = 0
    for test in tests:
        try:
            test(options.bin)
        except AssertionError as error:
            failed += 1
            print(f"{error}"[:1500])
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
