#!/usr/bin/env python3
"""years.py: ten yearly loads of the fictional city into one store, the way an office would: XML, one year from a CSV file of its own in CP932, two years
from the form of the program, filled in by a script and by LibreOffice. After each load everything that was printed before can be printed again.

    years.py --bin PATH [NAME…]        ends with "N passed, N failed"; the years by form are left out where the program has no workbooks, and
                                       LibreOffice is left out where it is not installed
"""
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

from store import CITY, MODEL, World, main, values_of, year_of
from workbooks import fill, xlsx

FIRST, LAST = 2016, 2025 # ten loads; the first brings 2015 as well
BY_CSV, BY_FORM, BY_OFFICE = 2019, 2022, 2024
REASONS = {"suppressed": "秘匿", "not-collected": "集計していない", "not-yet": "まだない", "not-applicable": "対象外", "lost": "失われた", "unknown": "不明"}
COLUMNS = ["indicator", "period", "value", "missing", "num", "den", "n", "se", "lower", "upper"]
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def rows_of(world, year=None):
    rows = world.sql(f"SELECT {', '.join(COLUMNS)} FROM current_values ORDER BY indicator, period_kind, period_index")
    return [r for r in rows if year is None or year_of(r[1]) == year]


def number(value):
    return "" if value is None else f"{value:.15g}"


# ---- a year in other clothes ----

def as_office_csv(world, year, rows):
    """The office's own table: names of its own, its own marks, CP932 as Excel saves it."""
    labels = {r[0]: r[1] for r in world.sql("SELECT name, label_ja FROM current_model WHERE kind = 'indicator'")}
    lines = ["令和元年度 在宅医療・介護連携推進事業 実績,,,,,,,", ",,,,,,,", "指標,時点,実績,分子,分母,回答者,下,上"]
    named = ""
    for i, r in enumerate(rows):
        row = dict(zip(COLUMNS, r))
        own = f"{labels[row['indicator']][:12]}{i}".replace(",", "、")
        named += f'<named is="indicator" as="{own}" id="{row["indicator"]}"/>'
        value = {"not-collected": "－", "not-yet": "未", "suppressed": "Ｘ", "lost": "紛失"}.get(row["missing"]) or number(row["value"])
        if row["value"] and row["value"] >= 1000 and row["value"] == int(row["value"]):
            value = f'"{int(row["value"]):,}"'
        lines.append(",".join([own, row["period"], value, *(number(row[c]) for c in ("num", "den", "n", "lower", "upper"))]))
    mapping = (f'<mapping xmlns="urn:logicmodel:mapping:1" version="1.0" numbers="jp" area="mihon" source="事務報告書 {year}"><table heading="3"/>'
               '<field is="indicator" heading="指標"/><field is="period" heading="時点"/><field is="value" heading="実績"/><field is="num" heading="分子"/>'
               '<field is="den" heading="分母"/><field is="n" heading="回答者"/><field is="lower" heading="下"/><field is="upper" heading="上"/>'
               '<mark as="－" reason="not-collected"/><mark as="未" reason="not-yet"/><mark as="Ｘ" reason="suppressed"/><mark as="紛失" reason="lost"/>'
               f"{named}</mapping>")
    path = world.dir / f"office-{year}.csv"
    path.write_bytes("\r\n".join(lines + [""]).encode("cp932"))
    return [world.write(f"mapping-{year}.xml", mapping), path]


def entries_of(world, form_csv, rows):
    """What a planner writes into which row of the form: value, reason, num, den; and into the columns of surveys and masks."""
    given = {r[0]: dict(zip(COLUMNS, r)) for r in rows}
    for line in csv.DictReader(io.StringIO(form_csv)):
        row = given.get(line["指標ID"])
        if row:
            yield (line["指標ID"], line["期間"]), (number(row["value"]), REASONS.get(row["missing"], ""), number(row["num"]), number(row["den"]),
                                                  *(number(row[c]) for c in ("n", "se", "lower", "upper")))


def blank_form(world, year):
    path = world.dir / f"form-{year}.xlsx"
    world.run("form", "--store", world.store, "--year", year, "--area", "mihon", "-o", path, lang="ja")
    return path, world.run("form", "--store", world.store, "--year", year, "--area", "mihon", "-f", "csv", lang="ja").stdout


