"""report_since.py: `logicmodel report --since`: every form says the same of what changed, as why-changed and diff say it; a folder of reports in every
form, each file the bytes of `report --area`, and the index with how many verdicts moved.

  python3 test/report_since.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"
"""
import argparse
import csv
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import spreadsheet
import tally

ROOT = Path(__file__).resolve().parent.parent
REGION = "fixtures/mihon-region/"
AREAS = ("kita", "naka", "minami")
ENDINGS = {"html": "html", "pdf": "pdf", "xlsx": "xlsx", "markdown": "md", "text": "txt", "json": "json", "csv": "csv"}
WITHOUT = re.compile(r"without|libxlsxwriter|Pango|font")  # a build, or a computer, that cannot have the form
VALUES = """<values xmlns="urn:logicmodel:values:1" version="1.1"><area id="higashi"><label xml:lang="en">Higashi (fiction)</label></area>
<obs indicator="meetings" area="higashi" period="2024FY" value="3"/><obs indicator="meetings" area="higashi" period="2025FY" value="4"/></values>"""
WORDS = {None: "none", "achieved": "achieved", "on-track": "on track", "slow": "behind", "unclear": "unclear", "not-assessable": "cannot judge"}
results = []


def tell(good, *what):
    results.append((" ".join(str(w) for w in what), bool(good)))


class World:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.store = binary, folder, folder / "region.store"

    def run(self, *arguments, at="1775034000"):
        done = subprocess.run([self.binary, *map(str, arguments)], cwd=ROOT, capture_output=True, check=False, env=dict(os.environ, SOURCE_DATE_EPOCH=at))
        return done.returncode, done.stdout, done.stderr.decode()

    def must(self, *arguments, **more):
        code, out, err = self.run(*arguments, "--store", self.store, *more.pop("files", ()), **more)
        tell(code == 0, arguments, code, err[:300])
        return out

    def report(self, *arguments):
        return self.must("report", "-q", *arguments)


def make(world):
    load = lambda *files, **more: world.must("load", "--who", "sato", "-q", *more.get("how", ()), files=[f if isinstance(f, Path) else REGION + f for f in files], at=more.get("at", "1806570000"))
    world.must("init", "-q")
    load("model.xml", "values.xml", "targets.xml", at="1775034000")
    world.must("assess", "--save", "--who", "sato", "-q")
    load("later/values.xml")
    for name in ("recount", "targets", "model"):
        load("later/%s.xml" % name, how=("--revise", "--reason", "because of " + name))
    (world.folder / "higashi.xml").write_text(VALUES)
    load(world.folder / "higashi.xml", at="1806580000")


