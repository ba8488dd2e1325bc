"""report_browser.py: the report and the index of areas in headless Chromium. Skipped (77) where there is no Chromium.

  python3 test/report_browser.py --bin BUILD/cli/logicmodel [--into FOLDER] [--axe axe.min.js] [--pages FOLDER]      ends with "N passed, N failed"

Asked at 360 and 1280 pixels, light and dark, Japanese and English: nothing wider than the window, nothing on the console, no request beyond the file,
nothing that moves by itself (layout shift 0), the same text with scripts off, and that finding, sorting and the arrow keys do what they say. In whatever
face: every text of a drawing stands in its box, and none on another.
--into: more reports, and screenshots and what the browser prints, to be looked at. --axe: also the rules of axe-core.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))
import browser as chromium  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
DESIGN = "models/design-map-2025-07-01.xml"
CITY = [DESIGN] + ["fixtures/mihon-city/%s.xml" % name for name in ("values", "targets", "progress")]
REGION = ["fixtures/mihon-region/%s.xml" % name for name in ("model", "values", "targets")]
REPORTS = {
    "city": CITY,
    "own": CITY + ["fixtures/mihon-city/settings.xml"],
    "region": REGION + ["--area", "naka"],
    "national": [DESIGN, "fixtures/national/values.xml", "fixtures/national/targets.xml"],
    "policy": ["models/hino-basic-policy.xml"],
}
FEW = {name: REPORTS[name] for name in ("own", "national")}  # the others too when they are to be looked at
WIDTHS = (360, 1280)
# Labels that no office would write and every office may: what a letter of the width that it was taken for does not have.
LABELS = {
    "capitals": "W" * 200,
    "mixed": "WMWM mmmm iiii % @@ Wasserversorgungsunternehmen " * 6,
    "full width": "".join(chr(c) for c in range(0x4E00, 0x4E80)) + "ＷＷＷ｡｡｡①②③→◎",
    "combining": "e\u0301\u0327\u0308" * 60 + " か\u3099は\u309a" * 20,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f1ef\U0001f1f5\U0001f44d\U0001f3fd" * 30,
    "turned": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 " * 20 + "\ufdfd" * 4,
    "others": "ЩЖЮ ЁЖИК " * 12 + "ภาษาไทย น้ำ" * 8 + "हिन्दी" * 10 + "ŒÆ½‰㎏㍿ﬃ" * 5,
    "digits": "0123456789" * 20 + " 1,234.5 − 67% " * 8,
}
LABELS = {name: " ".join(label.split()) for name, label in LABELS.items()}
HOSTILE = """<model xmlns='urn:logicmodel:model:1' version='1.0' id='h'><title xml:lang='en'>{capitals}</title>
<tier id='t1' level='initial' due='2027-03-31'><label xml:lang='en'>{mixed}</label></tier>
<tier id='t2' level='final' due='2041-03-31'><label xml:lang='en'>{capitals}</label></tier>
{scenes}</model>"""
SCENE = """<scene id='s{i}' certainty='stated'><label xml:lang='en'>{label}</label></scene>
<initiative id='i{i}' scene='s{i}' certainty='stated'><label xml:lang='en'>{label}</label></initiative>
<activity id='a{i}' initiative='i{i}' certainty='stated'><label xml:lang='en'>{label}</label></activity>
<outcome id='o{i}' tier='t1' scene='s{i}' certainty='stated'><label xml:lang='en'>{label}</label></outcome>
<outcome id='p{i}' tier='t2' scene='s{i}' certainty='stated'><label xml:lang='en'>{label}</label></outcome>
<indicator id='n{i}' certainty='stated' direction='up' measure='count' basis='fiscal-year'><label xml:lang='en'>{label}</label><unit xml:lang='en'>{label}</unit></indicator>
<link type='measured-by' from='outcome:o{i}' to='indicator:n{i}' certainty='stated'/>
<link type='contributes-to' from='initiative:i{i}' to='outcome:o{i}' certainty='assumed'/>
<link type='contributes-to' from='outcome:o{i}' to='outcome:p{i}' certainty='stated'/>"""
LANGUAGES = ("ja", "en")
results = []

WIDER = """(function () { var most = document.documentElement.clientWidth, out = [];
  if (document.documentElement.scrollWidth > most) document.querySelectorAll('body *').forEach(function (e) { var r = e.getBoundingClientRect();
    if (r.right > most + 1 && !e.closest('.wide, .sheet, svg')) out.push(e.nodeName + '.' + e.className + ' ' + Math.round(r.right)); });
  return document.documentElement.scrollWidth > most ? out.slice(0, 5).join(', ') || 'the page' : ''; })()"""
FACES = ("", "BIZ UDGothic", "Noto Sans CJK JP", "DejaVu Sans", "Liberation Sans")
# Texts of a drawing that leave the drawing, the box or tag that they stand in, or stand on another text. Faces have empty room above their letters.
LOST = r"""(function (face) { var lost = [];
  function rect(e) { var b = e.getBBox(); return { e: e, l: b.x, r: b.x + b.width, t: b.y, b: b.y + b.height }; }
  function within(text, box, by) { return text.l >= box.l - 0.5 && text.r <= box.r + 0.5 && text.t >= box.t - by && text.b <= box.b + by; }
  function tell(why, text) { lost.push(why + ': ' + text.e.textContent.slice(0, 30) + ' ' + Math.round(text.r)); }
  document.querySelectorAll('svg').forEach(function (svg) {
    var all = Array.from(svg.querySelectorAll('text')), view = svg.viewBox.baseVal;
    all.forEach(function (t) { t.style.fontFamily = face; });
    var frame = { l: view.x, r: view.x + view.width, t: view.y, b: view.y + view.height };
    all = all.map(rect);
    all.forEach(function (t) {
      var group = t.e.closest('g, a'), box = group && group.querySelector('rect.box'), before = t.e.previousElementSibling;
      if (!within(t, frame, 6)) tell('drawing', t);
      if (box && !within(t, rect(box), 2)) tell('box', t);
      if (t.e.classList.contains('tagged') && !within(t, rect(before), 2)) tell('tag', t);
    });
    all.forEach(function (t, i) { for (var k = i + 1; k < all.length && k < i + 8; k++) if (!t.e.classList.contains('tick'))
      if (Math.min(t.r, all[k].r) - Math.max(t.l, all[k].l) > 1 && Math.min(t.b, all[k].b) - Math.max(t.t, all[k].t) > 6) tell('another', t); });
    all.forEach(function (t) { t.e.style.fontFamily = ''; });
  });
  return lost; })"""
SHOWN = "Array.from(document.querySelectorAll('main [data-verdict]')).filter(function (e) { return e.offsetParent; }).length"
FOCUS = "(document.activeElement.getAttribute('href') || '').slice(1)"


def tell(ok, *what):
    results.append(bool(ok))
    if not ok:
        print("FAILED:", *what)


def make_hostile(folder):
    """Model, values and targets with such labels everywhere, and numbers of every length."""
    rows = list(enumerate(LABELS.values()))
    series = "".join("<series indicator='n%d' area='x' unit='%s'>%s</series>" % (i, label, "".join(
        "<obs period='%dFY' value='%d'/>" % (year, (i + 1) ** 12 * (year - 2010)) for year in range(2018, 2026))) for i, label in rows)
    targets = "".join("<target indicator='n%d' area='x' tier='t1' kind='value' value='%d'/>" % (i, (i + 1) ** 12 * 20) for i, _ in rows)
    area = "<area id='x'><label xml:lang='en'>%(capitals)s</label></area>" % LABELS
    documents = {
        "hostile-model.xml": HOSTILE.format(scenes="".join(SCENE.format(i=i, label=label) for i, label in rows), **LABELS),
        "hostile-values.xml": "<values xmlns='urn:logicmodel:values:1' version='1.0'><title xml:lang='en'>%s</title>%s%s</values>" % (LABELS["mixed"], area, series),
        "hostile-targets.xml": "<targets xmlns='urn:logicmodel:targets:1' version='1.0'><title xml:lang='en'>%s</title>%s%s</targets>" % (LABELS["mixed"], area, targets),
    }
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in documents]


def make(binary, reports, folder):
    """{name: path} of everything to look at."""
    pages = {}
    reports = dict(reports, hostile=make_hostile(folder))
    for lang in LANGUAGES:
        for name, documents in reports.items():
            pages["%s-%s" % (name, lang)] = folder / ("%s-%s.html" % (name, lang))
            subprocess.run([binary, "report", *documents, "--lang", lang, "-q", "-o", pages["%s-%s" % (name, lang)]], cwd=ROOT, check=True)
        subprocess.run([binary, "report", *REGION, "--lang", lang, "-q", "--into", folder / lang], cwd=ROOT, check=True)
        pages["index-" + lang] = folder / lang / "index.html"
    return pages


def check_quiet(name, page, path):
    tell(not page.complaints(), name, "console:", page.complaints()[:3])
    beyond = [url for url in page.requests() if url != "file://" + str(path) and not url.startswith("data:")]
    tell(not beyond, name, "asks for", beyond[:3])


def check_page(name, page, path):
    check_quiet(name, page, path)
    tell(page.value(WIDER) == "", name, "wider than the window:", page.value(WIDER))
    tell(page.value("window.__moved") == 0, name, "moves by itself:", page.value("window.__moved"), page.value("window.__moves.slice(0, 3)"))
    tell(page.value("document.images.length === 0 || document.images[0].naturalWidth > 0"), name, "the logo is not shown")


def check_texts(name, page):
    for face in FACES:
        lost = page.value("%s(%s)" % (LOST, json.dumps(face)))
        tell(not lost, name, face, "texts of drawings:", len(lost), lost[:5])


def check_without_scripts(browser, name, path, text):
    with browser.page(scripts=False) as page:
        page.open(path)
        check_quiet(name + " without scripts", page, path)
        tell(page.value("document.querySelector('main').textContent") == text, name, "other text without scripts")
        tell(page.value("Array.from(document.forms).every(function (f) { return !f.offsetParent; })"), name, "a form that does nothing without scripts")


def wait(page):
    page.value("new Promise(function (done) { setTimeout(done, 20); })")


def clear(page):
    page.value("document.querySelector('#find [type=reset]').click()")
    wait(page)


def check_verdicts(name, page, whole, sums):
    """What has a verdict is found by each that it has; what has none, initiatives with their grade, by none, least of all by "cannot judge"."""
    said = page.value("Array.from(document.querySelectorAll('main [data-verdict]')).map(function (e) { return { page: e.classList.contains('node'),"
                      "found: e.dataset.verdict ? e.dataset.verdict.split(' ').sort().join(' ') : '',"
                      "shown: Array.from(new Set(Array.from(e.querySelectorAll(e.classList.contains('indicator') ? 'table.verdicts span.verdict' : ':scope > p:first-of-type > .verdict'))"
                      ".map(function (v) { return v.classList[1]; }))).sort().join(' ') }; })")
    pages = [one for one in said if one["shown"] or one["page"]]
    tell(pages and all(one["found"] == one["shown"] for one in pages), name, "found by the verdicts that it shows", [one for one in pages if one["found"] != one["shown"]][:3])
    tell(sum(sums) == sum(len(one["found"].split()) for one in said), name, "every verdict finds", sums, whole)


def check_finding(name, page):
    whole = page.value(SHOWN)
    if not whole:
        return
    ask = "(function () { var f = document.getElementById('find'), s = f.querySelector('[data-by=%s]'); s.value = s.options[%d].value;" \
          "s.dispatchEvent(new Event('input', { bubbles: true })); return s.value; })()"
    for by in ("verdict", "scene", "tier"):
        options = page.value("(document.querySelector('#find [data-by=%s]') || { options: [] }).options.length" % by)
        clear(page)
        sums = []
        for i in range(1, options):
            wanted = page.value(ask % (by, i))
            wrong = "Array.from(document.querySelectorAll('main [data-verdict]')).filter(function (e) { return !!e.offsetParent !== " \
                    "((e.dataset.%s || '').split(' ').indexOf('%s') >= 0); }).length" % (by, wanted)
            tell(page.value(wrong) == 0, name, "finds by", by, wanted)
            sums.append(page.value(SHOWN))
        if by == "verdict":
            check_verdicts(name, page, whole, sums)
    clear(page)
    tell(page.value(SHOWN) == whole, name, "cleared: everything is there again")
    page.value("(function () { var t = document.getElementById('find-text'); t.value = 'zzz no such text'; t.dispatchEvent(new Event('input', { bubbles: true })); })()")
    tell(page.value(SHOWN) == 0, name, "what is not there is not found")
    target = page.value("document.querySelector('article[id]') ? document.querySelector('article[id]').id : ''")
    if target:
        page.value("location.hash = '%s'" % target)
        wait(page)
        tell(page.value("!!document.getElementById('%s').offsetParent" % target), name, "what is linked to is shown")
    clear(page)


def check_keys(name, page, path):
    """From a box along an arrow and back; every move ends where a link says."""
    text = Path(path).read_text()
    links = {a: b.split() for a, b in re.findall(r'<article id="(n\d+)"[^>]*? data-next="([^"]*)"', text)}
    boxes = page.value("Array.from(document.querySelectorAll('svg.map a.go')).map(function (a) { return a.getAttribute('href').slice(1); })") or []
    tried = 0
    for box in boxes:
        onward = [n for n in links.get(box, []) if n in boxes]
        page.value("document.querySelector('svg.map a.go[href=\"#%s\"]').focus()" % box)
        page.key("ArrowRight")
        at = page.value(FOCUS)
        tell(at in onward if onward else at == box, name, "right of", box, "is", at, onward)
        if not onward:
            continue
        tried += 1
        page.key("ArrowLeft")
        back = page.value(FOCUS)
        tell(at in links.get(back, []), name, "left of", at, "is", back)
    tell(tried > 0 or not links or not boxes, name, "no link was followed")
    rows = page.value("new Set(Array.from(document.querySelectorAll('svg.map a.go')).map(function (a) { return Math.round(a.getBoundingClientRect().top); })).size")
    if rows > 2:
        page.value("document.querySelector('svg.map a.go[href=\"#%s\"]').focus()" % boxes[0])
        seen = set()
        for _ in boxes:
            seen.add(page.value(FOCUS))
            page.key("ArrowDown")
        tell(len(seen) > 1, name, "down goes nowhere")


def check_sorting(name, page):
    tables = page.value("document.querySelectorAll('table.sortable').length")
    cells = "Array.from(document.querySelectorAll('table.sortable')[%d].tBodies[0].rows).map(function (r) { return r.cells[%d].dataset.sort || r.cells[%d].textContent.trim(); })"
    for i in range(tables):
        columns = page.value("document.querySelectorAll('table.sortable')[%d].tBodies[0].rows[0].cells.length" % i)
        for column in {1, columns - 1}:
            button = "document.querySelectorAll('table.sortable')[%d].querySelectorAll('th button')[%d]" % (i, column)
            page.value(button + ".click()")
            up = page.value(cells % (i, column, column))
            page.value(button + ".click()")
            down = page.value(cells % (i, column, column))
            tell(sorted(up) == sorted(down) and (up == down[::-1] or len(set(up)) < len(up)), name, "sorts", i, column)
            if all(re.fullmatch(r"\d+", c) for c in up):
                tell([int(c) for c in up] == sorted(int(c) for c in up) and [int(c) for c in down] == sorted((int(c) for c in down), reverse=True), name, "order", up)
            tell(page.value(button + ".parentNode.getAttribute('aria-sort')") == "descending", name, "says how it is sorted")


def check_print(name, page):
    """What is for the screen does not stand on paper."""
    page.ask("Emulation.setEmulatedMedia", media="print")
    left = page.value("Array.from(document.querySelectorAll('nav, form, .scripted, .skip')).filter(function (e) { return e.getClientRects().length; }).length")
    page.ask("Emulation.setEmulatedMedia", media="")
    tell(left == 0, name, "on paper: what is for the screen")


def check_axe(name, page, axe):
    page.value(axe)
    found = page.value("axe.run(document, { resultTypes: ['violations'] }).then(function (r) { return r.violations.map(function (v) {"
                       " return v.id + ': ' + v.nodes.slice(0, 3).map(function (n) { return n.target.join(' '); }).join(' | '); }); })")
    tell(found == [], name, "axe:", found)


def look(browser, name, path, options, folder):
    for width in WIDTHS:
        for dark in (False, True) if options.into else (width == WIDTHS[0],):
            title = "%s-%d%s" % (name, width, "-dark" if dark else "")
            with browser.page(width=width, height=800, dark=dark) as page:
                page.open(path)
                check_page(title, page, path)
                check_texts(title, page)
                if folder:
                    page.screenshot(folder / (title + ".png"))
                if options.axe:
                    check_axe(title, page, options.axe.read_text())
                if width == WIDTHS[-1] and not dark:
                    text = page.value("document.querySelector('main').textContent")
                    check_finding(title, page)
                    check_keys(title, page, path)
                    check_sorting(title, page)
                    check_print(title, page)
                    check_quiet(title + " used", page, path)
                if folder and width == WIDTHS[-1] and not dark:
                    page.print(folder / (name + ".pdf"))
    check_without_scripts(browser, name, path, text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--pages", type=Path, help="keep the pages in this folder")
    options = parser.parse_args()
    path = chromium.find()
    if not path:
        print("skipped: no Chromium (%s)" % ", ".join(chromium.NAMES))
        return 77
    if options.into:
        options.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium.Browser(path) as browser:
        folder = options.pages or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for title, page in make(os.path.abspath(options.bin), REPORTS if options.into else FEW, folder.resolve()).items():
            look(browser, title, page, options, options.into)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
