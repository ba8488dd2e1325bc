"""Round trip of a printed table: every cell of a seed text stands in the documents made from it, or the script says why not.

A script names its seed, its documents and the cells of the seed; `run` looks for each cell among the texts and figures of the documents.
White space is left out of the comparison, nothing else is: a cell is found when it is one piece of a document, or several whole pieces one
behind the other (a list of tasks with their marks, a lead and its partners). What stands between pieces and says nothing of its own is glue,
what goes nowhere is dropped; both are tables of the script, with the reason, and an entry nobody needs is an error. A piece is

    a text       of an element with xml:lang: label, text, definition …
    a quotation  「…」 within a note or an oddity: how something was printed
    an attribute a mark, a name, a figure …
    a party      of a charge: its label in the language of the seed

The seeds lie in the folder that LOGICMODEL_SEEDS names; without it the test is skipped (exit code 77).
"""
import argparse
import csv
import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NODES = ("scene", "initiative", "activity", "outcome", "indicator", "tier", "party", "scale", "grade", "sheet", "source", "area")
# Attributes that are pieces: what a source may print. Ids, references and words of the format are not.
PRINTED = ("mark", "number", "name", "title", "edition", "amount", "value", "num", "den", "n", "printed", "unit", "text", "due", "period",
           "from", "to", "tier", "met", "begun", "standing", "lower", "upper")


