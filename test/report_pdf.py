"""report_pdf.py: `logicmodel report --format pdf`: pages, fonts, text, bookmarks, links, and the same bytes every time.

  python3 test/report_pdf.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"

A program built without Pango must say so. Without poppler-utils, or without a font that has Japanese, what they would show is left out and said.
"""
import argparse
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DESIGN = "models/design-map-2025-07-01.xml"
CITY = [DESIGN, "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml", "fixtures/mihon-city/progress.xml"]
REPORTS = {
    "city": CITY,
    "national": [DESIGN, "fixtures/national/values.xml", "fixtures/national/targets.xml"],
    "nothing": [DESIGN],
    "policy": ["models/hino-basic-policy.xml", "fixtures/hino/progress.xml"],
}
INVENTED = {"ja": "架空", "en": "FICTIONAL"}
MOST_BYTES = 2 * 1000 * 1000
A3, A4 = sorted((297, 420)), sorted((210, 297))
WITHOUT_PANGO = 2
results = []


def tell(ok, *what):
    results.append(bool(ok))
    if not ok:
        print("FAILED:", *what)


def run(binary, documents, *options):
    done = subprocess.run([binary, "report", *documents, *options], cwd=ROOT, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def tool(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def bare(text):
    """Without white space, which lines of a page put elsewhere, and with the signs of a text as they are drawn."""
    return re.sub(r"\s+", "", text)


class Texts(html.parser.HTMLParser):
    """What a report says in HTML: the text of every element that holds nothing but text and inline elements."""

    BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "caption"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.stack, self.skip = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("svg", "nav", "form", "script", "style", "head", "footer"):
            self.skip += 1
        elif tag in self.BLOCKS:
            self.stack.append("")

    def handle_endtag(self, tag):
        if tag in ("svg", "nav", "form", "script", "style", "head", "footer"):
            self.skip -= 1
        elif tag in self.BLOCKS and self.stack:
            text = self.stack.pop()
            if not self.skip and text.strip():
                self.found.append(text)

    def handle_data(self, data):
        if self.stack and not self.skip:
            self.stack[-1] += data


def unpacked(pdf):
    """With what stands in object streams."""
    packed = re.findall(rb"/Type /ObjStm [^>]*/Length (\d+) >>\nstream\n", pdf)
    starts = [m.end() for m in re.finditer(rb"/Type /ObjStm [^>]*>>\nstream\n", pdf)]
    return pdf + b"".join(zlib.decompress(pdf[start:start + int(length)]) for start, length in zip(starts, packed))


def check_bytes(name, pdf):
    tell(len(pdf) < MOST_BYTES, name, "bytes:", len(pdf))
    tell(pdf.startswith(b"%PDF-1.") and pdf.rstrip().endswith(b"%%EOF"), name, "is no PDF")
    pdf = unpacked(pdf)
    tell(b"/CreationDate" not in pdf and b"/ModDate" not in pdf, name, "has a date")
    titles = len(re.findall(rb"/Title (?:\(|<)", pdf))
    tell(b"/Outlines" in pdf and titles > 5, name, "bookmarks:", titles)
    tell(b"/URI" not in pdf and b"/JavaScript" not in pdf and b"/Launch" not in pdf, name, "leads out of the document")
    leads = re.findall(rb"/Dest \(?\[? ?(\w+)", pdf)
    tell(name == "nothing" or name == "policy" or len(leads) > 100, name, "links:", len(leads))


def check_pages(name, path, lang):
    info = tool("pdfinfo", "-f", "1", "-l", "9999", path)
    sizes = [(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info)]
    millimetres = [sorted((round(w / 72 * 25.4), round(h / 72 * 25.4))) for w, h in sizes]
    tell(millimetres and millimetres[0] == A3, name, "the map is not on A3", millimetres[:1])
    sheets = next((i for i, size in enumerate(millimetres) if size != A3), len(millimetres))
    tell(all(size == A4 for size in millimetres[sheets:]), name, "other pages are not A4", sheets)
    tell(sheets == 1 or name == "policy" or f"1/{sheets}" in tool("pdftotext", "-l", "1", path, "-"), name, "sheets of the map", sheets)
    tell(re.search(r"^Title: +\S", info, re.M) and "logicmodel" in info, name, "properties")
    fonts = tool("pdffonts", path).splitlines()[2:]
    tell(fonts and all(re.search(r" yes yes yes +\d+ +\d+$", font) for font in fonts), name, "a font that is not embedded as a subset with its letters:", fonts)
    if name == "city":
        pages = tool("pdftotext", "-raw", path, "-").split("\f")[:-1]
        tell(len(pages) == len(sizes) and all(INVENTED[lang] in page for page in pages), name, "a page that does not say that the values are invented")
        tell(all(f"{i + 1} / {len(sizes)}" in page for i, page in enumerate(pages)), name, "numbers of pages")


def check_inside(name, path):
    """No word stands outside its page."""
    page, lost = (0, 0), []
    for line in tool("pdftotext", "-bbox", path, "-").splitlines():
        size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line)
        word = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if size:
            page = float(size[1]), float(size[2])
        elif word and (float(word[1]) < 0 or float(word[2]) < 0 or float(word[3]) > page[0] or float(word[4]) > page[1]):
            lost.append(word[5])
    tell(not lost, name, "outside the page:", lost[:5])


def check_text(name, path, page):
    """Everything the HTML says stands in the PDF and can be copied from it; the heading of the map is a bookmark alone, and paper has no keys."""
    said = bare(tool("pdftotext", "-raw", path, "-"))
    for text in Texts(re.sub('<h2 id="map-head">.*?</h2>|<p class="[^"]*scripted">.*?</p>', "", page)).found:
        tell(bare(text) in said, name, "not on paper:", text[:80])


def check_structure(name, path, lang, page):
    """What a screen reader gets: one document, headings, tables whose rows have a cell each for every column, lists, links with their words, figures in words."""
    with open(path, "rb") as file:
        pdf = unpacked(file.read())
    info = tool("pdfinfo", "-struct-text", path)
    tree = [(len(line) - len(line.lstrip()), line.split()[0]) for line in info.splitlines() if re.match(r" *[A-Z]\w*( \((block|inline)\))?$", line)]
    count = lambda tag: sum(t == tag for _, t in tree)
    tell("Tagged:          yes" in tool("pdfinfo", path) and tree and tree[0] == (0, "Document") and sum(i == 0 for i, _ in tree) == 1, name, "one document", tree[:3])
    tell(b"/Lang (%s)" % lang.encode() in pdf and b"/DisplayDocTitle true" in pdf, name, "language, title shown")
    for tag in ("h1", "h3", "h4", "table", "caption"):
        role = {"table": "Table", "caption": "Caption"}.get(tag, tag.upper())
        tell(count(role) == len(re.findall("<%s[ >]" % tag, page)), name, role, count(role), len(re.findall("<%s[ >]" % tag, page)))
    charts = page.count('<svg class="chart"')
    tell(count("Figure") == charts and len(re.findall(rb"/S /Figure /Alt <FEFF[0-9A-F]{20,}>", pdf)) == charts, name, "figures", count("Figure"), charts)
    wrong, rows = 0, {}
    for i, (indent, tag) in enumerate(tree):
        if tag != "TR":
            continue
        cells = 0
        for inside, other in tree[i + 1:]:
            if inside <= indent:
                break
            cells += other in ("TH", "TD") and inside == indent + 2
        table = max(k for k in range(i) if tree[k][1] == "Table")
        wrong += rows.setdefault(table, cells) != cells
    tell(wrong == 0 and (rows or name == "policy"), name, "rows with other cells than the first", wrong)
    words = {bare(t) for t in re.findall(r'Link \(inline\)\n +Object .*\n +"(.*)"', info)}
    tell(name in ("nothing", "policy") or len(words) > 20, name, "links with words", len(words))
    empty = len(re.findall(r"Link \(inline\)\n +Object .*\n(?! +\")", info))
    tell(empty == 0, name, "links without words", empty)


def check_heads(path, head):
    """A table that goes on has its heads again: the list of what is missing is longer than a page."""
    pages = tool("pdftotext", "-raw", path, "-").split("\f")[:-1]
    with_head = [i for i, page in enumerate(pages) if head in bare(page)]
    tell(len(with_head) > 1 and with_head == list(range(with_head[0], with_head[-1] + 1)), "heads on pages", with_head)


def check_settings(binary, folder, poppler):
    """Title and logo of the office; the map not first, and on A4."""
    path = os.path.join(folder, "own.pdf")
    code, out, err = run(binary, CITY, "--settings", "fixtures/mihon-city/settings.xml", "-f", "pdf", "--lang", "ja")
    tell(code == 0, "settings: exit", code, err)
    tell(out.count(b"/Subtype /Image") >= 1, "settings: no logo")
    with open(path, "wb") as file:
        file.write(out)
    if not poppler:
        return
    pages = tool("pdftotext", "-raw", path, "-").split("\f")[:-1]
    tell(all("架空" in page for page in pages), "settings: a page that does not say that the values are invented")
    tell("評価報告書" in pages[0] and "第3回推進協議会" in pages[0] and "遅れているもの" in pages[0], "settings: title, subtitle and first part on the first page")
    sizes = set(re.findall(r"Page +\d+ size: +([\d.]+ x [\d.]+)", tool("pdfinfo", "-f", "1", "-l", "9999", path)))
    tell(sizes == {"595.276 x 841.89"}, "settings: papers", sizes)


HOSTILE = """<model xmlns='urn:logicmodel:model:1' version='1.0' id='h'><title xml:lang='en'>(\\) /Title &lt;&gt; %s</title>
<tier id='t' level='final' due='2041-03-31'><label xml:lang='en'>endobj %%EOF</label></tier>
<scene id='s' certainty='stated'><label xml:lang='en'>\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eturned</label></scene>
<initiative id='i' scene='s' certainty='stated' mark=')'><label xml:lang='en'>\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f9ea \U000e0041 \ue000 face</label></initiative>
<activity id='a' initiative='i' certainty='stated'><label xml:lang='en'>%s</label></activity>
<outcome id='o' tier='t' scene='s' certainty='stated'><label xml:lang='en'>%s</label></outcome>
<indicator id='n' certainty='stated' direction='up' measure='count' basis='fiscal-year'><label xml:lang='en'>\U00020bb7\u9ad9 e\u0301%s</label>
<unit xml:lang='en'>%s</unit></indicator>
<link type='measured-by' from='outcome:o' to='indicator:n' certainty='stated'/>
<link type='contributes-to' from='initiative:i' to='outcome:o' certainty='assumed'/></model>"""


def check_hostile(binary, folder, poppler):
    model, path = os.path.join(folder, "hostile.xml"), os.path.join(folder, "hostile.pdf")
    with open(model, "w", encoding="utf-8") as file:
        file.write(HOSTILE % ("t" * 300, "x" * 3000, "many words " * 2000, "\u0301" * 50, "u" * 200))
    code, _, err = run(binary, [model], "-f", "pdf", "--lang", "en", "-o", path)
    tell(code == 0, "hostile: exit", code, err)
    if code != 0 or not poppler:
        return
    text = bare(tool("pdftotext", "-raw", path, "-"))
    tell("x" * 3000 in text, "hostile: a long word is torn but whole")
    tell("manywords" * 2000 in text, "hostile: a text longer than a page is whole")
    told = "no font of this computer" in err  # few fonts have the rare sign
    tell("\u202e" not in text and ("\U00020bb7\u9ad9" in text or (told and "\u9ad9" in text)), "hostile: signs", err)
    check_pages("hostile", path, "en")


def tall_model(rows):
    """Two columns of boxes, a scene that goes on, arrows near and far."""
    label = lambda text: f"<label xml:lang='en'>{text}</label>"
    out = ["<model xmlns='urn:logicmodel:model:1' version='1.0' id='tall'><title xml:lang='en'>tall</title>",
           "<tier id='t' level='final' due='2041-03-31'>%s</tier>" % label("Column of outcomes")]
    out += [f"<scene id='s{i}' certainty='stated'>{label(f'Scene{i}')}</scene>" for i in range(2)]
    for i in range(rows):
        out.append(f"<initiative id='i{i}' scene='s{2 * i // rows}' certainty='stated'>{label(f'Initiative{i}')}</initiative>")
        out.append(f"<outcome id='o{i}' tier='t' scene='s{2 * i // rows}' certainty='stated'>{label(f'Begin{i} with words that take more lines than one in their box End{i}')}</outcome>")
    for i in range(rows):
        out.append(f"<link type='contributes-to' from='initiative:i{i}' to='outcome:o{i}' certainty='stated'/>")
        if i % 10 == 0:
            out.append(f"<link type='contributes-to' from='initiative:i{i}' to='outcome:o{(i + rows // 2) % rows}' certainty='assumed'/>")
    return "\n".join(out) + "</model>"


def least_letters(path, page):
    """Height of the lowest word of a page, points."""
    boxes = re.findall(r'<word xMin="[-\d.]+" yMin="([-\d.]+)" xMax="[-\d.]+" yMax="([-\d.]+)">', tool("pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-"))
    return min(float(b) - float(a) for a, b in boxes)


def check_tall(binary, folder, poppler):
    """A map too high for one sheet goes on: no box is cut, its columns have their heads, arrows say where they go on."""
    model, path = os.path.join(folder, "tall.xml"), os.path.join(folder, "tall.pdf")
    rows = 120
    with open(model, "w", encoding="ascii") as file:
        file.write(tall_model(rows))
    code, out, err = run(binary, [model], "-f", "pdf", "--lang", "en")
    tell(code == 0 and out == run(binary, [model], "-f", "pdf", "--lang", "en")[1], "tall: exit, the same bytes", code, err)
    if not poppler:
        return
    with open(path, "wb") as file:
        file.write(out)
    info = tool("pdfinfo", "-f", "1", "-l", "9999", path)
    sizes = [sorted((round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4))) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info)]
    sheets = sizes.index(A4)
    tell(3 < sheets < 30 and sizes == [A3] * sheets + [A4] * (len(sizes) - sheets), "tall: sheets", sheets)
    pages = [tool("pdftotext", "-f", str(i + 1), "-l", str(i + 1), path, "-") for i in range(sheets)]
    words = [set(page.split()) for page in pages]
    for name in ("Begin", "End", "Initiative"):
        on = [[k for k in range(sheets) if f"{name}{i}" in words[k]] for i in range(rows)]
        tell(all(len(k) == 1 for k in on), "tall: not once:", name, [i for i in range(rows) if len(on[i]) != 1][:5])
    on = {f"{name}{i}": next(k for k in range(sheets) if f"{name}{i}" in words[k]) for name in ("Begin", "End", "Initiative") for i in range(rows)}
    tell(all(on[f"Begin{i}"] == on[f"End{i}"] for i in range(rows)), "tall: a box is cut")
    tell(all("Column of outcomes" in page and f"sheet {i + 1}/{sheets}" in page for i, page in enumerate(pages)), "tall: heads, number of the sheet")
    tell(all("(continued)" in page for page in pages[1:]) and "(continued)" not in pages[0], "tall: continued")
    tell(all(least_letters(path, i + 1) >= 6 for i in range(sheets)), "tall: letters", [least_letters(path, i + 1) for i in range(sheets)])
    away = {(on[f"Initiative{i}"], on[f"Begin{(i + shift) % rows}"]) for i in range(rows) for shift in ((0, rows // 2) if i % 10 == 0 else (0,))}
    away = {(a, b) for a, b in away if a != b}
    leave = {(i, int(n) - 1) for i, page in enumerate(pages) for n in re.findall(r"→ (\d+)/", page)}
    come = {(int(n) - 1, i) for i, page in enumerate(pages) for n in re.findall(r"(\d+)/%d →" % sheets, page)}
    tell(away and leave == away and come == away, "tall: marks", leave ^ away, come ^ away)
    titles = unpacked(out)
    tell(all(f"/Title (Map, sheet {i + 1}/{sheets})".encode() in titles for i in range(1, sheets)), "tall: bookmarks")
    said = bare(tool("pdfinfo", "-struct-text", path))
    tell(all(f'"Begin{i}with' in said for i in range(rows)) and said.count("(continued)") == sheets - 1 and said.count('P(block)"Columnofoutcomes"') == 1, "tall: read aloud")


def check_failures(binary, folder):
    path = os.path.join(folder, "report.pdf")
    with open(path, "w", encoding="ascii") as file:
        file.write("as before")
    code, _, err = run(binary, CITY, "-f", "pdf", "-o", "/dev/full")
    tell(code == 3 and "/dev/full" in err, "a full disk: exit", code, err)
    code, _, err = run(binary, CITY[:1] + ["fixtures/mihon-region/values.xml"], "-f", "pdf", "-o", path)
    with open(path, encoding="latin1") as file:
        tell(code != 0 and file.read() == "as before", "what could not be made replaced a file: exit", code)
    code, _, err = run(binary, CITY, "-f", "pdf", "-o", os.path.join(folder, "not", "there.pdf"))
    tell(code == 3, "no such folder: exit", code, err)


def check_without(binary):
    for lang, word in (("ja", "なしで作られて"), ("en", "built without")):
        code, out, err = run(binary, CITY, "-f", "pdf", "--lang", lang)
        tell(code == WITHOUT_PANGO and not out and word in err and "Pango" in err, "without Pango", code, err)


def check_report(binary, folder, name, lang, poppler):
    path = os.path.join(folder, f"{name}-{lang}.pdf")
    code, _, err = run(binary, REPORTS[name], "-f", "pdf", "--lang", lang, "-o", path)
    tell(code == 0, name, lang, "exit", code, err)
    with open(path, "rb") as file:
        out = file.read()
    if lang == "ja":
        tell(run(binary, REPORTS[name], "-f", "pdf", "--lang", lang, "--threads", "1")[1] == out, name, "other bytes the second time")
    check_bytes(name, out)
    if not poppler:
        return
    check_pages(name, path, lang)
    check_inside(name, path)
    page = run(binary, REPORTS[name], "--lang", lang)[1].decode()
    check_text(f"{name} {lang}", path, page)
    check_structure(f"{name}", path, lang, page)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    code, _, err = run(binary, REPORTS["nothing"], "-f", "pdf")
    if code == WITHOUT_PANGO and "Pango" in err:
        check_without(binary)
        print("%d passed, %d failed" % (results.count(True), results.count(False)))
        return 1 if False in results else 0
    japanese = shutil.which("fc-list") is None or tool("fc-list", ":lang=ja", "family")
    poppler = bool(japanese) and all(shutil.which(t) for t in ("pdfinfo", "pdffonts", "pdftotext"))
    if not poppler:
        print("without poppler-utils or a Japanese font: pages, fonts and text are not looked at")
    with tempfile.TemporaryDirectory() as folder:
        for name in REPORTS:
            for lang in ("ja", "en"):
                check_report(binary, folder, name, lang, poppler)
        if poppler:
            check_heads(os.path.join(folder, "national-ja.pdf"), "理由判定不可の項目")
            text = bare(tool("pdftotext", "-raw", os.path.join(folder, "city-ja.pdf"), "-"))
            for sentence in ("値は架空のもの。実在の地域の状況ではない。", "在宅医療・介護連携推進事業の目標を達成するための設計図", "どれだけ確かに言えるか"):
                tell(sentence in text, "not in the text:", sentence)
        code, out, err = run(binary, CITY, "-f", "pdf", "--as", "minutes", "--lang", "ja")
        tell(code == 0 and out.startswith(b"%PDF"), "minutes: exit", code, err)
        check_settings(binary, folder, poppler)
        check_hostile(binary, folder, poppler)
        check_tall(binary, folder, poppler)
        check_failures(binary, folder)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
