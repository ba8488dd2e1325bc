#!/usr/bin/env python3
"""The papers of the report (report --as, and the minutes) in Markdown, read by somebody else's parser; and years, which data does not change with.

    papers.py --bin PATH

cmark-gfm reads the Markdown of every paper in both languages and makes HTML of it. That HTML must have no raw HTML and no links, as many tables, rows
and cells as the program's own HTML of the same paper, and the same words. The same for a model whose labels try to break out: pipes, backticks,
newlines, tags, links, addresses. Skipped (77) where there is no cmark-gfm.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import tally

ROOT = Path(__file__).resolve().parent.parent
CITY = [ROOT / "models/design-map-2025-07-01.xml"] + [ROOT / "fixtures/mihon-city" / f for f in ("values.xml", "targets.xml", "progress.xml")]
COUNTED = ("table", "tr", "td", "th", "h2", "h3", "h4")
HOSTILE = ["a | b", "`code` ``", "<script>alert(1)</script>", "](javascript:alert(1))", "[x](http://a.example)", "<a href='x'>y</a>", "![i](j)",
           "1. one", "- two", "# three", "> four", "***", "| --- |", "www.a.example http://b.example", "&lt;b&gt; &amp;", "\\| \\\\", "~~s~~ **b** _e_", "$x$",
           "a\n\n| b | c |\n| --- | --- |\n| d | e |", "```\nx\n```", "<!-- c -->", "<https://c.example>", "=== --- +++"]


class Reader(HTMLParser):
    """Counts elements, collects words; what is hidden from readers of words is no word."""

    def __init__(self, only_main):
        super().__init__()
        self.only_main, self.inside = only_main, not only_main
        self.count = dict.fromkeys(COUNTED, 0)
        self.links, self.foreign, self.text = 0, 0, []

    def handle_starttag(self, tag, attrs):
        if tag == "main":
            self.inside = True
        if not self.inside:
            return
        self.links += tag == "a"
        self.foreign += tag in ("script", "img", "iframe", "style", "svg")
        if tag in self.count:
            self.count[tag] += 1

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.text.append(data)

    def words(self):
        return re.sub(r"\s+", "", "".join(self.text))


def read(html, only_main):
    reader = Reader(only_main)
    reader.feed(html)
    return reader


def run(command, text=None):
    done = subprocess.run([str(c) for c in command], input=text, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout


def rendered(markdown):
    extensions = [x for name in ("table", "strikethrough", "autolink", "tagfilter") for x in ("-e", name)]
    return run(["cmark-gfm", "--unsafe", *extensions], markdown)[1]


def check(binary, what, documents, paper, lang):
    """(what must be so, whether it is) of one paper."""
    command = [binary, "report", *documents, "--as", paper, "--lang", lang, "--quiet"]
    (code, markdown), (html_code, html) = run(command + ["-f", "md"]), run(command)
    yield f"{what}: exit codes {code} {html_code}", code == 0 and html_code == 0
    theirs, ours = read(rendered(markdown), False), read(html, True)
    yield f"{what}: {theirs.links} links, {theirs.foreign} elements that no paper has", theirs.links == 0 and theirs.foreign == 0
    yield f"{what}: raw HTML got through", "<!--" not in rendered(markdown)
    for tag in COUNTED:
        yield f"{what}: <{tag}> {theirs.count[tag]} of Markdown, {ours.count[tag]} of HTML", theirs.count[tag] == ours.count[tag]
    # The title and the notice stand above <main>, terms of definitions have a colon in Markdown.
    said = re.sub(":", "", theirs.words())
    wanted = re.sub(":", "", ours.words())
    yield f"{what}: other words than the HTML: …{said[-80:]} / …{wanted[-80:]}", said.endswith(wanted)


def hostile_model(folder):
    """A model in which every label tries to break out."""
    from xml.sax.saxutils import escape

    def label(i):
        return "".join(f'<label xml:lang="{lang}">{escape(HOSTILE[i % len(HOSTILE)])} {i}</label>' for lang in ("ja", "en"))

    parts = ['<model xmlns="urn:logicmodel:model:1" version="1.0" id="hostile"><title xml:lang="ja">&lt;b&gt;|`題`</title><title xml:lang="en">&lt;b&gt;|`t`</title>',
             f'<tier id="t" level="initial" due="2028-03-31">{label(3)}</tier>', f'<scene id="s" certainty="stated">{label(0)}</scene>']
    links = []
    for i in range(len(HOSTILE)):
        parts.append(f'<initiative id="i{i}" scene="s" certainty="stated" mark="|{i}">{label(i)}</initiative>')
        parts.append(f'<activity id="a{i}" initiative="i{i}" certainty="stated">{label(i)}</activity>')
        for kind in ("n", "m"):
            parts.append(f'<indicator id="{kind}{i}" certainty="stated" direction="up" measure="count" basis="fiscal-year">{label(i)}'
                         f'<unit xml:lang="ja">|回</unit><unit xml:lang="en">|times</unit></indicator>')
        parts.append(f'<outcome id="o{i}" tier="t" scene="s" certainty="stated" number="{i + 1}">{label(i)}</outcome>')
        links += [f'<link type="measured-by" from="activity:a{i}" to="indicator:n{i}" certainty="stated"/>',
                  f'<link type="measured-by" from="outcome:o{i}" to="indicator:m{i}" certainty="stated"/>',
                  f'<link type="contributes-to" from="initiative:i{i}" to="outcome:o{i}" certainty="stated"/>']
    order = ("<tier", "<scene", "<initiative", "<activity", "<indicator", "<outcome")
    parts[1:] = sorted(parts[1:], key=lambda p: [p.startswith(o) for o in order].index(True))
    model = folder / "model.xml"
    model.write_text('<?xml version="1.0" encoding="UTF-8"?>' + "".join(parts + links) + "</model>", encoding="utf-8")
    values = folder / "va|lu`es.xml"
    rows = "".join(f'<obs indicator="{kind}{i}" period="{year}FY" value="{year % 7 + i}" source="s"/>'
                   for i in range(len(HOSTILE)) for kind in ("n", "m") for year in range(2018, 2026))
    values.write_text('<?xml version="1.0" encoding="UTF-8"?><values xmlns="urn:logicmodel:values:1" version="1.0" area="x">'
                      '<source id="s" title="a | [b](c) &lt;i&gt;" publisher="`p`" url="https://s.example/|x"/>'
                      '<area id="x"><label xml:lang="ja">&lt;u&gt;|町</label><label xml:lang="en">&lt;u&gt;|town</label></area>' + rows + "</values>", encoding="utf-8")
    return [model, values]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    binary = parser.parse_args().bin
    if not shutil.which("cmark-gfm"):
        print("skipped: no cmark-gfm")
        return 77
    papers = re.findall(r"^ *([a-z]+): ", run([binary, "report", "--as", "list", "--lang", "en"])[1], re.M)
    results = [(f"papers: {papers}", len(papers) >= 4), ("a link is seen", read(rendered("[x](y) www.a.example"), False).links == 2),
               ("a tag is seen", read(rendered("<script>x</script>\n\n<img src='x'>"), False).foreign > 0),
               ("rows are seen", read(rendered("| a |\n| --- |\n| b |\n| c |"), False).count["tr"] == 3)]
    with tempfile.TemporaryDirectory() as folder:
        sets = {"city": CITY, "model alone": CITY[:1], "hostile labels": hostile_model(Path(folder))}
        for name, documents in sets.items():
            for paper in papers:
                for lang in ("ja", "en"):
                    results += check(binary, f"{name}, {paper}, {lang}", documents, paper, lang)
    # Data stays data, however people want their years.
    for command in ("assess", "lag", "show", "progress", "report"):
        for form in ("json", "csv"):
            asked = [binary, command, *CITY, "-f", form, "--lang", "ja", "--quiet"]
            plain, styled = run(asked), run(asked + ["--years", "both"])
            results.append((f"{command} -f {form} does not change with --years", plain == styled and plain[0] == 0))
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
