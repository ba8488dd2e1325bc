"""report_workbook.py: the workbook of `logicmodel report`, read back without the library that wrote it: every part well-formed, names legal, strings
strings, numbers those of the JSON, every chart with its numbers beside it, the same bytes every time. With openpyxl, where it is installed, too.

  report_workbook.py --bin PATH      ends with "N passed, N failed"; 77 when the program was built without workbooks
"""
import argparse
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile

import spreadsheet
import tally

try:
    import openpyxl
except ImportError:
    openpyxl = None

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DESIGN = "models/design-map-2025-07-01.xml"
CITY = [DESIGN, "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml"]
REGION = ["fixtures/mihon-region/model.xml", "fixtures/mihon-region/values.xml", "fixtures/mihon-region/targets.xml"]
REPORTS = {"city": CITY, "national": [DESIGN, "fixtures/national/values.xml", "fixtures/national/targets.xml"], "nothing": [DESIGN],
           "table": ["models/nagakute-s12.xml"], "area": [*REGION, "--area", "kita"]}
NAMES = {"ja": ["目次", "判定一覧", "指標と時期", "値の推移", "グラフ", "足りないデータ", "つながり", "言葉の説明", "方法とデータ"],
         "en": ["Contents", "Verdicts", "Indicators by tier", "Values", "Charts", "Missing data", "Links", "Words", "Method and data"]}
HEAD, FIRST = 3, 4
MARKS = {"circle", "dash", "diamond", "dot", "none", "picture", "plus", "square", "star", "triangle", "x", "auto"}  # ST_MarkerStyle
WITHOUT = b"libxlsxwriter"
results = []


def tell(good, *what):
    results.append((" ".join(str(w) for w in what), bool(good)))


