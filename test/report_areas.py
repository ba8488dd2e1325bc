"""report_areas.py: `logicmodel report --into`: a report for every area and the page that compares them.

  python3 test/report_areas.py --bin BUILD/cli/logicmodel --generate BUILD/test/bench/generate      ends with "N passed, N failed"
"""
import argparse
import html
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from report import Page, check_policy, results, tell

ROOT = Path(__file__).resolve().parent.parent
REGION = ["fixtures/mihon-region/" + name for name in ("model.xml", "values.xml", "targets.xml")]
DESIGN = "models/design-map-2025-07-01.xml"


def run(binary, *arguments, **more):
    done = subprocess.run([binary, "report", *map(str, arguments)], cwd=ROOT, capture_output=True, check=False, **more)
    return done.returncode, done.stdout, done.stderr.decode()


def files(folder):
    return {p.name: p.read_bytes() for p in Path(folder).iterdir()}


def rows(page):
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S).group(1)
    return [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]


def text(cell):
    return html.unescape(re.sub("<[^>]*>", "", cell)).strip()


def check_index(name, folder, areas):
    page = (folder / "index.html").read_text()
    parsed = Page(page)
    tell(not parsed.wrong, name, "not closed", parsed.wrong[:3])
    links = [a["href"] for a in parsed.of("a") if not a["href"].startswith("#")]
    tell(sorted(links) == sorted(p.name for p in folder.glob("area*.html")) and len(links) == areas, name, "links", links[:5])
    body = rows(page)
    tell(len(body) == areas and len({len(row) for row in body}) == 1, name, "rows")
    heads = re.search(r"<tr class=\"sorts\">(.*?)</tr>", page, re.S).group(1)
    tell(len(re.findall(r"<th scope=\"col\"", heads)) == len(body[0]), name, "headings")
    outcomes = len(body[0]) - 4
    behind = [int(text(row[1])) for row in body]
    tell(behind == sorted(behind, reverse=True), name, "worst first", behind)
    for row in body:
        verdicts = [re.search(r"verdict ([a-z-]+)", cell).group(1) for cell in row[4:]]
        counts = [sum(v in kind for v in verdicts) for kind in (("near", "slow", "away"), ("unclear", "not-assessable"), ("achieved", "achieved-slipping", "on-track"))]
        tell([text(cell) for cell in row[1:4]] == [str(n) for n in counts] and sum(counts) == outcomes, name, "counts of", text(row[0]))
    judged = re.search(r"<tfoot>(.*?)</tfoot>", page, re.S).group(1)
    for i, cell in enumerate(re.findall(r"<td class=\"n\">(.*?)</td>", judged)):
        n = sum("not-assessable" not in row[4 + i] for row in body)
        tell(cell == "%d/%d" % (n, areas), name, "judged in", i, cell, n)
    return page


def check_region(binary, folder):
    code, out, err = run(binary, *REGION, "--into", folder / "new", "--lang", "en")
    tell(code == 0 and out == b"" and "3 report(s)" in err, "region", code, err)
    page = check_index("region", folder / "new", 3)
    links_out = re.sub(r'href="area-[a-z]+\.html"', 'href="#main"', page)
    check_policy("region", links_out, Page(links_out))
    made = files(folder / "new")
    tell(set(made) == {"index.html", "area-kita.html", "area-naka.html", "area-minami.html"}, "region: files", sorted(made))
    for area in ("kita", "naka", "minami"):
        alone = run(binary, *REGION, "--area", area, "--lang", "en")[1]
        tell(alone == made["area-%s.html" % area], "not the bytes of --area", area)
    code, _, err = run(binary, *REGION, "--into", folder / "new", "--lang", "en", "--threads", "1")
    tell(code == 0 and files(folder / "new") == made, "a second run, one thread: other bytes")
    code, _, err = run(binary, *REGION, "--into", folder / "new", "--lang", "en", "-q")
    tell(code == 0 and err == "", "quiet", err)


