"""report.py: the HTML report and the map of `logicmodel report`: what a browser, a screen reader and a security policy ask of it.

  python3 test/report.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"
"""
import argparse
import base64
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SVG = "{http://www.w3.org/2000/svg}"
DESIGN = "models/design-map-2025-07-01.xml"
CITY = [DESIGN, "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml", "fixtures/mihon-city/progress.xml"]
REPORTS = {
    "city": CITY,
    "national": [DESIGN, "fixtures/national/values.xml", "fixtures/national/targets.xml"],
    "nothing": [DESIGN],
    "table": ["models/nagakute-s12.xml"],
    "policy": ["models/hino-basic-policy.xml"],
}
MOST_BYTES = 2 * 1000 * 1000
MOST_CROSSINGS = 40  # of the arrows of the design map
VOID = {"meta", "br", "input"}
results = []


def tell(ok, *what):
    results.append(bool(ok))
    if not ok:
        print("FAILED:", *what)


def report(binary, documents, *options):
    done = subprocess.run([binary, "report", *documents, *options], cwd=ROOT, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


class Page(html.parser.HTMLParser):
    """Elements in order with their depth; unclosed or wrongly closed ones are told."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.wrong = [], [], []
        self.feed(text)
        self.wrong += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), [t for t in self.open]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), [t for t in self.open]))

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append("/" + tag)

    def of(self, tag):
        return [attrs for name, attrs, _ in self.elements if name == tag]


def digest(text):
    return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check_policy(name, text, page):
    policy = [m["content"] for m in page.of("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    style, script = re.findall(r"<style>(.*?)</style>", text, re.S), re.findall(r"<script>(.*?)</script>", text, re.S)
    tell(len(policy) == 1 and len(style) == 1 and len(script) == 1, name, "one policy, one style, one script")
    tell("default-src 'none'" in policy[0] and digest(style[0]) in policy[0] and digest(script[0]) in policy[0], name, "policy:", policy[0])
    tell("unsafe" not in policy[0], name, "unsafe policy")
    for tag, attrs, _ in page.elements:
        tell(not any(a.startswith("on") or a in ("style", "src", "srcset") for a in attrs), name, "attribute of", tag, attrs)
        link = attrs.get("href", "#")
        tell(link.startswith("#"), name, "leaves the page:", link)
    tell("url(" not in style[0] and "@import" not in style[0], name, "style loads something")


def check_structure(name, text, page):
    tell(not page.wrong, name, "not closed:", page.wrong[:5])
    ids = [attrs["id"] for _, attrs, _ in page.elements if "id" in attrs]
    tell(len(ids) == len(set(ids)), name, "id twice:", sorted(i for i in set(ids) if ids.count(i) > 1)[:5])
    lost = [a["href"] for a in page.of("a") if a["href"][1:] not in ids]
    tell(not lost, name, "links to nothing:", lost[:5])
    for _, attrs, _ in page.elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            tell(attribute not in attrs or attrs[attribute] in ids, name, attribute, attrs)
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    tell(levels and levels[0] == 1 and levels.count(1) == 1, name, "one h1, first")
    tell(all(b <= a + 1 for a, b in zip(levels, levels[1:])), name, "headings skip a level")
    tell(page.of("html")[0].get("lang") in ("ja", "en") and len(page.of("main")) == 1 and len(page.of("title")) > 0, name, "lang, main, title")
    tell(len(text.encode()) < MOST_BYTES, name, "bytes:", len(text.encode()))
    tell(all("tabindex" in a for a in page.of("div") if a.get("class") == "wide"), name, "a wide table that the keyboard cannot scroll")
    for row in re.findall(r"<table.*?</table>", text, re.S):
        tell("<th scope=\"col\">" in row, name, "table without headings")
        heads = len(re.findall("<th scope=\"col\">", row))
        cells = {len(re.findall(r"<t[hd][ >]", line)) for line in re.findall(r"<tr>(.*?)</tr>", row.split("</thead>")[1], re.S)}
        tell(cells <= {heads}, name, "rows of other lengths:", cells, heads)


def check_charts(name, text):
    for article in re.findall(r"<article[^>]*class=\"indicator\".*?</article>", text, re.S):
        charts = re.findall(r"<svg.*?</svg>", article, re.S)
        for chart in charts:
            tell("<title" in chart and "<desc" in chart and "role=\"img\"" in chart, name, "chart without title or desc")
        points = sum(len(re.findall(r"<circle class=\"value", c)) for c in charts)
        values = re.search(r"<table class=\"values\">.*?</table>", article, re.S)
        rows = len(re.findall(r"<th scope=\"row\">", values.group(0))) if values else 0
        tell(points <= rows, name, "points without a row:", points, rows)
    for svg in re.findall(r"<svg.*?</svg>", text, re.S):
        try:
            root = ET.fromstring(svg if "xmlns=" in svg else svg.replace("<svg", "<svg xmlns='http://www.w3.org/2000/svg'", 1))
        except ET.ParseError as error:
            tell(False, name, "svg:", error)
            continue
        tell(root.find(SVG + "title") is not None and root.find(SVG + "desc") is not None, name, "svg without title or desc")
        tell("nan" not in svg.lower().replace("-nan", "nan").split("<title")[0], name, "NaN in a drawing")


def samples(path):
    """Points along a path of M and C commands."""
    number = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", path)]
    points = list(zip(number[::2], number[1::2]))
    out = [points[0]]
    for i in range(1, len(points), 3):
        a, b, c, d = points[i - 1:i + 3]
        for k in range(1, 13):
            t = k / 12
            out.append(tuple((1 - t) ** 3 * a[j] + 3 * (1 - t) ** 2 * t * b[j] + 3 * (1 - t) * t * t * c[j] + t ** 3 * d[j] for j in (0, 1)))
    return out


def side(a, b, p):
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def cross(one, other):
    for a, b in zip(one, one[1:]):
        for c, d in zip(other, other[1:]):
            if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
                continue
            if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                return True
    return False


def check_map(name, data, most):
    root = ET.fromstring(data)
    left, top, width, height = (float(x) for x in root.get("viewBox").split())
    boxes = [tuple(float(r.get(k)) for k in ("x", "y", "width", "height")) for r in root.iter(SVG + "rect") if "box" in r.get("class").split()]
    tell(boxes, name, "no boxes")
    for i, a in enumerate(boxes):
        tell(a[0] >= left and a[1] >= top and a[0] + a[2] <= left + width and a[1] + a[3] <= top + height, name, "box outside", a)
        for b in boxes[i + 1:]:
            apart = a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]
            tell(apart, name, "boxes overlap:", a, b)
    arrows = [samples(g.find(SVG + "path").get("d")) for g in root.iter(SVG + "g") if "arrow" in (g.get("class") or "").split()]
    count = sum(cross(a, b) for i, a in enumerate(arrows) for b in arrows[i + 1:])
    tell(count <= most, name, "crossings:", count)


HOSTILE = """<model xmlns='urn:logicmodel:model:1' version='1.0' id='h'><title xml:lang='en'>&lt;/title>&lt;script>alert(1)&lt;/script></title>
<tier id='t' level='final' due='2041-03-31'><label xml:lang='en'>"&gt;&lt;img src=x onerror=alert(2)></label></tier>
<scene id='s' certainty='stated'><label xml:lang='en'>]]&gt;&lt;!-- \u202e'&amp;amp; </label></scene>
<initiative id='i' scene='s' certainty='stated' mark='&lt;'><label xml:lang='en'>&lt;/svg>&lt;/style></label></initiative>
<activity id='a' initiative='i' certainty='stated'><label xml:lang='en'>&lt;b>%s</label></activity>
<outcome id='o' tier='t' scene='s' certainty='stated'><label xml:lang='en'>' onmouseover='x</label></outcome>
<indicator id='n' certainty='stated' direction='up' measure='count' basis='fiscal-year'><label xml:lang='en'>&lt;td></label>
<unit xml:lang='en'>&lt;u></unit></indicator>
<link type='measured-by' from='outcome:o' to='indicator:n' certainty='stated'/>
<link type='contributes-to' from='initiative:i' to='outcome:o' certainty='assumed'/></model>"""


def check_hostile(binary):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "<model>&.xml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(HOSTILE.replace("%s", "x" * 300))
        for form in ("html", "svg"):
            code, out, err = report(binary, [path], "-f", form, "--lang", "en")
            text = out.decode()
            tell(code == 0, "hostile", err)
            for bad in ("<img", "<b>x", "<td></", "<u>", "<script>alert", "\u202e", "-->"):
                tell(bad not in text, "hostile", form, bad)
            if form == "html":
                page = Page(text)
                check_policy("hostile", text, page)
                check_structure("hostile", text, page)
                check_charts("hostile", text)
            else:
                check_map("hostile", out, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    for name, documents in REPORTS.items():
        for lang in ("ja", "en"):
            code, out, err = report(binary, documents, "--lang", lang)
            tell(code == 0, name, lang, "exit", code, err)
            text = out.decode()
            page = Page(text)
            check_policy(name, text, page)
            check_structure(name, text, page)
            check_charts(name, text)
            tell(report(binary, documents, "--lang", lang, "--threads", "1")[1] == out, name, "other bytes the second time")
            code, out, err = report(binary, documents, "--lang", lang, "-f", "svg")
            tell(code == 0, name, lang, "svg: exit", code, err)
            check_map(name, out, MOST_CROSSINGS)
    text = report(binary, CITY, "--lang", "ja")[1].decode()
    for path in CITY:
        with open(os.path.join(ROOT, path), "rb") as file:
            tell(hashlib.sha256(file.read()).hexdigest() in text, "no digest of", path)
    tell(report(binary, ["fixtures/mihon-region/" + f for f in ("model.xml", "values.xml", "targets.xml")])[0] == 2, "several areas are refused")
    check_hostile(binary)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
