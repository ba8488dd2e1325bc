"""rounding.py: no printed number contradicts what stands beside it, over series generated with fixed seeds: values next to their target or to a
natural limit, slopes next to nothing, paces next to a threshold.

  python3 test/rounding.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"
"""
import argparse
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import spreadsheet
import tally

SEEDS = [1, 2, 3]
INDICATORS = 120
MARKS = (0.0, 0.60, 0.95, 1.0)  # thresholds of the verdicts
WELL = ("achieved", "achieved-slipping")
results = []
NEGATIVE_ZERO = re.compile(r"(?<![\d.,\w-])[-−]0(?:\.0+)?(?![\d.])")


def tell(good, *what):
    results.append((" ".join(str(w) for w in what), bool(good)))


# ---- documents ----

def indicator(i, dice):
    kind = dice.choice(["share", "count", "rate"])
    decimals = dice.choice(["", ' decimals="0"', ' decimals="1"', ' decimals="2"']) if kind != "count" else ' decimals="0"'
    up = dice.random() < 0.6
    limits = ' lower="0" upper="100"' if kind == "share" else ' lower="0"'
    unit = {"share": "%", "count": "件", "rate": "人"}[kind]
    text = f"""<indicator id="i{i}" certainty="stated" direction="{'up' if up else 'down'}" measure="{'proportion' if kind == 'share' else kind}"
  basis="fiscal-year"{decimals}{limits}><label xml:lang="ja">指標{i}</label><label xml:lang="en">Indicator {i}</label><unit xml:lang="ja">{unit}</unit>
  <unit xml:lang="en">{unit}</unit></indicator>"""
    return text, kind, up


def series(kind, up, dice):
    """Values of nine years and a target such that something nearly holds."""
    target = {"share": dice.choice([100, 80, 62.5, 99.9, 1, 0]), "count": dice.choice([200, 1000, 12, 3]), "rate": dice.choice([4.5, 250, 0.8, 1])}[kind]
    step = dice.choice([0.0004, 0.003, 0.04, 0.3, 1, 2.5])
    near = dice.choice([0, 1e-6, 0.0004, 0.04, 0.049, 0.3, 0.5, 1, 3]) * dice.choice([1, 1, 1, -1])
    last = target - near if up else target + near
    pace = dice.choice([0, 0.001, 0.55, 0.5999, 0.6, 0.9, 0.9499, 0.949, 0.95, 0.999, 1, 1.2, -0.002, -0.3])
    slope = dice.choice([pace * (target - last) / 3, step, -step])  # the due year is three years away
    noise = dice.choice([0, 0, abs(near) / 7, step / 5])
    values = [last - slope * (8 - k) + (dice.uniform(-noise, noise) if k < 8 else 0) for k in range(9)]
    if kind == "share":
        values = [min(max(v, 0), 100) for v in values]
    else:
        values = [max(v, 0) for v in values]
    return values, target


def number(value):
    return ("%.8f" % value).rstrip("0").rstrip(".")


def write(folder, seed):
    dice = random.Random(seed)
    model, values, targets = [], [], []
    for i in range(INDICATORS):
        text, kind, up = indicator(i, dice)
        numbers, target = series(kind, up, dice)
        model.append(text)
        for year, value in zip(range(2016, 2025), numbers):
            values.append(f'<obs indicator="i{i}" period="{year}FY" value="{number(value)}"/>')
        # a baseline on the worse side, so that the target is one
        baseline = max(target - 7, 0) if up else min(target + 7, 100) if kind == "share" else target + 7
        if baseline != target:
            targets.append(f'<baseline indicator="i{i}" period="2015FY" value="{number(baseline)}"/>')
        targets.append(f'<target indicator="i{i}" tier="t" kind="value" value="{number(target)}"/>')
    links = "".join(f'<link type="measured-by" from="outcome:o" to="indicator:i{i}" certainty="stated"/>' for i in range(INDICATORS))
    area = '<area id="a"><label xml:lang="ja">甲</label><label xml:lang="en">A</label></area>'
    title = '<title xml:lang="ja">題</title><title xml:lang="en">Title</title>'
    documents = {
        "model.xml": f"""<model xmlns="urn:logicmodel:model:1" version="1.0" id="m">{title}
<tier id="t" level="final" due="2028-03-31"><label xml:lang="ja">2027</label><label xml:lang="en">2027</label></tier>
<outcome id="o" tier="t" certainty="stated"><label xml:lang="ja">成果</label><label xml:lang="en">Outcome</label></outcome>
{"".join(model)}{links}</model>""",
        "values.xml": f'<values xmlns="urn:logicmodel:values:1" version="1.0" area="a">{title}{area}{"".join(values)}</values>',
        "targets.xml": f'<targets xmlns="urn:logicmodel:targets:1" version="1.0" area="a">{title}{area}{"".join(targets)}</targets>',
    }
    for name, text in documents.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return [os.path.join(folder, name) for name in documents]


# ---- what is printed ----