def as_rows(value, part, path=()):
    """The rows of CSV that an object of JSON stands for, without the column of the item."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, list):
                for number, member in enumerate(inner, 1):
                    for field, leaf in member.items():
                        if leaf is not None:
                            yield "%s.%s" % (part, key), str(number), field, leaf
            else:
                yield from as_rows(inner, part if not isinstance(inner, dict) else part + "." + key, (key,))
    elif value is not None:
        yield part, "", path[-1], value


def same(text, leaf):
    if isinstance(leaf, bool):
        return text == str(leaf).lower()
    return text == leaf if isinstance(leaf, str) else float(text) == leaf


def check_forms(world, area):
    ask = ("--area", area, "--since", "load:2", "--lang", "en")
    since = json.loads(world.report(*ask, "-f", "json"))["since"]
    why = json.loads(world.must("why-changed", "--from", "load:2", "--area", area, "-f", "json"))
    tell(all(since[name] == value for name, value in why.items()), area, "why-changed says otherwise")
    diff = [d for d in json.loads(world.must("diff", "--from", "load:2", "-f", "json"))["differences"] if d["what"] not in ("target", "baseline") or "@%s/" % area in d["id"]]
    model = [d for d in diff if d["what"] not in ("target", "baseline", "area")]
    areas = [(d["id"], d["field"], d["before"], d["after"]) for d in diff if d["what"] == "area"]
    tell(areas and areas == [(d["id"], d["field"], d["before"], d["after"]) for d in since["areas"]], area, "diff says otherwise of areas", areas)
    tell([(d["id"] or "", d["field"], d["before"], d["after"]) for d in model] == [(d["id"], d["field"], d["before"], d["after"]) for d in since["model"]], area, "diff says otherwise")
    tell([d["after"] for d in diff if d["what"] in ("target", "baseline")] == [t["after"] for t in since["targets"]], area, "targets")
    moved = [v for v in since["verdicts"] if v["from"] != v["to"]]
    tell(len(moved) == since["moved"] and since["records"] >= since["moved"] and not since["nothing_later"], area, "counts")
    tell(all(v["area"] == area for part in ("verdicts", "values", "targets") for v in since[part]), area, "another area")
    rows = [row for row in csv.reader(io.StringIO(world.report(*ask, "-f", "csv").decode())) if row[0].split(".")[0] == "since"]
    wanted = list(as_rows(since, "since"))
    tell(len(rows) == len(wanted) and all((r[0], r[1], r[3]) == w[:3] and same(r[4], w[3]) for r, w in zip(rows, wanted)), area, "CSV and JSON")
    check_book(world, ask, since, moved)
    check_papers(world, ask, moved)
    return since


def check_book(world, ask, since, moved):
    code, out, err = world.run("report", "-q", "--store", world.store, *ask, "-f", "xlsx")
    if code == 2 and WITHOUT.search(err):
        return
    book = spreadsheet.Workbook(out)
    sheet = next((s for s in book.sheets if s.name == "What changed"), None)
    tell(sheet is not None and not any(s.name == "What changed" for s in spreadsheet.Workbook(world.report(*ask[:2], "-f", "xlsx", "--lang", "en")).sheets), "the sheet, only with --since")
    if not sheet:
        return
    rows = 1 + max(row for row, column in sheet.cells) - 4
    tell(rows == len(moved) + sum(len(since[part]) for part in ("values", "targets", "model", "areas")), ask[1], "rows of the sheet", rows)
    tell("load 2" in sheet.cells[2, 0].value and "%d are other" % since["moved"] in sheet.cells[2, 0].value, ask[1], "its note", sheet.cells[2, 0].value)


def check_papers(world, ask, moved):
    """What stands in a paper of then is what the list of verdicts says; indicators that no outcome or activity has are in neither paper."""
    label = {n["id"]: n["label"] for n in json.loads(world.report(*ask, "-f", "json"))["nodes"]["indicators"]}
    was = {label[v["indicator"]]: WORDS[v["from"]] for v in moved if v["indicator"] in label}
    qa = world.report(*ask, "--as", "qa", "-f", "markdown").decode()
    then = re.findall(r"^- \*\*then\*\*: (?:\S+ )?(.*?) \(moved by: (.+)\)$", qa, re.M)
    tell("What has changed since last time?" in qa and len(then) <= len(was) and all(verdict in was.values() and by for verdict, by in then), ask[1], "the answer sheet", then)
    tell(ask[1] != "kita" or len(then) == 2, ask[1], "verdicts that moved in the answer sheet", then)
    management = world.report(*ask, "--as", "management", "-f", "markdown").decode()
    rows = [line.strip("| ").split(" | ") for line in re.findall(r"^\|.*\|$", management.partition("verdict then")[2], re.M)]
    tell("verdict then" in management and "verdict then" not in world.report(*ask[:2], "--as", "management", "-f", "markdown", "--lang", "en").decode(), ask[1], "the column")
    told = {next((l for l in was if l in row), None): row[-1] for row in rows}
    told.pop(None, None)
    tell(all(verdict.endswith(was[name]) for name, verdict in told.items()) and (told or ask[1] != "kita"), ask[1], "verdicts of then", told)


def links(page):
    return dict(re.findall(r'<a href="(area[^"]*)"(?: data-sha256="([0-9a-f]{64})")?', page))


def text(cell):
    return html.unescape(re.sub("<[^>]*>", "", cell)).strip()


def check_folder(world, form, sinces):
    ask = ("--since", "load:2", "--lang", "en", "-f", form)
    folder = world.folder / form
    code, _, err = world.run("report", "--store", world.store, *ask, "--into", folder)
    if code in (2, 4) and WITHOUT.search(err):
        return
    names = {"area-%s.%s" % (area, ENDINGS[form]) for area in (*AREAS, "higashi")}
    tell(code == 0 and {p.name for p in folder.iterdir()} == names | {"index.html"}, form, "files", code, err, sorted(p.name for p in folder.iterdir()))
    page = (folder / "index.html").read_text()
    digests = links(page)
    tell(set(digests) == names, form, "links", sorted(digests))
    for name, digest in digests.items():
        tell(digest == ("" if form == "html" else hashlib.sha256((folder / name).read_bytes()).hexdigest()), form, "digest of", name)
    for area in AREAS:
        tell((folder / ("area-%s.%s" % (area, ENDINGS[form]))).read_bytes() == world.report(*ask, "--area", area), form, "not the bytes of --area", area)
    for row in re.findall(r"<tr><th scope=\"row\">(<a.*?)</tr>", page.split("<tfoot>")[0], re.S):
        area = re.search(r'href="area-([a-z]+)', row).group(1)
        cells = [text(cell) for cell in re.findall(r"<td.*?</td>", row, re.S)]
        if area in sinces:
            tell(cells[3] == "%d/%d" % (sinces[area]["moved"], sinces[area]["records"]), form, "moved in", area, cells[3])
    tell("load 2" in page, form, "what the index compares with")


def check_again(world):
    """A second run replaces what the first wrote, and nothing else."""
    folder, ask = world.folder / "csv", ("report", "--store", world.store, "--lang", "en", "--since", "load:2")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    code, _, err = world.run(*ask, "-f", "csv", "--into", folder)
    tell(code == 0 and {p.name: p.read_bytes() for p in folder.iterdir()} == before, "again", err)
    (folder / "area-kita.csv").write_text("my own table")
    before["area-kita.csv"] = b"my own table"
    code, _, err = world.run(*ask, "-f", "csv", "--into", folder)
    tell(code == 2 and "area-kita.csv" in err and {p.name: p.read_bytes() for p in folder.iterdir()} == before, "a table that somebody changed", err)
    code, _, err = world.run(*ask, "-f", "json", "--into", folder)
    tell(code == 0 and "3 report(s) of earlier runs" in err and (folder / "area-kita.csv").read_text() == "my own table", "another form beside it", err)
    code, _, err = world.run(*ask, "-f", "svg", "--into", folder)
    tell(code == 2 and "svg" in err, "a form that a folder has not", err)


def check_days(world):
    ask = ("report", "--store", world.store, "--area", "kita", "--lang", "en")
    code, out, err = world.run(*ask, "--since", "2062-03-31", "-f", "json")
    since = json.loads(out)["since"]
    tell(code == 0 and "nothing was loaded after '2062-03-31'" in err and since["nothing_later"] and since["moved"] == 0, "a day to come", err)
    tell("Nothing was loaded after it." in world.report("--area", "kita", "--lang", "en", "--since", "2062-03-31", "-f", "text").decode().replace("\n", " "), "the report tells a day to come")
    code, _, err = world.run(*ask, "--since", "2027-04-02", "--as-of", "2026-05-01")
    tell(code == 1 and "--as-of" in err, "later than what the report knows", err)
    code, _, err = world.run(*ask, "--since", "2020-01-01")
    tell(code == 4 and "D9" in err and "2026-04-01" in err, "before the first load", err)
    code, out, _ = world.run(*ask[:3], "--area", "higashi", "--lang", "en", "--since", "load:2", "-f", "json")
    since = json.loads(out)["since"]
    tell(code == 0 and since["moved"] == since["records"] > 0 and all(v["from"] is None for v in since["verdicts"]), "an area that came later")


def check_stamps(world):
    """The documents of a store, loaded again in the order in which the report lists them, give the same numbers."""
    answer = json.loads(world.report("--area", "kita", "-f", "json"))
    by_digest = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in [*(ROOT / REGION).rglob("*.xml"), world.folder / "higashi.xml"]}
    tell([s["load"] for s in answer["stamps"]] == [1, 1, 1, 3, 4, 5, 6, 7] and all(s["at"] and s["sha256"] in by_digest for s in answer["stamps"]), "stamps", answer["stamps"])
    again = World(world.binary, world.folder / "again")
    again.folder.mkdir()
    again.must("init", "-q")
    for load in sorted({s["load"] for s in answer["stamps"]}):
        again.must("load", "-q", "--revise", "--reason", "again", files=[by_digest[s["sha256"]] for s in answer["stamps"] if s["load"] == load])
    made = json.loads(again.report("--area", "kita", "-f", "json"))
    for part in ("records", "values", "rollups", "nodes"):
        tell(made.get(part) == answer.get(part), "made again:", part)
    page, paper = world.report("--area", "kita").decode(), world.report("--area", "kita", "--as", "minutes", "-f", "markdown").decode()
    tell(all(s["sha256"] in page and s["sha256"] in paper for s in answer["stamps"]), "digests in page and minutes")


def check_handover(world):
    """Who loaded, revised, undid and locked, when and why; what was promised. What is undone is no document of the report any more."""
    (world.folder / "later.xml").write_text(VALUES.split("<area")[0] + '<area id="kita"><label xml:lang="en">Kita-Mihon Town</label><label xml:lang="ja">北見本町</label></area><missing indicator="plan-share" area="kita" period="2026FY" reason="not-yet"><note xml:lang="en">due in July</note></missing></values>')
    world.must("load", "--who", "mori", "-q", files=[world.folder / "later.xml"])
    world.must("lock", "--period", "2025FY", "--area", "kita", "--who", "mori", "--reason", "told the council", "-q")
    paper = world.report("--area", "kita", "--lang", "en", "--as", "handover", "-f", "markdown").decode()
    tell("due in July" in paper and "told the council" in paper and "kita" in paper.partition("lock")[2] and "counted" not in paper and "because of recount" in paper, "the hand-over pack")
    tell("later.xml" in paper.partition("## Method")[2], "the document stands")
    number = json.loads(world.report("--area", "kita", "-f", "json"))["stamps"][-1]["load"]
    world.must("undo", "-q", "--who", "mori", files=["load:%d" % number])
    paper = world.report("--area", "kita", "--lang", "en", "--as", "handover", "-f", "markdown").decode()
    tell("due in July" not in paper and "load (undone)" in paper and "no reason was given" in paper and "later.xml" not in paper.partition("## Method")[2], "what was undone")
    since = world.report("--area", "kita", "--lang", "en", "--as", "handover", "-f", "markdown", "--since", "load:7").decode()
    tell("since then" in since and "because of recount" not in since.partition("since then")[2], "only what was done since then")
    none = since.find("No target was revised.")
    tell(none < 0 or since.rfind("### ", 0, none) == since.rfind("### Targets that were revised", 0, none), "no revised target is told under its own heading")
    tell(none >= 0, "that no target was revised is told")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = World(os.path.abspath(arguments.bin), Path(folder))
        make(world)
        sinces = {area: check_forms(world, area) for area in AREAS}
        for form in ENDINGS:
            check_folder(world, form, sinces)
        check_again(world)
        check_days(world)
        check_stamps(world)
        check_handover(world)
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