def as_form(world, year, rows):
    path, blank = blank_form(world, year)
    path.write_bytes(fill(path, dict(entries_of(world, blank, rows)), "JKLMPQRS"))
    return [path]


# ---- LibreOffice ----

def convert(world, path, to):
    done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{world.dir}/office", "--convert-to", to, "--outdir", world.dir, path],
                          capture_output=True, text=True, timeout=240)
    made = path.with_suffix("." + to)
    assert made.exists(), done.stderr
    return made


def spread(row):
    """One element per cell: what stands for several equal ones is written out."""
    for cell in list(row):
        times = int(cell.attrib.pop(f"{{{TABLE}}}number-columns-repeated", "1"))
        at = list(row).index(cell)
        for _ in range(min(times, 40) - 1):
            row.insert(at, ET.fromstring(ET.tostring(cell)))


def cell_text(cell):
    return "".join("".join(p.itertext()) for p in cell.iter(f"{{{TEXT}}}p"))


def enter(cell, text):
    is_number = re.fullmatch(r"-?[0-9.]+", text)
    cell.set(f"{{{OFFICE}}}value-type", "float" if is_number else "string")
    if is_number:
        cell.set(f"{{{OFFICE}}}value", text)
    for old in list(cell):
        cell.remove(old)
    ET.SubElement(cell, f"{{{TEXT}}}p").text = text


def as_office_form(world, year, rows):
    """The form through LibreOffice: opened and saved as ODF, filled in there, opened and saved as XLSX."""
    path, blank = blank_form(world, year)
    entries = dict(entries_of(world, blank, rows))
    flat = convert(world, path, "fods")
    for _, (prefix, uri) in ET.iterparse(flat, events=["start-ns"]):
        ET.register_namespace(prefix, uri)
    tree = ET.parse(flat)
    sheet = next(t for t in tree.iter(f"{{{TABLE}}}table") if t.get(f"{{{TABLE}}}name") == "入力")
    filled = 0
    for row in sheet.iter(f"{{{TABLE}}}table-row"):
        spread(row)
        cells = [c for c in row if c.tag == f"{{{TABLE}}}table-cell"]
        entry = entries.get((cell_text(cells[2]), cell_text(cells[8]))) if len(cells) > 18 else None
        for at, text in zip((9, 10, 11, 12, 15, 16, 17, 18), entry or ()):
            if text:
                enter(cells[at], text)
        filled += entry is not None
    assert filled == len(entries), (filled, len(entries))
    done = world.dir / f"office-{year}.fods"
    tree.write(done, encoding="utf-8", xml_declaration=True)
    return [convert(world, done, "xlsx")]


def workbooks_there(world):
    return "libxlsxwriter" not in world.run("form", MODEL, "--year", 2025, "--area", "mihon", "-o", world.dir / "x.xlsx", rc=None).stderr


def reference(binary):
    whole = World(binary, "whole.store").make()
    whole.load(MODEL, CITY / "values.xml")
    return whole


def files_of(world, year, rows):
    forms = workbooks_there(world)
    if year == BY_CSV:
        return as_office_csv(world, year, rows)
    if year == BY_FORM and forms or year == BY_OFFICE and forms and not shutil.which("soffice"):
        return as_form(world, year, rows)
    if year == BY_OFFICE and forms:
        return as_office_form(world, year, rows)
    return [world.write(f"values-{year}.xml", values_of(year))]


# ---- what is asked after every load ----

QUESTIONS = [("assess", "--format", "json"), ("assess", "--format", "csv"), ("lag",), ("values", "--format", "csv"), ("targets", "--format", "csv")]


def answers(world, *more):
    return [world.ask(*question, *more, lang="ja") for question in QUESTIONS]


def check_totals(said):
    for t in json.loads(said)["totals"]:
        assert t["read"] == t["added"] + t["revised"] + t["unchanged"] + t["refused"] + t["skipped"], t