def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows_of(article, style):
    table = re.search(rf'<table class="{style}">.*?</table>', article, re.S)
    body = table.group(0).split("<tbody>")[1] if table else ""
    clean = lambda cell: html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
    return [[clean(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]


def figure(text):
    found = re.match(r"-?[\d,]+(?:\.\d+)?", text)
    return float(found.group(0).replace(",", "")) if found else None


def near(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-12)


def check_record(name, r, values, row):
    """row: tier, verdict, target, achievement, pace, chance, slope, needed, projected, …"""
    target, share, pace, slope, needed, projected = row[2], row[3], row[4], row[6], row[7], row[8]
    met = r["point_status"] in WELL
    last = values[-1][1]
    if not met:
        tell(figure(last) != figure(target), name, "not reached, but printed", last, "beside the target", target)
        tell(r["achievement"] is None or share != "100%", name, "not reached, but 100%", r["achievement"])
        tell(figure(needed) not in (None, 0.0), name, "not reached, but needs", needed)
    else:
        tell(needed == "", name, "reached, but needs", needed)
    if r["achievement"] is not None and abs(r["achievement"]) > 1e-9:
        tell(figure(share) != 0, name, "share", r["achievement"], "printed", share)
    if r["pace_ratio"] is not None:
        for mark in MARKS:
            same = near(r["pace_ratio"], mark) or abs(r["pace_ratio"] - mark) < 1e-9
            tell(same or (figure(pace) < mark) == (r["pace_ratio"] < mark), name, "pace", r["pace_ratio"], "printed", pace)
        tell(r["pace_ratio"] >= 0.95 - 1e-9 or figure(slope) != figure(needed), name, "too slow, but", slope, "of", needed)
    if r["projected"] is not None and not near(r["projected"], r["target"]):
        tell(figure(projected) != figure(target), name, "projected", r["projected"], "printed", projected)
    if r["status"] in ("away", "achieved-slipping"):
        tell(figure(slope) != 0, name, r["status"], "with slope", slope)
    for _, text, *_ in values:
        tell(figure(text) != 100 or not text.endswith("%") or any(near(v, 100) for v in r["values"] if abs(v - 100) < 1), name, "a value printed", text)


def check_classes(name, records, printed):
    """Equal paces on paper, equal classes."""
    classes = {}
    for r, pace in zip(records, printed):
        if r["pace_ratio"] is not None:
            classes.setdefault(pace, set()).add("away" if r["point_status"] == "away" else r["point_status"])
    for pace, of in classes.items():
        tell(len(of) == 1, name, "pace", pace, "means", sorted(of))


def check_workbook(binary, documents, lang, name, records):
    """The same of the workbook, as a spreadsheet prints its numbers."""
    done = subprocess.run([binary, "report", *documents, "-f", "xlsx", "--lang", lang, "-q"], capture_output=True, check=False)
    if b"libxlsxwriter" in done.stderr:
        return
    tell(done.returncode == 0, name, done.stderr[:300])
    book = spreadsheet.Workbook(done.stdout)
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            tell(not NEGATIVE_ZERO.search(str(cell.shown())), name, sheet.name, row, column, "negative zero")
    paces = []
    for i, (r, row) in enumerate(zip(records, book.sheets[2].rows(4))):
        shown = [c.shown() if c else "" for c in row] + [""] * 50
        # last, target, achievement, pace, slope, needed, projected
        values = [["", shown[6]]]
        check_record(f"{name} i{i} {r['point_status']}:", r, values, ["", "", shown[9], shown[20], shown[11], "", shown[23], shown[27], shown[28]])
        met = r["point_status"] in WELL
        tell(r["gap"] is None or abs(r["gap"]) < 1e-12 or figure(shown[10]) != 0, name, i, "gap", r["gap"], "printed", shown[10], met)
        paces.append(shown[11])
    check_classes(name, records, paces)


def check_seed(binary, folder, seed):
    documents = write(folder, seed)
    code, out, err = run(binary, "assess", *documents, "-f", "json", "-q")
    tell(code == 0, "assess", seed, err[:1500])
    if code != 0:
        return
    records = json.loads(out)["records"]
    tell(len(records) == INDICATORS, "records", len(records))
    for lang in ("ja", "en"):
        code, page, err = run(binary, "report", *documents, "--lang", lang, "-q")
        tell(code == 0, "report", seed, err[:1500])
        articles = re.findall(r'<article[^>]*class="indicator".*?</article>', page, re.S)
        paces = []
        for i, (r, article) in enumerate(zip(records, articles)):
            row, values = rows_of(article, "verdicts")[0], rows_of(article, "values")
            r["values"] = [figure(v[1]) for v in values]
            check_record(f"seed {seed} {lang} i{i} {r['point_status']}:", r, values, row)
            paces.append(row[4])
        check_classes(f"seed {seed} {lang}", records, paces)
        check_workbook(binary, documents, lang, f"seed {seed} {lang} workbook", records)
        words = html.unescape(re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", page, flags=re.S))
        tell(not NEGATIVE_ZERO.search(words), f"seed {seed} {lang} html: negative zero", NEGATIVE_ZERO.findall(words)[:3])
        for command in (["assess", "--all"], ["lag", "--all"], ["assess", "--table", "steps"]):
            code, text, err = run(binary, command[0], *documents, *command[1:], "--lang", lang, "-q")
            tell(code == 0 and not NEGATIVE_ZERO.search(text), f"seed {seed} {lang}", command, "negative zero", NEGATIVE_ZERO.findall(text)[:3])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            check_seed(binary, folder, seed)
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
