"""report_years.py: --years reaches every form that people read, and JSON and CSV stay as they are.

  python3 test/report_years.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"

With wareki no western year is left but those that the documents wrote themselves; with both no bracket stands in a bracket.
"""
import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = "models/design-map-2025-07-01.xml"
VALUES, TARGETS, PROGRESS = ("fixtures/mihon-city/" + name for name in ("values.xml", "targets.xml", "progress.xml"))
REGION = ["fixtures/mihon-region/" + name for name in ("model.xml", "values.xml", "targets.xml")]
CITY = [MODEL, VALUES, TARGETS, PROGRESS]
REPORTS = {
    "html": ["report", *CITY],
    "svg": ["report", *CITY, "--format", "svg"],
    "chart": ["report", *CITY, "--format", "svg", "--indicator", "home-death-share"],
    "xlsx": ["report", *CITY, "--format", "xlsx"],
    "pdf": ["report", *CITY, "--format", "pdf"],
    "text": ["report", *CITY, "--format", "text"],
    "markdown": ["report", *CITY, "--format", "markdown"],
    "qa": ["report", *CITY, "--as", "qa"],
    "handover": ["report", *CITY, "--as", "handover", "--format", "text"],
    "management": ["report", *CITY, "--as", "management"],
    "minutes": ["report", *CITY, "--as", "minutes"],
    "assess": ["assess", *CITY, "--all"],
    "steps": ["assess", *CITY, "--table", "steps"],
    "lag": ["lag", *CITY, "--all"],
    "chain": ["chain", "final", *CITY],
    "form": ["form", MODEL, VALUES, "--year", "2026", "--area", "mihon"],
}
DATA = {"json": ["report", *CITY, "--format", "json"], "csv": ["report", *CITY, "--format", "csv"], "assess": ["assess", *CITY, "--format", "csv"]}
YEAR = re.compile(r"(?<![\d./])(?:19|20)\d\d(?![\d.])")
NESTED = re.compile(r"[((](?:(?!  )[^()()\n])*(?:令和|平成)(?:\d+|元)[((]")
results = []


def tell(ok, *what):
    results.append(bool(ok))
    if not ok:
        print("FAILED:", *what)


def run(binary, arguments, output=None):
    done = subprocess.run([binary, *arguments, "--lang", "ja", "--quiet"] + (["-o", str(output)] if output else []), cwd=ROOT, capture_output=True, check=False)
    return done.returncode, done.stdout


def plain(markup):
    markup = re.sub(r"<(style|script)\b.*?</\1>", "", markup, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", "\n", markup))


def text_of(path):
    """None: not to be had here."""
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as book:
            return plain(book.read("xl/sharedStrings.xml").decode())
    if data[:4] == b"%PDF":
        done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=False) if shutil.which("pdftotext") else None
        return done.stdout.decode().replace("\n", "") if done else None
    text = data.decode()
    return plain(text) if text.lstrip().startswith("<") else text


def own_words(documents):
    """What the documents themselves say with a year in it, the longest first; and names of files."""
    words = set(documents) | {Path(name).name for name in documents}
    for name in documents:
        for element in ET.parse(ROOT / name).iter():
            words |= {piece.strip() for piece in (element.text or "", *element.attrib.values()) if len(piece.strip()) > 4}
    return sorted((word for word in words if YEAR.search(word)), key=len, reverse=True)


def without(text, words):
    text = re.sub(r"\b[0-9a-f]{64}\b", "", text)
    squeezed = re.sub(r"\s+", "", text)
    for word in words:
        squeezed = squeezed.replace(re.sub(r"\s+", "", word), "")
    return squeezed


def check_text(name, text, words):
    left = sorted(set(re.findall(r".{0,12}" + YEAR.pattern + r".{0,8}", without(text, words))))
    tell(not left, name, "wareki: western years", left[:5])
    tell("令和" in text, name, "wareki: no year of an era")


def check_report(binary, name, arguments, folder, words):
    for years in ("wareki", "both"):
        path = folder / name
        code, _ = run(binary, [*arguments, "--years", years], path)
        if code == 2 and name in ("pdf", "xlsx", "form"):
            return # built without
        tell(code == 0, name, years, "exit", code)
        if code != 0:
            return
        text = text_of(path)
        if text and name == "form": # a spelling to be typed, and the sheet for the reader
            text = text.replace("2025-10-01", "").replace("\n2026\n", "\n")
        if text is None:
            continue
        if years == "wareki":
            check_text(name, text, words)
        else:
            nested = NESTED.findall(text)
            tell(not nested, name, "both: brackets in brackets", nested[:3])
            tell(re.search(r"令和\d+[(/][^)]*20\d\d", text), name, "both: no year of both kinds")


def check_data(binary, name, arguments):
    _, plainly = run(binary, arguments)
    for years in ("wareki", "both"):
        _, styled = run(binary, [*arguments, "--years", years])
        tell(styled == plainly, name, years, "data is other")


def check_index(binary, folder):
    code, _ = run(binary, ["report", *REGION, "--years", "wareki", "--into", str(folder / "into")])
    tell(code == 0, "index: exit", code)
    check_text("index", text_of(folder / "into" / "index.html"), own_words(REGION))


def check_form_read_back(binary, folder):
    """The years of the form are read as what they say, whichever way they are written."""
    for years in ("seireki", "wareki", "both"):
        path = folder / "back.xlsx"
        code, _ = run(binary, [*REPORTS["form"], "--year", "2025", "--years", years], path)
        if code == 2:
            return
        code, out = run(binary, ["check", MODEL, str(path)])
        tell(code == 0, "form", years, "is not read back:", out.decode()[:200])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = str(Path(parser.parse_args().bin).resolve())
    words = own_words(CITY)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for report, arguments in REPORTS.items():
            check_report(binary, report, arguments, folder, words)
        check_index(binary, folder)
        check_form_read_back(binary, folder)
    for name, arguments in DATA.items():
        check_data(binary, name, arguments)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