def bare(text):
    """The text without white space."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Piece:
    document: str  # the file's name
    node: str  # initiative:2-4, entry initiative:2-4 2020FY, series participants nagakute …; the nearest that contains it
    path: str  # statement[need]/text, task/@mark, charge[lead] …
    text: str
    serial: int  # in order of reading

    def __str__(self):
        return f"{self.document} {self.node} {self.path}".replace("  ", " ")


@dataclass
class Cell:
    """`at` restricts where it may be found: a regular expression for "document node path", searched in each of its pieces."""
    text: str
    place: str  # line and column in the seed
    at: str = None
    form: str = None  # how the documents write it, where the figures of the source are written otherwise: 2,592千円 is 2592
    printed: str = None  # where a sheet prints it: a regular expression for "sheet row heading"; None: on no sheet

    def wanted(self):
        return bare(self.text if self.form is None else self.form)


@dataclass
class Documents:
    pieces: list = field(default_factory=list)
    parties: dict = field(default_factory=dict)

    def read(self, *paths, lang="ja"):
        roots = [(Path(p), ET.parse(ROOT / p).getroot()) for p in paths]
        for _, root in roots:
            for party in root.iter():
                if local(party) == "party":
                    self.parties[party.get("id")] = texts(party, "label", lang)
        for path, root in roots:
            name = path.name if path.parent.name == "models" else f"{path.parent.name}/{path.name}"
            self.walk(root, name, "", "", lang)
        return self

    def add(self, document, node, path, text):
        if text and bare(text):
            self.pieces.append(Piece(document, node, path, text, len(self.pieces)))

    def walk(self, element, document, node, path, lang, mark=""):
        tag = local(element)
        if tag in NODES and element.get("id"):
            node, path = f"{tag}:{element.get('id')}", ""
        elif tag == "entry":
            node, path = " ".join(filter(None, ["entry", *(element.get(a) for a in ("node", "area", "period", "tier"))])), ""
        elif tag in ("series", "target", "baseline") or (tag in ("obs", "missing", "change") and element.get("indicator")):
            node, path = " ".join(filter(None, [tag, *(element.get(a) for a in ("indicator", "area", "tier"))])), ""
        else:
            marks = [element.get(a) for a in ("role", "name", "tier", "kind", "period", "from", "to") if element.get(a)]
            path = "/".join(filter(None, [path, tag + (f"[{','.join(marks)}]" if marks else "")]))
        if tag == "cost":
            self.add(document, node, f"{path} item and amount", "".join(texts(element, "text", lang)) + element.get("amount"))
        for attribute in PRINTED:
            if element.get(attribute) is not None and (tag, attribute) != ("task", "mark"):
                self.add(document, node, f"{path}/@{attribute}", element.get(attribute))
        for label in self.parties.get(element.get("party"), []):
            self.add(document, node, path, label)
        if element.get(LANG) == lang:
            if tag in ("note", "oddity"):
                for quoted in quotations(element.text or ""):
                    self.add(document, node, f"{path} quotes", quoted)
            else:
                self.add(document, node, path, mark + (element.text or ""))
        mark = element.get("mark", "") if tag == "task" else ""
        for child in element:
            if isinstance(child.tag, str):
                self.walk(child, document, node, path, lang, mark)


def local(element):
    return element.tag.split("}")[-1] if isinstance(element.tag, str) else ""


def texts(element, tag, lang):
    return [child.text or "" for child in element if local(child) == tag and child.get(LANG) == lang]


def quotations(text):
    """What stands between the outermost 「 and 」."""
    depth, begin = 0, 0
    for i, c in enumerate(text):
        if c == "「":
            begin, depth = (i + 1, 1) if depth == 0 else (begin, depth + 1)
        elif c == "」" and depth:
            depth -= 1
            if depth == 0:
                yield text[begin:i]


def cover(wanted, pieces, glue):
    """Pieces that spell `wanted`, longest first, glue between them and not alone; None if there are none."""
    by_first = {}
    for piece in pieces:
        by_first.setdefault(bare(piece.text)[0], []).append((bare(piece.text), piece))
    for row in by_first.values():
        row.sort(key=lambda p: -len(p[0]))

    def rest(at, used):
        if at == len(wanted):
            return used if any(isinstance(u, Piece) for u in used) else None
        for text, piece in by_first.get(wanted[at], []):
            if piece not in used and wanted.startswith(text, at):
                found = rest(at + len(text), used + [piece])
                if found:
                    return found
        for between in glue:
            if wanted.startswith(bare(between), at):
                found = rest(at + len(bare(between)), used + [between])
                if found:
                    return found
        return None

    return rest(0, [])


def allowed(cell, pieces):
    return pieces if cell.at is None else [p for p in pieces if re.search(cell.at, str(p))]


def seed_file(prefix):
    """The seed whose name begins so; leaves with 77 when there are no seeds."""
    folder = os.environ.get("LOGICMODEL_SEEDS")
    found = sorted(glob.glob(f"{folder}/{prefix}*.txt")) if folder else []
    if not found:
        print(f"skipped: LOGICMODEL_SEEDS names no folder with a seed {prefix}*.txt")
        sys.exit(77)
    return Path(found[0])


def rows(prefix):
    """(line number, cells) of every line that has any; a cell that is empty stays, as ''."""
    for number, line in enumerate(seed_file(prefix).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield number, [c.strip() for c in line.split("\t")]


def prove(found, pieces, glue):
    """Each piece that a cell needs, altered by one character, must make a cell go missing, unless the same text stands there twice."""
    users, silent = {}, []
    for cell, used in found:
        near = allowed(cell, pieces)
        for piece in used:
            if isinstance(piece, Piece):
                users.setdefault(piece, []).append((cell, near))
    for piece, cells in users.items():
        last = piece.text.rstrip()
        altered = replace(piece, text=last[:-1] + ("〓" if last[-1] != "〓" else "□"))
        if all(cover(c.wanted(), [altered if p is piece else p for p in near], glue) for c, near in cells):
            if not any(p is not piece and bare(p.text) == bare(piece.text) for _, near in cells for p in near):
                silent.append(piece)
    return len(users), silent


def run(cells, documents, dropped=None, glue=None, added=None, closed=None, quiet=False):
    """Print where every cell went; the exit code. `closed`: a regular expression of "document node path": pieces that must come from a cell,
    unless `added` names their text, with the reason."""
    dropped, glue, added = dropped or {}, glue or {}, added or {}
    pieces = Documents().read(*documents).pieces
    found, missed, left_out = [], [], []
    drop = {bare(text): text for text in dropped}
    for cell in cells:
        if not bare(cell.text):
            continue
        used = cover(cell.wanted(), allowed(cell, pieces), glue)
        if used:
            found.append((cell, used))
            if not quiet:
                print(f"{cell.place}\t{cell.text}\t→ " + " + ".join(str(u) if isinstance(u, Piece) else f"「{u}」" for u in used))
        elif bare(cell.text) in drop:
            left_out.append(cell)
            if not quiet:
                print(f"{cell.place}\t{cell.text}\t→ dropped: {dropped[drop[bare(cell.text)]]}")
        else:
            missed.append(cell)
    used_glue = {u for _, used in found for u in used if isinstance(u, str)}
    used_pieces = {u for _, used in found for u in used if isinstance(u, Piece)}
    complaints = [f"{c.place}: found nowhere{f' at {c.at}' if c.at else ''}: {c.text}" for c in missed]
    complaints += [f"glue that nothing needs: {g}" for g in glue if g not in used_glue]
    complaints += [f"dropped, but no cell is this: {t}" for b, t in drop.items() if b not in {bare(c.text) for c in left_out}]
    if closed:
        known = {bare(t) for t in added}
        for p in pieces:
            if re.search(closed, str(p)) and p not in used_pieces and bare(p.text) not in known:
                complaints.append(f"in no cell of the seed: {p}: {p.text}")
    tried, silent = prove(found, pieces, glue)
    complaints += [f"altered, and no cell went missing: {p}: {p.text}" for p in silent]
    for complaint in complaints:
        print(complaint)
    print(f"{len(found)} cells found, {len(left_out)} dropped, {len(missed)} missed; {tried} pieces altered one by one, {len(silent)} unnoticed; "
          f"{len(complaints)} complaints")
    return 1 if complaints or not found else 0


def sheet_pieces(command, sheet, documents, keys):
    """The cells and headings of a sheet that `command` prints, whole and line by line. `keys`: how many columns name the row."""
    asked = [os.path.abspath(command), "show", *documents, "--as", sheet, "--lang", "ja", "--format", "csv"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{sheet}: exit code {done.returncode}\n{done.stderr}")
    headings, *lines = csv.reader(done.stdout.splitlines(keepends=True))
    pieces = [Piece(sheet, "heading", "", h, i) for i, h in enumerate(headings)]
    for line in lines:
        row = " | ".join(line[:keys])
        for heading, text in zip(headings, line):
            for part in dict.fromkeys([text, *text.splitlines()]):
                if bare(part):
                    pieces.append(Piece(sheet, row, heading, part, len(pieces)))
    return pieces


def run_printed(command, cells, documents, sheets, glue=None):
    """Every cell that has `printed` stands in a sheet that the command prints. `sheets`: name: how many columns name the row."""
    pieces = [piece for sheet, keys in sheets.items() for piece in sheet_pieces(command, sheet, documents, keys)]
    asked = [cell for cell in cells if cell.printed and bare(cell.text)]
    missed = [c for c in asked if cover(bare(c.text), [p for p in pieces if re.search(c.printed, str(p))], glue or {}) is None]
    for cell in missed:
        print(f"{cell.place}: not printed at {cell.printed}: {cell.text}")
    print(f"{len(asked) - len(missed)} cells printed again, {len(missed)} not")
    return 1 if missed or not asked else 0


def main(cells, documents, sheets, doc, **tables):
    """A script that looks for the cells of a seed in its documents and, with --bin, in the sheets that the command prints from them."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--bin", help="the command logicmodel; without it nothing is printed")
    parser.add_argument("--quiet", action="store_true", help="only the complaints and the counts")
    options = parser.parse_args()
    cells = list(cells)
    if options.bin:
        return run_printed(options.bin, cells, documents, sheets, tables.get("glue"))
    return run(cells, documents, quiet=options.quiet, **tables)