def ten_loads(binary):
    world, whole, printed = World(binary).make(), reference(binary), {}
    for year in range(FIRST, LAST + 1):
        world.year = year + 1
        more = [MODEL, CITY / "targets.xml", world.write("values-2015.xml", values_of(2015))] if year == FIRST else []
        rows = rows_of(whole, year)
        check_totals(world.load(*more, *files_of(world, year, rows), "--format", "json").stdout)
        assert rows_of(world, year) == rows, f"{year} is not what it should be"
        printed[year] = answers(world)
        for then, was in printed.items():
            assert answers(world, "--as-of", f"{then + 1}-04-01") == was, f"as of {then}, asked in {year}"
            assert answers(world, "--as-of", f"load:{then - FIRST + 1}") == was, f"as of the load of {then}, asked in {year}"
    assert rows_of(world) == rows_of(whole)
    whole.close()
    return world, printed


def test_ten_loads(binary):
    world, printed = ten_loads(binary)
    loads = world.json("history")["loads"]
    assert [row["load"] for row in loads] == list(range(1, 11)) and len(printed) == 10
    files = " ".join(row["files"] for row in loads)
    assert f"office-{BY_CSV}.csv" in files and (not workbooks_there(world) or f"form-{BY_FORM}.xlsx" in files and f"{BY_OFFICE}.xlsx" in files), files
    revise_value(world, printed)
    revise_target(world)
    world.close()


