"""form_mishaps.py: what happens to a form on the desk of somebody who fills it in. Every mishap is done to a form that the program made, as XLSX in its own
XML and as ODS with the same cells; it is told at its cell with its code, nothing else is told, nothing is loaded of it unless the rest is asked for,
and read = added + revised + unchanged + refused + skipped.

    form_mishaps.py --bin PATH     ends with "N passed, N failed"; 77 when the program was built without workbooks
"""
import argparse
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, unescape

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "fixtures" / "bad" / "model.xml"
AREAS = ('<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true"><area id="c1"><label xml:lang="ja">一の市</label></area>'
         '<area id="c2"><label xml:lang="ja">二の市</label></area></values>')
ENTRIES = {"meetings": "12", "learnt": "60.5", "acting": "40", "alone": "30", "people": "1000"}
ROWS = len(ENTRIES)
ODS_NAMES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text", "style"))


# ---- cells: (kind, what it holds, what is shown of it) ----

def number(n):
    return "number", n, n


def text(t):
    return "text", t, t


def error(name, formula="1/0"):
    return "error", name, formula


def date(serial, day):
    return "date", serial, day


def boolean(is_true):
    return "boolean", "1" if is_true else "0", "TRUE" if is_true else "FALSE"


def formula(of, result):
    return "formula", of, result


def xlsx_cell(name, cell, date_style):
    kind, holds, shown = cell
    if kind == "date":
        return f'<c r="{name}" s="{date_style}"><v>{holds}</v></c>'
    if kind == "error":
        return f'<c r="{name}" t="e"><f>{shown}</f><v>{holds}</v></c>'
    if kind == "boolean":
        return f'<c r="{name}" t="b"><v>{holds}</v></c>'
    if kind == "formula":
        return f'<c r="{name}"><f>{holds}</f>' + (f"<v>{shown}</v>" if shown else "") + "</c>"
    if kind == "number":
        return f'<c r="{name}"><v>{holds}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(holds)}</t></is></c>'


def ods_cell(cell, more=""):
    kind, holds, shown = cell
    paragraph = f"<text:p>{escape(shown)}</text:p>"
    kinds = {
        "number": f'office:value-type="float" office:value="{escape(holds)}"',
        "date": f'office:value-type="date" office:date-value="{shown}"',
        "error": f'table:formula="of:={shown}" office:value-type="string" office:string-value="" calcext:value-type="error"',
        "boolean": f'office:value-type="boolean" office:boolean-value="{shown.lower()}"',
        "formula": f'table:formula="of:={holds}"' + (f' office:value-type="float" office:value="{shown}"' if shown else ""),
        "text": 'office:value-type="string"',
    }
    if kind == "error":
        paragraph = f"<text:p>{escape(holds)}</text:p>"
    return f"<table:table-cell {kinds[kind]} {more}>{paragraph if shown else ''}</table:table-cell>"


def column_number(letters):
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n


# ---- the form ----

class Sheet:
    def __init__(self, name, hidden, rows):
        self.name, self.hidden, self.rows = name, hidden, rows
        self.hidden_rows, self.merged = set(), []

    def row_of(self, indicator):
        return next(n for n, row in self.rows.items() if row.get("C", text(""))[1] == indicator)

    def set(self, name, cell):
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
        if cell is None:
            self.rows[int(row)].pop(letters, None)
        else:
            self.rows.setdefault(int(row), {})[letters] = cell

    def move(self, order):
        """Rows of the table in another order, or fewer or more of them: order has row numbers, None for an empty row."""
        first = min(n for n, row in self.rows.items() if row.get("C", text(""))[1] in ENTRIES)
        table = {n: row for n, row in self.rows.items() if n >= first}
        self.rows = {n: row for n, row in self.rows.items() if n < first}
        for at, number_before in enumerate(order, first):
            if number_before is not None:
                self.rows[at] = dict(table[number_before])

    def push_down(self, by):
        self.rows = {n + by: row for n, row in self.rows.items()}


