"""workbooks.py: real workbooks through the command: XLSX and ODS as other programs write them, and what is refused of them; the form, filled in,
comes back as it was entered; its parts are well-formed and the same every time.

    workbooks.py --bin PATH [--fixtures]     ends with "N passed, N failed"; 77 when the program was built without workbooks

--fixtures writes the workbooks of fixtures/bad/ anew.
"""
import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
BAD = ROOT / "fixtures" / "bad"
MODEL = BAD / "model.xml"
CITY_MODEL = ROOT / "models" / "design-map-2025-07-01.xml"
CITY = ROOT / "fixtures" / "mihon-city" / "values.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = ["indicator", "area", "period", "value", "reason"]
passed = failed = 0


def zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text if isinstance(text, bytes) else text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return data.getvalue()


# ---- XLSX ----

def column(n):
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


class Raw(str):
    """A cell as it stands in the file, {r} for its name."""


def xlsx_cell(row, n, value):
    name = f"{column(n)}{row}"
    if value is None:
        return ""
    if isinstance(value, Raw):
        return value.replace("{r}", name)
    if isinstance(value, (int, float)):
        return f'<c r="{name}"><v>{value!r}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def xlsx_rows(rows):
    for number, row in enumerate(rows, 1):
        yield f'<row r="{number}">' + "".join(xlsx_cell(number, n, v) for n, v in enumerate(row)) + "</row>"