def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], cwd=ROOT, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def check_book(name, book, lang):
    names = [s.name for s in book.sheets]
    tell(names == NAMES[lang], name, "sheets", names)
    tell(len({n.lower() for n in names}) == len(names) and all(0 < len(n) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", n) for n in names), name, "names", names)
    for sheet in book.sheets:
        tell(not any(c.formula for c in sheet.cells.values()), name, sheet.name, "a formula")
        tell(all(math.isfinite(c.value) for c in sheet.cells.values() if c.number), name, sheet.name, "a number that is none")
        view = sheet.root.find(f"{spreadsheet.MAIN}sheetViews/{spreadsheet.MAIN}sheetView/{spreadsheet.MAIN}pane")
        tell(view is not None and view.get("state") == "frozen" and view.get("ySplit") == str(FIRST), name, sheet.name, "not frozen")
        setup = sheet.root.find(spreadsheet.MAIN + "pageSetup")
        tell(setup.get("orientation") == "landscape" and setup.get("paperSize") == "9", name, sheet.name, "A4 landscape")
        places = re.findall(r"'?([^'!]+)'?!", " ".join(filter(None, sheet.links())))
        tell(all(p in names for p in places), name, sheet.name, "leads nowhere", places)
    printed = [d.text for d in book.trees["xl/workbook.xml"].iter(spreadsheet.MAIN + "definedName") if d.get("name") == "_xlnm.Print_Titles"]
    tell(len(printed) == len(names) and all("$1:$4" in p for p in printed), name, "rows repeated in print", printed)


def check_notice(name, book, fictional):
    for sheet in book.sheets:
        said = sheet.cells.get((1, 0))
        tell((said is not None) == fictional, name, sheet.name, "notice", said and said.value)


def number(cell):
    return cell.value if cell is not None and cell.number else None


def same(cell, value):
    got = number(cell)
    return got is None if value is None else got is not None and abs(got - value) <= 1e-12 * max(abs(got), abs(value), 1)


def check_numbers(name, book, records, lang):
    rows = book.sheet(NAMES[lang][2]).rows(FIRST)
    tell(len(rows) == len(records), name, "rows", len(rows), "records", len(records))
    at = {6: "last_value", 9: "target", 10: "gap", 11: "pace_ratio", 12: "p_reach", 16: "baseline", 20: "achievement", 21: "elapsed", 22: "line_gap", 23: "slope",
          24: "slope_lo", 25: "slope_hi", 26: "trend_p", 28: "projected", 29: "pi50_lo", 30: "pi50_hi", 31: "pi80_lo", 32: "pi80_hi", 33: "pi95_lo",
          34: "pi95_hi", 36: "agree", 37: "methods", 38: "stability", 41: "n", 42: "suppressed"}
    for row, r in zip(rows, records):
        row = row + [None] * 50
        tell(row[0].value == r["label"] and row[1].value == r["tier"], name, row[0].value, r["label"])
        for column, field in at.items():
            tell(same(row[column], r[field]), name, r["indicator"], r["tier"], field, r[field], row[column] and row[column].value)


def check_charts(name, book, lang, records):
    sheet = book.sheet(NAMES[lang][4])
    heads = [r for (r, c), cell in sheet.cells.items() if c == 1 and cell.value in ("種別", "what")]
    tell(len(book.charts()) == len(heads), name, "charts", len(book.charts()), "tables", len(heads))
    contents = [link for link in book.sheets[0].links() if NAMES[lang][4] in link and not link.endswith("!A1")]
    tell(len(contents) == len(heads), name, "links to charts", len(contents))
    for chart in book.charts():
        for where, first_column, first, _, last in spreadsheet.ranges(chart):
            column = spreadsheet.place(first_column + "1")[1]
            tell(where == NAMES[lang][4] and column >= 1, name, "range", where)
            above = max((h for h in heads if h < int(first) - 1), default=None)
            below = min((h for h in heads if h > int(last or first) - 1), default=10 ** 9)
            tell(above is not None and int(last or first) - 1 < below, name, "a chart shows numbers of another", where, first, last)
        marks = {m.get("val") for m in chart.iter(spreadsheet.CHART + "symbol")}
        tell(marks <= MARKS, name, "marks that the format does not have", marks - MARKS)
        series = list(chart.iter(spreadsheet.CHART + "ser"))
        tell(series and all(s.find(spreadsheet.CHART + "tx") is not None for s in series), name, "a chart without named series")
    values = sum(1 for (r, c), cell in sheet.cells.items() if c == 1 and cell.value in ("目標", "target"))
    dated = [r for r in records if r["target"] is not None or r["target_kind"] == "range"]
    tell(values >= len(dated), name, "targets in charts", values, len(dated))


def check_outside(name, data, book):
    if openpyxl is None:
        return
    other = openpyxl.load_workbook(io.BytesIO(data))
    tell(other.sheetnames == [s.name for s in book.sheets], name, "openpyxl: sheets", other.sheetnames)
    for sheet in book.sheets:
        there = other[sheet.name]
        for (row, column), cell in list(sheet.cells.items())[:400]:
            tell(there.cell(row + 1, column + 1).value == cell.value or same(cell, there.cell(row + 1, column + 1).value), name, sheet.name, row, column)
    tell(sum(len(s._charts) for s in other.worksheets) in (0, len(book.charts())), name, "openpyxl: charts")


def check_report(binary, name, documents, lang):
    name = f"{name} {lang}:"
    code, data, err = run(binary, "report", *documents, "-f", "xlsx", "--lang", lang, "-q")
    tell(code == 0, name, err[:300])
    if code != 0:
        return
    book = spreadsheet.Workbook(data)
    code, out, err = run(binary, "assess", *documents, "-f", "json", "--lang", lang, "-q")
    answer = json.loads(out)
    tell(run(binary, "report", *documents, "-f", "xlsx", "--lang", lang, "-q")[1] == data, name, "other bytes the second time")
    check_book(name, book, lang)
    check_notice(name, book, answer["fictional"] or answer["illustration"])
    check_numbers(name, book, answer["records"], lang)
    check_charts(name, book, lang, answer["records"])
    check_outside(name, data, book)


def check_settings(binary):
    """Title and remarks of the settings; sheets by the parts they name, in their order."""
    settings = "fixtures/mihon-city/settings.xml"
    code, data, err = run(binary, "report", *CITY, settings, "-f", "xlsx", "--lang", "ja", "-q")
    tell(code == 0, "settings:", err[:300])
    book = spreadsheet.Workbook(data)
    tell([s.name for s in book.sheets] == ["目次", "判定一覧", "つながり", "指標と時期", "値の推移", "グラフ", "注記", "言葉の説明", "方法とデータ"], "settings: sheets", [s.name for s in book.sheets])
    said = {s.name: " ".join(str(c.value) for c in s.cells.values()) for s in book.sheets}
    tell(all("評価報告書【架空】" in text for text in said.values()), "settings: title")
    tell("第3回推進協議会 資料2 — 見本市 高齢者支援課(架空)" in said["目次"], "settings: subtitle, organisation")
    tell("2026年度に集計方法を見直す予定。" in said["注記"], "settings: remarks")
    code, data, err = run(binary, "report", *CITY, settings, "-f", "xlsx", "--lang", "en")
    tell("logo, paper" in err.decode(), "settings: what has no place", err)


HOSTILE = """<model xmlns='urn:logicmodel:model:1' version='1.0' id='h'><title xml:lang='en'>=1+1</title>
<tier id='t' level='final' due='2041-03-31'><label xml:lang='en'>@SUM(A1)</label></tier>
<scene id='s' certainty='stated'><label xml:lang='en'>=cmd|'/c calc'!A1</label></scene>
<outcome id='o' tier='t' scene='s' certainty='stated'><label xml:lang='en'>+1+1</label></outcome>
<indicator id='n' certainty='stated' direction='up' measure='count' basis='fiscal-year'><label xml:lang='en'>=HYPERLINK("http://x")%s</label>
<unit xml:lang='en'>=2</unit></indicator>
<link type='measured-by' from='outcome:o' to='indicator:n' certainty='stated'/></model>"""
VALUES = """<values xmlns='urn:logicmodel:values:1' version='1.0' area='a'><title xml:lang='en'>-</title><area id='a'><label xml:lang='en'>=A&amp;B</label></area>
<obs indicator='n' period='2020FY' value='1'/><obs indicator='n' period='2021FY' value='2'/></values>"""


def check_hostile(binary):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, "=m.xml"), os.path.join(folder, "v.xml")]
        for path, text in zip(paths, (HOSTILE.replace("%s", "x" * 40000), VALUES)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        code, data, err = run(binary, "report", *paths, "-f", "xlsx", "--lang", "en", "-q")
        tell(code == 0, "hostile", err[:300])
        if code != 0:
            return
        book = spreadsheet.Workbook(data)
        check_book("hostile", book, "en")
        texts = [c.value for s in book.sheets for c in s.cells.values() if not c.number]
        tell(any(t.startswith("=HYPERLINK") for t in texts) and all(len(t) <= 32767 for t in texts), "hostile: texts")
        charts = [part for part in book.parts if "charts/chart" in part]
        tell(len(charts) == 1, "hostile: charts", charts)
        for chart in book.charts():
            names = [f.text for f in chart.iter(spreadsheet.CHART + "f")]
            tell(all(re.match(r"'?Charts'?!\$", n) for n in names), "hostile: a name taken for a formula", names)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    if WITHOUT in run(binary, "report", DESIGN, "-f", "xlsx", "-q", "--lang", "en")[2]:
        return 77
    for name, documents in REPORTS.items():
        for lang in NAMES:
            check_report(binary, name, documents, lang)
    check_hostile(binary)
    check_settings(binary)
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
