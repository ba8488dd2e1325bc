"""spreadsheet.py: an XLSX workbook read with nothing but zip and XML: sheets, cells with their types and number formats, links, charts."""
import io
import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def place(name):
    """"AB12" → (row, column), both from 0."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


class Cell:
    def __init__(self, value, number, style, formula):
        self.value, self.number, self.format, self.formula = value, number, style, formula

    def shown(self):
        """As a spreadsheet prints it; as far as the formats go that the report uses."""
        if not self.number:
            return self.value
        if self.format.startswith("["):  # [>0.99]">99%";[<0.01]"<1%";0%
            return ">99%" if self.value > 0.99 else "<1%" if self.value < 0.01 else "%.0f%%" % (self.value * 100)
        if self.format == "General":
            return "%.10g" % self.value
        decimals = len(self.format.rstrip("%").partition(".")[2])
        if self.format.endswith("%"):
            return "%.*f%%" % (decimals, round(self.value * 100, 12))
        return f"{self.value:,.{decimals}f}"


class Sheet:
    def __init__(self, name, root, relations, book):
        self.name, self.root, self.relations = name, root, relations
        self.cells = {}
        for cell in root.iter(MAIN + "c"):
            value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
            if value is None and formula is None:
                continue
            text = value.text or "" if value is not None else ""
            number = cell.get("t") in (None, "n")
            shown = float(text) if number else book.strings[int(text)] if cell.get("t") == "s" else text
            self.cells[place(cell.get("r"))] = Cell(shown, number, book.formats[int(cell.get("s", 0))], formula is not None)

    def row(self, row):
        found = {c: cell for (r, c), cell in self.cells.items() if r == row}
        return [found.get(c) for c in range(max(found, default=-1) + 1)]

    def rows(self, first):
        last = max((r for r, _ in self.cells), default=-1)
        return [self.row(r) for r in range(first, last + 1)]

    def links(self):
        return [h.get("location") for h in self.root.iter(MAIN + "hyperlink")]


class Workbook:
    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {n: self.zip.read(n) for n in self.zip.namelist()}
        self.trees = {n: ET.fromstring(b) for n, b in self.parts.items() if n.endswith((".xml", ".rels", ".vml"))}  # each of them well-formed
        strings = self.trees.get("xl/sharedStrings.xml")
        self.strings = ["".join(t.text or "" for t in s.iter(MAIN + "t")) for s in strings] if strings is not None else []
        styles = self.trees["xl/styles.xml"]
        own = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
        built_in = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
        self.formats = [own.get(i, built_in.get(i, "?")) for i in (int(x.get("numFmtId")) for x in styles.find(MAIN + "cellXfs"))]
        targets = {r.get("Id"): r.get("Target") for r in self.trees["xl/_rels/workbook.xml.rels"]}
        self.sheets = []
        for sheet in self.trees["xl/workbook.xml"].iter(MAIN + "sheet"):
            path = "xl/" + targets[sheet.get(REL + "id")]
            self.sheets.append(Sheet(sheet.get("name"), self.trees[path], None, self))

    def sheet(self, name):
        return next(s for s in self.sheets if s.name == name)

    def charts(self):
        return [t for n, t in self.trees.items() if re.fullmatch(r"xl/charts/chart\d+\.xml", n)]


def ranges(chart):
    """What the series of a chart show: (sheet, first cell, last cell)."""
    out = []
    for kind in ("xVal", "yVal"):
        for value in chart.iter(CHART + kind):
            out.append(re.fullmatch(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", value.find(f"{CHART}numRef/{CHART}f").text).groups())
    return out