def xlsx(sheets, shared="", styles="", properties="", more=None):
    """sheets: (name, state, rows)."""
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" state="{state}" r:id="rId{i}"/>' for i, (name, state, _) in enumerate(sheets, 1))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><workbookPr {properties}/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) + "</Relationships>",
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>{shared}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
    for i, (_, _, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f"<worksheet {MAIN}><sheetData>{''.join(xlsx_rows(rows))}</sheetData></worksheet>"
    return zipped(parts | (more or {}))


def one_sheet(rows, **more):
    return xlsx([("入力", "visible", [HEAD, *rows])], **more)


# ---- ODS ----

ODS_NAMES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in
                     (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")))


def ods(body, styles=""):
    content = (f'<office:document-content {ODS_NAMES} xmlns:calcext="urn:calcext"><office:automatic-styles>{styles}</office:automatic-styles>'
               f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>")
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_text(text):
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_number(number, kind="float"):
    return f'<table:table-cell office:value-type="{kind}" office:value="{number}"><text:p>shown</text:p></table:table-cell>'


def ods_row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(c if c.startswith('<') else ods_text(c) for c in cells)}</table:table-row>"


# ---- running ----

class Program:
    def __init__(self, path):
        self.path = str(Path(path).resolve())
        self.folder = Path(tempfile.mkdtemp(prefix="workbooks-"))

    def __call__(self, *args, rc=None):
        done = subprocess.run([self.path, *map(str, args)], capture_output=True, cwd=self.folder, timeout=120)
        if rc is not None and done.returncode != rc:
            raise AssertionError(f"exit code {done.returncode}: {done.stderr.decode()[:400]}{done.stdout.decode()[:400]}")
        return done

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def check(self, data, *more, name="book.xlsx"):
        """Findings of the workbook (not of the model) and the totals."""
        path = self.file(name, data)
        said = json.loads(self("check", MODEL, path, "--all", "-f", "json", *more).stdout)
        mine = [f for f in said["findings"] if f.get("file") == str(path)]
        total = next((d for d in said["files"] if d["file"] == str(path)), {})
        return [f["code"] for f in mine], mine, total


def codes(program, data, want, accepted=None, refused=None, more=(), name="book.xlsx"):
    got, findings, total = program.check(data, *more, name=name)
    assert got == want, f"{got}, not {want}: {findings}"
    if accepted is not None:
        assert total["accepted"] == accepted, total
    if refused is not None:
        assert total["refused"] == refused, total
    return findings


TESTS = []


def test(function):
    TESTS.append(function)
    return function


# ---- cells of XLSX ----

@test
def shared_strings_without_furigana(p):
    shared = ('<si><r><t>mee</t></r><r><t>tings</t></r><rPh sb="0" eb="2"><t>フリガナ</t></rPh><phoneticPr fontId="1"/></si><si><t>c1</t></si><si><t/></si>')
    rows = [[Raw('<c r="{r}" t="s"><v>0</v></c>'), Raw('<c r="{r}" t="s"><v>1</v></c>'), "2024FY", 3, Raw('<c r="{r}" t="s"><v>2</v></c>')]]
    codes(p, one_sheet(rows, shared=shared), [], accepted=1)


@test
def dates_of_both_systems(p):
    styles = ('<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00E+00"/></numFmts>'
              '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>')
    for serial, style, properties in ((45566, 1, ""), (45566, 2, ""), (44104, 1, 'date1904="1"')):
        rows = [["meetings", "c1", Raw(f'<c r="{{r}}" s="{style}"><v>{serial}</v></c>'), Raw('<c r="{r}" s="3"><v>7</v></c>')]]
        findings = codes(p, one_sheet(rows, styles=styles, properties=properties), ["V417"], accepted=1)
        assert findings[0]["value"] == "2024-10-01", findings


@test
def a_percentage_is_not_its_share(p):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    rows = [["learnt", "c1", "2024FY", Raw('<c r="{r}" s="1"><v>0.78</v></c>')]]
    findings = codes(p, one_sheet(rows, styles=styles), ["S205"], refused=1)
    assert findings[0]["value"] == "78%" and "0.78" in findings[0]["fix"], findings
    codes(p, one_sheet(rows, styles=styles), [], accepted=1, more=["--numbers", "jp"])


@test
def formulas_and_errors(p):
    rows = [["meetings", "c1", "2023FY", Raw('<c r="{r}"><f>1+2</f><v>3</v></c>')],
            ["meetings", "c1", "2024FY", Raw('<c r="{r}" t="e"><f>NA()</f><v>#N/A</v></c>')],
            ["meetings", "c1", "2025FY", Raw('<c r="{r}"><f>1+2</f></c>')],
            ["meetings", "c1", "2026FY", Raw('<c r="{r}" t="str"><f>""</f><v></v></c>')]]
    findings = codes(p, one_sheet(rows), ["C828", "C829", "C835"], accepted=1, refused=2)
    assert "D3" in findings[1]["path"] and "入力" in findings[1]["path"], findings


@test
def numbers_as_text_need_a_style(p):
    rows = [["meetings", "c1", "2024FY", "１，２３４"]]
    codes(p, one_sheet(rows), ["S205"], refused=1)
    codes(p, one_sheet(rows), [], accepted=1, more=["--numbers", "jp"])


@test
def titles_above_and_hidden_sheets(p):
    rows = [["表題"], [], HEAD, ["meetings", "c1", "2024FY", 5], [], ["注記: 市の集計"]]
    book = xlsx([("隠し", "hidden", [HEAD, ["meetings", "c1", "2020FY", 1]]), ("値", "visible", rows)])
    codes(p, book, [], accepted=1)


@test
def a_place_is_a_sheet_and_a_cell(p):
    said = p("check", MODEL, p.file("place.xlsx", one_sheet([["meetings", "c1", "2024FY", "約3"]])), "--lang", "ja").stdout.decode()
    assert "シート「入力」 D2 (value)" in said, said


@test
def merged_cells_have_one_value(p):
    rows = [["meetings", "c1", "2024FY", 5], [None, None, None, None]]
    codes(p, one_sheet(rows), [], accepted=1)


@test
def duplicates_name_both_rows(p):
    rows = [["meetings", "c1", "2024FY", 5], ["meetings", "c1", "2024FY", 6]]
    findings = codes(p, one_sheet(rows), ["V415"], accepted=1, refused=1)
    assert findings[0]["other"]["line"] == 2, findings


# ---- what is refused as a whole ----

@test
def codes_that_became_numbers(p):
    """A spreadsheet takes a code for a number: six digits are as good as text, a zero that it dropped is told with both readings."""
    areas = BAD / "before" / "C838-unmatched-code.xml"
    rows = [["indicator", "市町村コード", "period", "value"], ["meetings", 139017, "2030FY", 3], ["meetings", 13901.0, "2031FY", 4],
            ["meetings", "019011", "2030FY", 5], ["meetings", 19011, "2031FY", 6], ["meetings", 1901, "2032FY", 7]]
    findings = codes(p, xlsx([("a", "visible", rows)]), ["C839", "C839"], accepted=3, refused=2, more=["--values", areas])
    assert [f["value"] for f in findings] == ["19011", "1901"], findings


@test
def broken_books(p):
    good = one_sheet([["meetings", "c1", "2024FY", 5]])
    codes(p, good[:200], ["C830"])
    codes(p, zipped({"readme.txt": "no workbook"}), ["F003"])
    codes(p, xlsx([("a", "visible", [])], more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}), ["C830"])
    codes(p, xlsx([("a", "visible", [[Raw('<c r="1A"><v>1</v></c>')]])]), ["C830"])
    codes(p, xlsx([("a", "visible", [[Raw('<c r="{r}" t="s"><v>9</v></c>')]])]), ["C830"])
    codes(p, xlsx([("a", "visible", [[Raw('<c r="B1"><v>1</v></c>'), Raw('<c r="A1"><v>1</v></c>')]])]), ["C830"])
    codes(p, xlsx([("a", "visible", [["x"]])], more={"xl/workbook.xml": '<!DOCTYPE w [<!ENTITY x "y">]><workbook/>'}), ["C830"])
    codes(p, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 504, ["C831"])


@test
def a_bomb_is_not_unpacked(p):
    bomb = f"<worksheet {MAIN}><sheetData>" + ("<!--" + "x" * (1 << 20) + "-->") * 300 + "</sheetData></worksheet>"
    codes(p, xlsx([("a", "visible", [])], more={"xl/worksheets/sheet1.xml": bomb}), ["C807"])


@test
def no_sheet_has_values(p):
    codes(p, xlsx([("a", "visible", [["何か"]])]), ["C811", "C810", "C810", "C810", "C810"])
    codes(p, xlsx([("a", "hidden", [HEAD])]), ["F004"])


# ---- ODS ----

@test
def cells_of_ods(p):
    heads = ods_row(*HEAD, '<table:table-cell table:number-columns-repeated="16379"/>')
    body = ('<table:table table:name="隠し" table:style-name="off">' + ods_row(*HEAD) + ods_row("meetings", "c1", "2019FY", ods_number(1)) + "</table:table>"
            '<table:table table:name="値">' + heads +
            ods_row("meetings", "c1", "2024FY", ods_number(5)) +
            ods_row("learnt", "c1", "2024FY", ods_number("0.78", "percentage")) +
            ods_row("meetings", "c1", "2023FY", '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>') +
            ods_row("meetings", "c1", "2022FY", '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>') +
            ods_row("meetings", "c1", "2021FY",
                    '<table:table-cell office:value-type="float" office:value="4"><office:annotation><text:p>メモ</text:p></office:annotation><text:p>4</text:p></table:table-cell>') +
            ods_row("meetings", "c1", "2020FY", "<table:covered-table-cell office:value-type=\"float\" office:value=\"9\"/>", "秘匿") +
            ods_row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1048474"') + "</table:table>")
    styles = '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    codes(p, ods(body, styles), ["S205", "C828", "C829"], accepted=3, refused=2, name="book.ods")


@test
def repeats_are_clamped(p):
    full = ods_row("meetings", "c1", "2024FY", ods_number(5).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"', 1), more='table:number-rows-repeated="1048576"')
    codes(p, ods('<table:table table:name="a">' + full + "</table:table>"), ["C807"], name="book.ods")


@test
def locked_ods(p):
    data = ods("")
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    parts["META-INF/manifest.xml"] = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    codes(p, zipped(parts), ["C831"], name="book.ods")


# ---- the form ----

def form(p, name, *more):
    path = p.folder / name
    p("form", CITY_MODEL, CITY, "--year", 2026, "--area", "mihon", "--output", path, *(more or ("--lang", "ja")), rc=0)
    return path


def known(p, *documents):
    """What a form says of the year, by indicator and period: value, reason, numerator, denominator."""
    import csv
    said = p("form", CITY_MODEL, *documents, "--year", 2026, "--area", "mihon", "-f", "csv", "--lang", "ja", rc=0).stdout.decode("utf-8")
    return {(r["指標ID"], r["期間"]): (r["値"], r["値がない理由"], r["分子"], r["分母"]) for r in csv.DictReader(io.StringIO(said))}


def fill(path, entries, letters="JKLM"):
    """Writes entries (value, reason, num, den by indicator and period) into the form, as a spreadsheet program would."""
    with zipfile.ZipFile(path) as z:
        parts = {n: z.read(n) for n in z.namelist()}
    shared = re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts["xl/sharedStrings.xml"].decode("utf-8"), re.S)
    sheet = parts["xl/worksheets/sheet1.xml"].decode("utf-8")

    def new_row(match):
        number, row = match.group(1), match.group(0)

        def text(letter):
            cell = re.search(rf'<c r="{letter}{number}"[^>]*t="s"><v>(\d+)</v>', row)
            return shared[int(cell.group(1))] if cell else ""
        entry = entries.get((text("C"), text("I")))
        for letter, value in zip(letters, entry or ()):
            if value == "":
                continue
            inside = f"<v>{value}</v></c>" if re.fullmatch(r"-?[0-9.]+", value) else f"<is><t>{escape(value)}</t></is></c>"
            kind = "" if inside.startswith("<v>") else ' t="inlineStr"'
            row, count = re.subn(rf'<c r="{letter}{number}"( s="\d+")/>', lambda m: f'<c r="{letter}{number}"{m.group(1)}{kind}>{inside}', row)
            assert count == 1, f"{letter}{number} is no empty cell"
        return row
    parts["xl/worksheets/sheet1.xml"] = re.sub(r'<row r="(\d+)".*?</row>', new_row, sheet, flags=re.S)
    return zipped(parts)


def entries_for(keys, model):
    reasons = ["秘匿", "集計していない", "まだない", "対象外", "失われた", "不明"]
    shares = set(re.findall(r'<indicator id="([^"]+)"[^>]*measure="proportion"', model))
    for i, key in enumerate(keys):
        if i % 7 == 3:
            yield key, ("", reasons[i // 7 % 6], "", "")
        elif i % 7 == 5:
            continue
        elif key[0] in shares:
            yield key, (str(i % 100 / 4).removesuffix(".0"), "", "", "")
        else:
            yield key, (str(i), "", "", "")


@test
def the_form_comes_back_as_it_was_entered(p):
    blank = known(p, CITY)
    keys = [k for k, v in blank.items() if v == ("", "", "", "") and k[1]]
    assert len(keys) > 50, len(keys)
    entries = dict(entries_for(keys, CITY_MODEL.read_text(encoding="utf-8")))
    filled = p.file("filled.xlsx", fill(form(p, "form.xlsx"), entries))
    assert p("check", CITY_MODEL, filled, rc=0)
    got = known(p, CITY, filled)
    wrong = {k: (entries.get(k), got[k]) for k in keys if got[k] != entries.get(k, ("", "", "", ""))}
    assert not wrong, wrong
    assert {k: got[k] for k in blank if k not in keys} == {k: blank[k] for k in blank if k not in keys}


@test
def a_slip_in_the_form_is_found_at_its_cell(p):
    key = next(k for k, v in known(p, CITY).items() if v == ("", "", "", "") and k[1])
    filled = p.file("slip.xlsx", fill(form(p, "form.xlsx"), {key: ("-5", "", "", "")}))
    said = p("check", CITY_MODEL, filled, "--lang", "ja", rc=1).stdout.decode("utf-8")
    assert re.search(r"シート「入力」 J\d+ \(値\)", said) and "V411" in said, said[-800:]


@test
def the_form_is_the_same_every_time(p):
    assert form(p, "a.xlsx").read_bytes() == form(p, "b.xlsx").read_bytes()


@test
def every_part_is_well_formed(p):
    if not shutil.which("xmllint"):
        return
    with zipfile.ZipFile(form(p, "form.xlsx")) as z:
        for name in z.namelist():
            done = subprocess.run(["xmllint", "--noout", "-"], input=z.read(name), capture_output=True)
            assert done.returncode == 0, f"{name}: {done.stderr.decode()}"
        sheet = z.read("xl/worksheets/sheet1.xml").decode()
        assert "<sheetProtection" in sheet and '<dataValidation type="list"' in sheet and 'orientation="landscape"' in sheet
        assert 'state="hidden"' in z.read("xl/workbook.xml").decode()


def converted(p, path, to):
    done = subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{p.folder}/office", "--convert-to", to, "--outdir", p.folder, path],
                          capture_output=True, timeout=240)
    made = path.with_suffix("." + to)
    assert made.exists(), done.stderr.decode()
    return made.read_bytes()


@test
def libreoffice_opens_the_form(p):
    """Both languages: every sheet, heading and label is there, what is not to be written into is protected, the reasons are offered; it prints."""
    if not shutil.which("soffice"):
        print("libreoffice_opens_the_form: skipped, LibreOffice is not installed")
        return
    for lang, sheets, reason, heading in (("ja", ("入力", "記入のしかた"), "秘匿", "値がない理由"), ("en", ("Input", "How to fill in"), "masked", "Reason")):
        path = form(p, f"office-{lang}.xlsx", "--lang", lang)
        flat = converted(p, path, "fods").decode("utf-8")
        tables = {m.group(1): m.group(0) for m in re.finditer(r'<table:table table:name="([^"]*)".*?</table:table>', flat, re.S)}
        assert [*tables] == [*sheets, "logicmodel"] and all('table:protected="true"' in t[:300] for t in tables.values()), [t[:300] for t in tables.values()]
        style = re.search(r'table:style-name="(\w+)"', tables["logicmodel"]).group(1)
        assert re.search(rf'<style:style style:name="{style}".*?table:display="false"', flat, re.S), "the sheet of marks is seen"
        offered = re.search(r'<table:content-validation [^>]*cell-content-is-in-list\(([^)]*)\)', flat).group(1)
        assert offered.count("&quot;") == 12 and reason in offered, offered
        rows = known(p, CITY)
        assert f"<text:p>{heading}</text:p>" in tables[sheets[0]] and all(f"<text:p>{i}</text:p>" in tables[sheets[0]] for i, _ in rows)
        assert converted(p, path, "pdf").startswith(b"%PDF")


@test
def a_form_of_another_model(p):
    said = p("check", MODEL, form(p, "form.xlsx"), rc=1).stdout.decode()
    assert "C834" in said, said


@test
def the_form_as_csv_comes_back(p):
    for more in ([], ["--excel"]):
        text = p("form", CITY_MODEL, CITY, "--year", 2024, "--area", "mihon", "-f", "csv", "--lang", "ja", *more, rc=0).stdout
        path = p.file("form.csv", text)
        said = json.loads(p("check", CITY_MODEL, path, "-f", "json", rc=0).stdout)
        total = next(d for d in said["files"] if d["file"] == str(path))
        assert total["accepted"] > 40 and total["refused"] == 0, total
        assert [f["code"] for f in said["findings"] if f["file"] == str(path) and f["code"] not in ("C823", "V414", "V424")] == [], said


@test
def csv_carries_no_formula(p):
    text = MODEL.read_text(encoding="utf-8").replace(">研修会の回数<", ">=HYPERLINK(\"http://example.org\")<").replace(">学んだ割合<", ">＋cmd<").replace(">行う割合<", ">@SUM(A1)<")
    model = p.file("model.xml", text.encode("utf-8"))
    said = p("form", model, "--year", 2025, "--area", "c1", "-f", "csv", "--excel", "--lang", "ja", rc=0).stdout.decode("utf-8")
    assert said.startswith("\ufeff") and said.count("\r\n") == said.count("\n")
    import csv
    cells = [c for row in csv.reader(io.StringIO(said[1:])) for c in row]
    assert any("HYPERLINK" in c for c in cells)
    assert not [c for c in cells if c[:1] in "=+-@\t\r＝＋－＠" and c[:1]], cells


# ---- fixtures ----

def fixtures():
    row = ["meetings", "c1", "2024FY"]
    marks = [["logicmodel-form", "1"], ["model", "small"], ["area", "c1"], ["area-name", "市"], ["year", "2025"], ["sheet", "入力"], ["heading", "1"]]
    other = [["model", "another"] if m[0] == "model" else m for m in marks]
    return {
        "C828-formula.xlsx": one_sheet([[*row, Raw('<c r="{r}"><f>1+2</f><v>3</v></c>')]]),
        "C829-cell-error.xlsx": one_sheet([[*row, Raw('<c r="{r}" t="e"><v>#N/A</v></c>')]]),
        "C830-broken-workbook.xlsx": one_sheet([[*row, 3]])[:400],
        "C831-locked.xlsx": b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 56,
        "C833-no-sheet.xlsx": xlsx([("別名", "visible", [HEAD, [*row, 3]]), ("logicmodel", "hidden", marks)]),
        "C834-other-model.xlsx": xlsx([("入力", "visible", [HEAD, [*row, 3]]), ("logicmodel", "hidden", other)]),
        "C835-no-result.xlsx": one_sheet([[*row, Raw('<c r="{r}"><f>1+2</f></c>')]]),
        "C842-form-version.xlsx": xlsx([("入力", "visible", [HEAD, [*row, 3]]), ("logicmodel", "hidden", [["logicmodel-form", "2"], *marks[1:]])]),
        "C843-outside.xlsx": xlsx([("入力", "visible", [HEAD, [*row, 3, None, 4]]), ("logicmodel", "hidden", marks)]),
        "C841-no-number.xlsx": one_sheet([[*row, Raw('<c r="{r}"><v>1e400</v></c>')]]),
    }


def main():
    global passed, failed
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--fixtures", action="store_true")
    options = parser.parse_args()
    if options.fixtures:
        for name, data in fixtures().items():
            (BAD / name).write_bytes(data)
        return 0
    program = Program(options.bin)
    if b"libxlsxwriter" in program("form", MODEL, "--year", 2025, "--area", "c1", "-o", "x.xlsx", "--lang", "en").stderr:
        print("built without workbooks")
        return 77
    for one in TESTS:
        try:
            one(program)
            passed += 1
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print(f"{one.__name__}: {type(error).__name__}: {error}")
    shutil.rmtree(program.folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
