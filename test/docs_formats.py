"""docs_formats.py: the tables of docs/formats*.md against the schemas and the program.

Every element of the schemas has a section with the attributes and children the schema gives it, required ones marked. Every period of the
tables is read as they say: loaded beside its reading it is a duplicate of it (V415), and what is refused is refused with the code given. Every
code that is named exists.

  python3 test/docs_formats.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import quoteattr

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
XS = "{http://www.w3.org/2001/XMLSchema}"
YES = ("yes", "必須")
results = []


def tell(ok, message):
    results.append(bool(ok))
    if not ok:
        print(message)


def ticks(cell):
    return re.findall(r"`([^`]+)`", cell)


def rows(lines):
    """Cells of the rows of the tables in `lines`, headings and rules left out."""
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if line.startswith("|") and not line.startswith("|--") and not below.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


# ---- elements ----

def schema_elements():
    """{name: (attributes, required, children)}; forms of one name (obs in a series and alone) are joined."""
    elements = {}
    for kind in ("model", "values", "targets", "progress", "mapping", "settings"):
        tree = ET.parse(os.path.join(ROOT, "models", "schema", kind + "-1.xsd")).getroot()
        types = {one.get("name"): one for one in tree.findall(XS + "complexType")}
        for element in tree.iter(XS + "element"):
            what = types[element.get("type")]
            if what.find(XS + "simpleContent") is not None:
                continue
            attributes = {a.get("name"): a.get("use") == "required" for a in what.findall(XS + "attribute")}
            children = {child.get("name") for child in what.iter(XS + "element")}
            old = elements.get(element.get("name"), (set(attributes), {n for n in attributes if attributes[n]}, children))
            required = {name for name in attributes if attributes[name]} & old[1]
            elements[element.get("name")] = (set(attributes) | old[0], required, children | old[2])
    return elements


def sections(text):
    for part in re.split(r"(?m)^(?=#+ )", text):
        name = re.match(r"### `([a-z]+)`", part)
        if name:
            yield name.group(1), part.split("\n")


def check_elements(name, text):
    schema = schema_elements()
    found = set()
    for element, lines in sections(text):
        found.add(element)
        if element not in schema:
            tell(False, f"{name}: the schemas have no element {element}")
            continue
        attributes, required, children = schema[element]
        mine = [row for row in rows(lines) if set(ticks(row[0])) & attributes and len(row) >= 4]
        named = {tick for row in mine for tick in ticks(row[0])}
        tell(named == attributes, f"{name}: {element}: attributes differ: {sorted(named ^ attributes)}")
        marked = {tick for row in mine if row[2] in YES for tick in ticks(row[0])}
        tell(marked == required, f"{name}: {element}: required attributes differ: {sorted(marked ^ required)}")
        line = next((line for line in lines if re.search(r"(Children|子要素): ", line)), "")
        said = set(ticks(re.split(r"[.;。]", re.split(r"(?:Children|子要素): ", line)[-1])[0])) if line else set()
        tell(said == children, f"{name}: {element}: children differ: {sorted(said ^ children)}")
    tell(found == set(schema), f"{name}: elements without a section: {sorted(set(schema) - found)}")


# ---- periods ----

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="urn:logicmodel:model:1" version="1.0" id="m">
<tier id="t" level="initial" due="2028-03-31"><label xml:lang="ja">t</label></tier>
<indicator id="i" certainty="assumed"><label xml:lang="ja">i</label></indicator>
</model>
"""


def findings(program, cases):
    """Codes per case, each a list of periods given for one area."""
    head = '<values xmlns="urn:logicmodel:values:1" version="1.0">\n'
    areas = "".join(f'<area id="a{n}"><label xml:lang="ja">{n}</label></area>\n' for n in range(len(cases)))
    lines = [(n, f'<obs indicator="i" area="a{n}" value="1" period={quoteattr(p)}/>') for n, case in enumerate(cases) for p in case]
    with tempfile.TemporaryDirectory() as folder:
        model, values = os.path.join(folder, "m.xml"), os.path.join(folder, "v.xml")
        with open(model, "w", encoding="utf-8") as file:
            file.write(MODEL)
        with open(values, "w", encoding="utf-8") as file:
            file.write(head + areas + "\n".join(line for _, line in lines) + "\n</values>\n")
        answer = subprocess.run([program, "check", "--format", "json", model, values], stdout=subprocess.PIPE, check=False).stdout
    codes = [[] for _ in cases]
    first = 2 + len(cases)
    for finding in json.loads(answer)["findings"]:
        if finding["file"] == values and finding["line"] >= first:
            codes[lines[finding["line"] - first][0]].append(finding["code"])
    return codes


def part(text, start):
    return re.search(re.escape(start) + r"(.*?)<!-- end -->", text, re.S).group(1).split("\n")


def check_periods(name, text, program):
    pairs = []
    for row in rows(part(text, "<!-- periods -->")):
        given, read = ticks(row[0]), ticks(row[1])
        tell(len(read) in (1, len(given)), f"{name}: {row[0]}: one reading each, or one for all")
        pairs += [(spelling, read[n if len(read) > 1 else 0]) for n, spelling in enumerate(given)]
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    for pair, codes in zip(pairs, findings(program, pairs)):
        tell(codes == ["V415"], f"{name}: {pair[0]} is not read as {pair[1]}: {codes}")
    refused = [(spelling, ticks(row[1])[0]) for row in rows(part(text, "<!-- refused periods -->")) for spelling in ticks(row[0])]
    for (spelling, code), codes in zip(refused, findings(program, [[spelling] for spelling, _ in refused])):
        tell(codes == [code], f"{name}: {spelling} is not refused with {code}: {codes}")


# ---- codes ----

def check_codes(name, text):
    with open(os.path.join(ROOT, "lib", "include", "logicmodel", "codes.def"), encoding="utf-8") as file:
        known = set(re.findall(r'LM_CODE\(\w+, "(\w+)"', file.read()))
    named = set(re.findall(r"`([A-Z][0-9]{3})`", text))
    tell(named <= known, f"{name}: no such codes: {sorted(named - known)}")


def main():
    parser = argparse.ArgumentParser(description="the tables of docs/formats*.md against schemas and program")
    parser.add_argument("--bin", required=True)
    program = os.path.abspath(parser.parse_args().bin)
    for name in ("docs/formats.md", "docs/formats.ja.md"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            text = file.read()
        check_elements(name, text)
        check_periods(name, text, program)
        check_codes(name, text)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