class Form:
    """The sheets of a form as the program wrote it, with the rest of its parts."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            self.parts = {n: z.read(n) for n in z.namelist()}
        self.shared = [unescape(t) for t in re.findall(r"<si><t[^>]*>(.*?)</t></si>", self.part("xl/sharedStrings.xml"), re.S)]
        listed = re.findall(r'<sheet name="([^"]*)"([^/]*)/>', self.part("xl/workbook.xml"))
        self.sheets = [Sheet(unescape(name), "hidden" in more, self.read(i)) for i, (name, more) in enumerate(listed, 1)]
        self.input, self.marks = self.sheets[0], self.sheets[2]

    def part(self, name):
        return self.parts[name].decode("utf-8")

    def read(self, index):
        rows = {}
        for at, inside in re.findall(r'<row r="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', self.part(f"xl/worksheets/sheet{index}.xml"), re.S):
            for letters, more, value in re.findall(r'<c r="([A-Z]+)\d+"([^>/]*)>(?:<f>.*?</f>)?<v>(.*?)</v></c>', inside):
                rows.setdefault(int(at), {})[letters] = text(self.shared[int(value)]) if 't="s"' in more else number(value)
        return rows

    def mark(self, key, says):
        for row in self.marks.rows.values():
            if row["A"][1] == key:
                row["B"] = text(says)

    def xlsx(self):
        """The parts as they were, with the cells and names of the sheets put anew."""
        parts = dict(self.parts)
        styles = self.part("xl/styles.xml")
        count = int(re.search(r'<cellXfs count="(\d+)"', styles).group(1))
        parts["xl/styles.xml"] = styles.replace("</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs>').encode()
        names = self.part("xl/workbook.xml")
        for i, sheet in enumerate(self.sheets, 1):
            part = f"xl/worksheets/sheet{i}.xml"
            rows = "".join(self.xlsx_row(n, row, n in sheet.hidden_rows, count) for n, row in sorted(sheet.rows.items()))
            body = re.sub(r"<sheetData>.*</sheetData>|<sheetData/>", lambda _, rows=rows: f"<sheetData>{rows}</sheetData>", self.part(part), flags=re.S)
            if sheet.merged:
                merged = "".join(f'<mergeCell ref="{m}"/>' for m in sheet.merged)
                body = re.sub("(</sheetData>(?:<sheetProtection[^>]*/>)?)", rf'\1<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>', body)
            parts[part] = body.encode("utf-8")
            old = re.findall(r'<sheet name="([^"]*)"', self.part("xl/workbook.xml"))[i - 1]
            names = names.replace(f'name="{old}" sheetId="{i}"', f'name="{escape(sheet.name)}" sheetId="{i}"')
        parts["xl/workbook.xml"] = names.encode("utf-8")
        return zipped(parts)

    @staticmethod
    def xlsx_row(n, row, hidden, date_style):
        cells = "".join(xlsx_cell(f"{c}{n}", cell, date_style) for c, cell in sorted(row.items(), key=lambda item: column_number(item[0])))
        return f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{cells}</row>'

    def ods(self):
        tables = "".join(self.ods_table(sheet) for sheet in self.sheets)
        content = (f'<office:document-content {ODS_NAMES} xmlns:calcext="urn:calcext"><office:automatic-styles><style:style style:name="off" style:family="table">'
                   f'<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}'
                   "</office:spreadsheet></office:body></office:document-content>")
        return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode("utf-8")})

    @staticmethod
    def ods_table(sheet):
        spans, covered = {}, set()
        for merged in sheet.merged:
            (c0, r0), (c1, r1) = (re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in merged.split(":"))
            at = [(n, c) for n in range(int(r0), int(r1) + 1) for c in range(column_number(c0), column_number(c1) + 1)]
            spans[at[0]] = f'table:number-rows-spanned="{int(r1) - int(r0) + 1}" table:number-columns-spanned="{column_number(c1) - column_number(c0) + 1}"'
            covered.update(at[1:])
        out = []
        for n in range(1, max(sheet.rows, default=0) + 1):
            cells = {column_number(c): cell for c, cell in sheet.rows.get(n, {}).items()}
            row = ""
            for c in range(1, max(cells, default=0) + 1):
                one = ods_cell(cells[c], spans.get((n, c), "")) if c in cells else "<table:table-cell/>"
                row += one.replace("table:table-cell", "table:covered-table-cell") if (n, c) in covered else one
            out.append(f'<table:table-row{" table:visibility=" + chr(34) + "collapse" + chr(34) if n in sheet.hidden_rows else ""}>{row}</table:table-row>')
        style = ' table:style-name="off"' if sheet.hidden else ""
        return f'<table:table table:name="{escape(sheet.name)}"{style}>{"".join(out)}</table:table>'


def zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


# ---- the mishaps ----

class Mishap:
    """do: done to the form. want: (code, cell) of every finding in order; None: any, one of them an error. refused, skipped, added: rows. whole: the workbook
    is refused as a whole. only: a format in which alone it can be done here."""

    def __init__(self, name, do, want, refused=0, skipped=0, added=None, whole=False, only=None):
        self.name, self.do, self.want, self.refused, self.skipped, self.whole, self.only = name, do, want, refused, skipped, whole, only
        self.added = ROWS - refused - skipped if added is None else added


def put(**cells):
    """Cells of the input sheet, in a dictionary by name."""
    def do(form):
        for name, cell in cells.items():
            form.input.set(name, cell)
    return do


def rows(*order):
    return lambda form: form.input.move(order)


def renamed(form):
    form.input.name = "入力 済"


def marks_gone(form):
    form.marks.name = "x"


def merged(form):
    form.input.merged = ["J7:J8"]
    form.input.set("J8", None)


def hidden(form):
    form.input.hidden_rows = {7}


def both(*dos):
    def do(form):
        for one in dos:
            one(form)
    return do


def mark(key, says):
    return lambda form: form.mark(key, says)


def pushed_down(form):
    form.input.push_down(1)


# The rows are 6 meetings, 7 learnt, 8 acting, 9 alone, 10 people; J value, K reason, L and M numerator and denominator, N source, O note, R lower.
MISHAPS = [
    Mishap("nothing", lambda form: None, []),
    # numbers that are none
    Mishap("a number too large for any computer", put(J6=number("1e400")), [("C841", "J6")], refused=1),
    Mishap("a number that is a word", put(J7=number("abc")), [("C841", "J7")], refused=1),
    Mishap("NaN and infinity", put(J7=number("NaN"), L8=number("INF")), [("C841", "J7"), ("C841", "L8")], refused=2),
    Mishap("digits with commas, kept as a number", put(J9=number("1,234")), [("C841", "J9")], refused=1),
    Mishap("many at once", put(J6=number("1e400"), J7=error("#REF!"), J8=text("約40"), J9=boolean(True), J10=number("-5")),
           [("C841", "J6"), ("C829", "J7"), ("S205", "J8"), ("S205", "J9"), ("V411", "J10")], refused=5),
    Mishap("an impossible number where nothing is read", put(F6=number("1e400")), []),
    # formulas
    Mishap("a formula", put(J6=formula("6+6", "12")), [("C828", "J6")]),
    Mishap("a formula not computed", put(J6=formula("6+6", "")), [("C835", "J6")], refused=1),
    Mishap("#REF!", put(J6=error("#REF!")), [("C829", "J6")], refused=1),
    Mishap("#DIV/0!", put(J8=error("#DIV/0!"), M8=error("#DIV/0!")), [("C829", "J8"), ("C829", "M8")], refused=1),
    Mishap("an error where the name of the error is typed", put(J8=text("#N/A")), [("S205", "J8")], refused=1),
    Mishap("an error in the source", put(N6=error("#REF!")), [("C829", "N6")], refused=1),
    Mishap("an error in the note", put(O6=error("#NAME?")), [("C829", "O6")], refused=1),
    Mishap("an error in the reason", put(J6=None, K6=error("#N/A")), [("C829", "K6")], refused=1),
    Mishap("an error in the status", put(T6=error("#N/A")), [("C829", "T6")], refused=1),
    Mishap("an error in the indicator", put(C6=error("#REF!")), [("C829", "C6")], refused=1),
    Mishap("an error in the period", put(I6=error("#REF!")), [("C829", "I6")], refused=1),
    # other kinds of cells
    Mishap("a date", put(J6=date("45717", "2025-03-01")), [("S205", "J6")], refused=1),
    Mishap("a date where the period stands", put(I6=date("45717", "2025-03-01")), [("V417", "I6")]),
    Mishap("a boolean", put(J6=boolean(False)), [("S205", "J6")], refused=1),
    Mishap("a number as text", put(J6=text(" 12 "), J10=text("１，０００")), []),
    Mishap("a number with its unit", put(J7=text("60.5%"), J10=text("1,000人")), []),
    Mishap("a number with another unit", put(J10=text("1,000世帯")), [("S205", "J10")], refused=1),
    Mishap("a text", put(J6=text("未定")), [("S205", "J6")], refused=1),
    Mishap("a mark", put(J6=text("-"), J8=text("…")), [("S205", "J6"), ("S205", "J8")], refused=2),
    Mishap("a number out of its limits", put(J7=number("605")), [("V411", "J7")], refused=1),
    # value and reason
    Mishap("a value and a reason", put(K6=text("秘匿")), [("C824", "K6")], refused=1),
    Mishap("a reason", put(J6=None, K6=text("秘匿")), []),
    Mishap("a reason in other words", put(J6=None, K6=text("わからない")), [("C814", "K6")], refused=1),
    Mishap("neither", put(J6=None), [], skipped=1),
    Mishap("neither, but numerator and denominator", put(J7=None, L7=number("121"), M7=number("200")), [("C825", "J7")], refused=1),
    # rows
    Mishap("sorted", rows(10, 8, 6, 9, 7), []),
    Mishap("a row deleted", rows(6, 7, 9, 10), [], added=4),
    Mishap("a row inserted", rows(6, None, 7, 8, 9, 10), []),
    Mishap("a row inserted above the heading", pushed_down, []),
    Mishap("a row twice", rows(6, 6, 7, 8, 9, 10), [("V415", "J7")], refused=1, added=5),
    Mishap("hidden rows", hidden, []),
    Mishap("a value below the table", put(J12=number("5")), [("C812", "C12"), ("C812", "I12")], refused=1, added=5),
    Mishap("a note below the table", put(A12=text("※ 速報")), []),
    Mishap("an indicator of another name", put(C6=text("meeting")), [("V401", "C6")], refused=1),
    Mishap("no period", put(I6=None), [("C812", "I6")], refused=1),
    Mishap("merged cells", merged, [], skipped=1),
    # cells beyond the table
    Mishap("a value right of the table", put(J6=None, Y6=number("12")), [("C843", "Y6")], skipped=1),
    Mishap("a column of one's own", put(X5=text("確認")), [("C811", "X5")]),
    # sheets
    Mishap("the sheet renamed", renamed, [("C833", "")], whole=True),
    Mishap("the sheet deleted", lambda form: form.sheets.remove(form.input), [("C833", "")], whole=True, only="ods"),
    Mishap("the hidden sheet gone", marks_gone, None, whole=True),
    Mishap("another sheet", lambda form: form.sheets.append(Sheet("控え", False, {1: {"A": text("控え")}})), [], only="ods"),
    # another form
    Mishap("a form of a later program", mark("logicmodel-form", "2"), [("C842", "")], whole=True),
    Mishap("a form of another model", mark("model", "design-map-2025-07-01"), [("C834", "")], whole=True),
    Mishap("a form of another area", both(mark("area", "c2"), mark("area-name", "二の市")), []),
    Mishap("a form of an area nobody knows", both(mark("area", "c9"), mark("area-name", "九の市")), [("C827", "")] * 1),
    Mishap("a form of another year", lambda form: [form.input.set(f"I{n}", text("2019年度")) for n in range(6, 11)], []),
]


# What a person reads of a few, in both languages.
TEXTS = [
    (put(J7=number("1e400")), {"ja": ["シート「入力」 J7 (値)", "書かれた値: 1e400", "数値として保存されているセルですが", "対処: 値を入力し直して"],
                               "en": ['sheet "入力" J7 (値)', "as given: 1e400", "none that can be computed", "fix: enter the value again"]}),
    (put(J9=date("45717", "2025-03-01")), {"ja": ["シート「入力」 J9 (値)", "書かれた値: 2025-03-01", "セルの中身は日付です"],
                                           "en": ['sheet "入力" J9 (値)', "as given: 2025-03-01", "the cell holds a date"]}),
    (put(O6=error("#REF!")), {"ja": ["シート「入力」 O6 (注記)", "セルがエラー #REF! を表示しています"], "en": ['sheet "入力" O6 (注記)', "the cell shows the error #REF!"]}),
    (put(Y6=number("3")), {"ja": ["シート「入力」 Y6", "入力表の列の外です"], "en": ['sheet "入力" Y6', "beyond the columns of the form"]}),
    (renamed, {"ja": ["読むべきシート「入力」がありません"], "en": ["there is no sheet 入力 to read"]}),
]


# ---- running ----

class Desk:
    def __init__(self, program):
        self.program = str(Path(program).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="mishaps-"))
        self.areas = self.folder / "areas.xml"
        self.areas.write_text(AREAS, encoding="utf-8")
        self.empty = self.folder / "empty.store"

    def run(self, *args):
        return subprocess.run([self.program, *map(str, args)], capture_output=True, text=True, cwd=self.folder, timeout=60)

    def form(self, model, *more):
        path = self.folder / "form.xlsx"
        done = self.run("form", model, *more, "--year", 2025, "--lang", "ja", "--output", path)
        if "libxlsxwriter" in done.stderr:
            return None
        assert done.returncode == 0, done.stderr
        return Form(path)

    def filled(self):
        form = self.form(MODEL, self.areas, "--area", "c1")
        for indicator, value in ENTRIES.items():
            form.input.set(f"J{form.input.row_of(indicator)}", number(value))
        return form

    def store(self):
        if not self.empty.exists():
            done = self.run("init", "--store", self.empty)
            assert done.returncode == 0, done.stderr
            done = self.run("load", "--store", self.empty, MODEL, self.areas)
            assert done.returncode == 0, done.stderr
        shutil.copy(self.empty, self.folder / "s.store")
        return self.folder / "s.store"


def dump(store):
    base = sqlite3.connect(store)
    try:
        return "\n".join(base.iterdump())
    finally:
        base.close()


def cell_of(finding):
    found = re.search(r"cell\[@at='(\w+)'\]", finding.get("path") or "")
    return found.group(1) if found else ""


def told(desk, path):
    done = desk.run("check", MODEL, desk.areas, path, "--all", "-f", "json", "--lang", "en")
    said = json.loads(done.stdout)
    mine = [f for f in said["findings"] if f.get("file") == str(path)]
    return done.returncode, mine, next((d for d in said["files"] if d["file"] == str(path)), None)


def check_findings(desk, mishap, path):
    """What check says: the codes and cells and no other, each with its sheet, rule and fix; all of the rows are in the totals."""
    code, findings, total = told(desk, path)
    errors = [f for f in findings if f["severity"] == "error"]
    got = [(f["code"], cell_of(f)) for f in findings]
    assert got == mishap.want if mishap.want is not None else errors, [(f["code"], f["path"], f["value"], f["rule"]) for f in findings]
    assert code == (1 if errors else 0), code
    for f in findings:
        assert not cell_of(f) or "sheet[@name='入力']" in f["path"], f
        assert f["rule"] and f["fix"], f
    if mishap.whole:
        return
    assert total["read"] == total["accepted"] + total["missing"] + total["refused"] + total.get("skipped", 0), total
    assert (total["refused"], total.get("skipped", 0), total["accepted"] + total["missing"]) == (mishap.refused, mishap.skipped, mishap.added), total


def check_load(desk, mishap, path):
    """What load does: all or nothing; with --accept-good the rest, and the totals add up."""
    errors = mishap.refused or mishap.whole
    store = desk.store()
    before = dump(store)
    done = desk.run("load", "--store", store, path, "-f", "json")
    assert done.returncode == (1 if errors else 0), (done.returncode, done.stderr)
    assert (dump(store) == before) == bool(errors), "half loaded"
    store = desk.store()
    done = desk.run("load", "--store", store, path, "-f", "json", "--accept-good")
    if mishap.whole:
        assert done.returncode == 1 and dump(store) == before, "loaded of what was refused as a whole"
        return
    assert done.returncode == 0, done.stderr
    value = next(t for t in json.loads(done.stdout)["totals"] if t["what"] == "value")
    assert value["read"] == value["added"] + value["revised"] + value["unchanged"] + value["refused"] + value["skipped"], value
    assert (value["added"], value["refused"], value["skipped"]) == (mishap.added, mishap.refused, mishap.skipped), value
    base = sqlite3.connect(store)
    kept = base.execute("SELECT count(*) FROM current_values").fetchone()[0]
    base.close()
    assert kept == mishap.added, kept


def check_texts(desk, do, path, kind):
    form = desk.filled()
    do[0](form)
    path.write_bytes(getattr(form, kind)())
    for lang, wanted in do[1].items():
        said = " ".join(desk.run("check", MODEL, desk.areas, path, "--all", "--lang", lang).stdout.split())
        joined = said.replace(" ", "")  # wrapped where Japanese lines end
        for words in wanted:
            assert words.replace(" ", "") in joined, (words, said)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    desk = Desk(parser.parse_args().bin)
    if not desk.form(MODEL, "--area", "c1"):
        print("built without workbooks")
        return 77
    passed = failed = 0
    for mishap in MISHAPS:
        for kind in (mishap.only,) if mishap.only else ("xlsx", "ods"):
            form = desk.filled()
            mishap.do(form)
            path = desk.folder / f"filled.{kind}"
            path.write_bytes(getattr(form, kind)())
            for check in (check_findings, check_load):
                try:
                    check(desk, mishap, path)
                    passed += 1
                except Exception as wrong:  # pylint: disable=broad-except
                    failed += 1
                    print(f"{mishap.name} ({kind}, {check.__name__}): {type(wrong).__name__}: {wrong}")
    for texts in TEXTS:
        for kind in ("xlsx", "ods"):
            try:
                check_texts(desk, texts, desk.folder / f"filled.{kind}", kind)
                passed += 1
            except Exception as wrong:  # pylint: disable=broad-except
                failed += 1
                print(f"texts ({kind}): {type(wrong).__name__}: {wrong}")
    shutil.rmtree(desk.folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