def edit(path, letter, indicator, text):
    """Another number in a cell that has one: the row of the indicator, and the bytes."""
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    shared = re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"].decode("utf-8"), re.S)
    sheet = parts["xl/worksheets/sheet1.xml"].decode("utf-8")
    at = re.search(rf'<c r="C(\d+)"[^>]*t="s"><v>{shared.index(indicator)}</v>', sheet).group(1)
    sheet, count = re.subn(rf'(<c r="{letter}{at}"[^>]*>)<v>[^<]*</v>', rf"\g<1><v>{text}</v>", sheet)
    assert count == 1, f"{letter}{at}"
    parts["xl/worksheets/sheet1.xml"] = sheet.encode("utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name, data)
    path.write_bytes(out.getvalue())
    return int(at)


def revise_value(world, printed):
    """A value of a year already loaded is corrected in the form of that year: the rest of the form is what the store has."""
    indicator, year = "out-training-meetings", 2025
    old = world.sql("SELECT value FROM current_values WHERE indicator = ? AND period = ?", indicator, f"{year}FY")[0][0]
    world.year = 2027
    if workbooks_there(world):
        path, _ = blank_form(world, year)
        same = json.loads(world.load(path, "--dry-run", "--format", "json").stdout)["totals"][-1]
        assert same["added"] == same["revised"] == same["refused"] == 0 and same["unchanged"] > 50, same
        at = edit(path, "J", indicator, f"{old - 3:g}")
        refused = world.load(path, rc=1, lang="ja").stderr
        element = f"value/{indicator}@mihon/{year}FY"
        assert unwrapped(f"{path.name}シート「入力」J{at}({element})") in unwrapped(refused) and f"ストアには {old:g}" in refused, refused
        assert unwrapped(f'{path.name}sheet"入力"J{at}({element})') in unwrapped(world.load(path, rc=1).stderr)
    else:
        text = values_of(year)
        path = world.write("recount.xml", re.sub(rf'(indicator="{indicator}".*?value=")[^"]*"', rf'\g<1>{old - 3:g}"', text, count=1, flags=re.S))
    world.load(path, "--revise", "--reason", "数え直し")
    history = [r for r in world.json("history", "--indicator", indicator, "--period", f"{year}FY")["rows"] if r["what"] == "value"]
    assert [(r["value"], r["since"], r["until"]) for r in history] == [(old, 10, 11), (old - 3, 11, None)], history
    assert history[1]["why"] == "数え直し"
    assert answers(world, "--as-of", "2026-12-31") == printed[LAST]
    said = world.json("why-changed", "--from", "2026-12-31")
    assert said["steps"]["revised-values"] >= 1 and not any(n for step, n in said["steps"].items() if step != "revised-values"), said["steps"]
    assert {v["indicator"] for v in said["verdicts"]} == {indicator}, said["verdicts"]


def revise_target(world):
    """The council decides on another target: what moves is told as a matter of targets, and the one before is still there."""
    text = (CITY / "targets.xml").read_text(encoding="utf-8")
    row = next(r for r in world.json("targets", "--tier", "2027")["rows"] if r["indicator"] == "admission-contact-rate")
    changed, count = re.subn(rf'(<target indicator="{row["indicator"]}" tier="2027"[^>]*\bvalue=")[^"]*"', r'\g<1>99"', text)
    assert count == 1
    before = answers(world)
    world.year = 2028
    assert "D907" in world.load(world.write("targets.xml", changed), rc=1).stderr
    world.load(world.dir / "targets.xml", "--revise", "--reason", "議会の議決")
    said = world.json("why-changed", "--from", "2027-12-31")
    assert said["steps"]["targets"] >= 1 and not any(n for step, n in said["steps"].items() if step != "targets"), said["steps"]
    assert {v["indicator"] for v in said["verdicts"]} == {row["indicator"]}, said["verdicts"]
    rows = world.json("history", "--indicator", row["indicator"], "--tier", "2027")["rows"]
    assert [r["value"] for r in rows] == [row["value"], 99] and rows[1]["why"] == "議会の議決", rows
    assert answers(world, "--as-of", "2027-12-31") == before
    both = world.json("why-changed", "--from", "2026-12-31")["steps"]
    assert both["targets"] >= 1 and both["revised-values"] >= 1, both


def test_slips_have_a_cell(binary):
    """Bad entries of a form are all told at once, each with sheet and cell, and nothing is loaded."""
    world = World(binary).make()
    if not workbooks_there(world):
        return
    world.load(MODEL, CITY / "targets.xml", CITY / "values.xml")
    path, blank = blank_form(world, 2026)
    keys = ["out-case-study-meetings", "out-case-study-participants", "admission-contact-rate", "out-training-meetings"]
    where = {line["指標ID"]: i for i, line in enumerate(csv.DictReader(io.StringIO(blank)), 6)}
    slips = {keys[0]: ("約10", "", "", ""), keys[1]: ("-4", "", "", ""), keys[2]: ("140", "", "", ""), keys[3]: ("3", "まだない", "", "")}
    path.write_bytes(fill(path, {(k, "2026年度"): v for k, v in slips.items()}))
    before = world.dump()
    said = world.load(path, rc=1, lang="ja").stderr
    for key, letter in zip(keys, "JJJK"):
        assert f"シート「入力」 {letter}{where[key]} " in said, (key, said)
    english = world.load(path, rc=1).stderr
    assert all(f"{letter}{where[key]}" in english for key, letter in zip(keys, "JJJK")), english
    assert world.dump() == before
    world.close()


def unwrapped(text):
    return re.sub(r"\s+", "", text)


def test_refused_values_have_a_cell(binary):
    """What the store refuses of a workbook is told with sheet and cell; where each year has a column, with sheet and row."""
    world = World(binary).make()
    if not workbooks_there(world):
        return
    world.load(MODEL, CITY / "values.xml")
    indicator = "out-training-meetings"
    element, earlier = (f"value/{indicator}@mihon/{year}FY" for year in (2025, 2024))
    long, wide = world.dir / "long.xlsx", world.dir / "wide.xlsx"
    long.write_bytes(xlsx([("年報", "visible", [["指標", "地域", "期間", "値"], [indicator, "mihon", "2025FY", 99]])]))
    wide.write_bytes(xlsx([("経年", "visible", [["指標", "2024FY", "2025FY"], [indicator, 98, 99]])]))
    mapping = world.write("mapping.xml", '<mapping xmlns="urn:logicmodel:mapping:1" version="1.0" area="mihon"><table heading="1"/>'
                          '<field is="indicator" heading="指標"/><periods from="B" to="C"/></mapping>')
    before = world.dump()
    for code, locked in (("D907", False), ("D908", True)):
        if locked:
            world.run("lock", "--store", world.store, "--who", "planner", "--period", "2025FY", "--reason", "reported")
            before = world.dump()
        for lang, sheet, row in (("ja", "シート「{}」", "行"), ("en", 'sheet "{}"', "row")):
            said = world.load(long, *(["--revise", "--reason", "x"] if locked else []), rc=1, lang=lang).stderr
            assert code in said and " 99\n" in said, said
            assert unwrapped(f"long.xlsx {sheet.format('年報')} D2 ({element})") in unwrapped(said), said
            said = world.load(mapping, wide, rc=1, lang=lang).stderr
            for path in (element, earlier):
                assert unwrapped(f"wide.xlsx {sheet.format('経年')} {row} 2 ({path})") in unwrapped(said), said
    assert world.dump() == before
    world.close()


if __name__ == "__main__":
    sys.exit(main(__doc__, globals()))