def check_refusals(binary, folder):
    for extra in (["--area", "kita"], ["-o", folder / "x.html"], ["-f", "svg"]):
        code, _, err = run(binary, *REGION, "--into", folder / "never", *extra)
        tell(code == 2 and err and not (folder / "never").exists(), "refused with", extra, err)
    mine = folder / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("<p>my own page</p>")
    code, _, err = run(binary, *REGION, "--into", mine)
    tell(code == 2 and "index.html" in err and set(files(mine)) == {"index.html"}, "a page of somebody else", err)
    (mine / "index.html").unlink()
    (mine / "area-naka.html").symlink_to("/dev/null")
    code, _, err = run(binary, *REGION, "--into", mine)
    tell(code == 2 and set(p.name for p in mine.iterdir()) == {"area-naka.html"}, "a link to elsewhere", err)
    (mine / "area-naka.html").unlink()
    (folder / "link").symlink_to(mine, target_is_directory=True)
    for end in ("", "/"):
        code, _, err = run(binary, *REGION, "--into", str(folder / "link") + end)
        tell(code == 2 and "link" in err and not files(mine), "a link for a folder", end, err)
    code, _, err = run(binary, *REGION, "--into", folder / "no" / "such")
    tell(code == 3 and err, "no parent folder", err)
    (folder / "file").write_text("x")
    code, _, err = run(binary, *REGION, "--into", folder / "file")
    tell(code == 3 and err and (folder / "file").read_text() == "x", "a file for a folder", err)
    code, _, err = run(binary, *REGION[:2], "--into", folder / "fewer", "--lang", "en")
    (folder / "fewer" / "area-gone.html").write_bytes((folder / "fewer" / "area-kita.html").read_bytes())
    (folder / "fewer" / "area-own.html").write_text("not ours")
    code, _, err = run(binary, *REGION[:2], "--into", folder / "fewer", "--lang", "en")
    tell(code == 0 and "1 report(s) of earlier runs" in err and (folder / "fewer" / "area-gone.html").exists(), "left over", err)


VALUES = """<values xmlns="urn:logicmodel:values:1" version="1.0">%s</values>"""
AREA = '<area id="%s"><label xml:lang="en">%s</label></area>'
OBS = '<obs indicator="%s" area="%s" period="2023FY" value="1"/>'


def check_names(binary, folder):
    """Ids that differ in case only, and one without any area."""
    model = (ROOT / REGION[0]).read_text()
    indicator = re.search(r'<indicator id="([^"]+)"', model).group(1)
    path = folder / "ids.xml"
    ids = ["index", "A.b", "a.B", "CON", "x" * 64]
    path.write_text(VALUES % ("".join(AREA % (i, i) for i in ids) + "".join(OBS % (indicator, i) for i in ids)))
    code, _, err = run(binary, REGION[0], path, "--into", folder / "ids")
    names = sorted(p.name for p in (folder / "ids").iterdir()) if code == 0 else []
    tell(code == 0 and len({n.lower() for n in names}) == len(ids) + 1 and "area-A.b.html" in names and "area-a.B-2.html" in names, "names", code, names, err)
    code, _, err = run(binary, REGION[0], "--into", folder / "none")
    tell(code == 0 and set(files(folder / "none")) == {"index.html", "area.html"}, "no area named", code, err)


def check_many(binary, generate, folder):
    paths = []
    for what in ("compact", "targets"):
        paths.append(folder / (what + ".xml"))
        with open(paths[-1], "wb") as out:
            subprocess.run([generate, ROOT / DESIGN, "47", "12", what], stdout=out, check=True)
    code, _, err = run(binary, DESIGN, *paths, "--into", folder / "47", "--lang", "ja", "--threads", "2")
    tell(code == 0, "47 areas", err)
    check_index("47", folder / "47", 47)
    two = files(folder / "47")
    run(binary, DESIGN, *paths, "--into", folder / "47", "--lang", "ja", "--threads", "1")
    tell(files(folder / "47") == two, "47 areas: other bytes with one thread")
    return paths


def on_terminal(command):
    """What the command says on a terminal."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execv(command[0], command)
    said = b""
    try:
        while chunk := os.read(fd, 65536):
            said += chunk
    except OSError:
        pass
    return os.waitpid(pid, 0)[1], said.decode()


def check_bar(binary, generate, folder):
    """Long enough for a bar: the bar goes to the terminal, ends, and is no part of a quiet or piped run."""
    path = folder / "many.xml"
    with open(path, "wb") as out:
        subprocess.run([generate, ROOT / DESIGN, "300", "12", "compact"], stdout=out, check=True)
    command = [binary, "report", DESIGN, str(path), "--into", str(folder / "many"), "--lang", "en", "--threads", "1"]
    try:
        code, said = on_terminal(command)
    except OSError as why:
        print(f"note: no terminal to be had here ({why}); the bar was not looked at")
        return
    drawn = [int(n) for n in re.findall(r"\] (\d+)/300 reports", said)]
    tell(code == 0 and drawn == sorted(drawn) and all(n <= 300 for n in drawn), "bar", drawn[:5])
    tell(not drawn or "\r\033[K" in said.split("300 reports")[-1] or said.rstrip().endswith("'"), "the bar goes away")
    if not drawn:
        print("note: 300 areas took less than a second; no bar was needed")
    code, said = on_terminal(command + ["--quiet"])
    tell(code == 0 and said == "", "quiet on a terminal", said[:80])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--generate", required=True)
    options = parser.parse_args()
    binary, generate = os.path.abspath(options.bin), os.path.abspath(options.generate)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        check_region(binary, folder)
        check_refusals(binary, folder)
        check_names(binary, folder)
        check_many(binary, generate, folder)
        check_bar(binary, generate, folder)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
