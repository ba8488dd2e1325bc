#!/usr/bin/env python3
"""common.py notices what it is there to notice: on a small table, sound and then with one thing wrong at a time."""
import contextlib
import io
import sys
import tempfile
from pathlib import Path

import common
from common import Cell

MODEL = """<model xmlns="urn:logicmodel:model:1" version="1.1" id="small">
  <title xml:lang="ja">小さな表</title>
  <party id="a"><label xml:lang="ja">甲課</label></party>
  <party id="b"><label xml:lang="ja">乙課</label></party>
  <initiative id="1" mark="1"><label xml:lang="ja">研修</label><charge party="a" role="lead"/><charge party="b" role="partner"/>
    <statement role="need"><text xml:lang="ja">必要である。</text></statement></initiative>
  <initiative id="2" mark="2"><label xml:lang="ja">啓発</label>
    <note xml:lang="ja">原本は「啓発(「案」)」。</note></initiative>
</model>"""
PROGRESS = """<progress xmlns="urn:logicmodel:progress:1" version="1.0">
  <entry node="initiative:1" period="2020FY">
    <task mark="①"><text xml:lang="ja">開催</text></task><task mark="②"><text xml:lang="ja">報告</text></task>
    <cost amount="8080" unit="thousand-yen" kind="actual"><text xml:lang="ja">委託</text></cost>
  </entry>
</progress>"""
CELLS = [
    Cell("小さな表", "1:1", "title"),
    Cell("研修", "2:1", "initiative:1 label"),
    Cell("甲課 (連携) 乙課", "2:2", "initiative:1 charge"),
    Cell("必要で ある。", "2:3", "initiative:1 statement"),
    Cell("①開催 ②報告", "2:4", "entry initiative:1 2020FY task"),
    Cell("委託 8,080千円", "2:5", "item and amount", form="委託8080"),
    Cell("啓発(「案」)", "3:1", "initiative:2 note quotes"),
    Cell("4ページ", "4:1"),
]
DROPPED = {"4ページ": "the foot of the page"}
GLUE = {"(連携)": "partners follow"}


def said(model=MODEL, progress=PROGRESS, cells=None, **tables):
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "model.xml", Path(folder) / "progress.xml"]
        for path, text in zip(paths, (model, progress)):
            path.write_text(text, encoding="utf-8")
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = common.run(CELLS if cells is None else cells, paths, **({"dropped": DROPPED, "glue": GLUE, "quiet": True} | tables))
        return code, out.getvalue()


def main():
    cases = [  # what is wrong, the words expected, and how it is made wrong
        ("nothing", "0 complaints", {}),
        ("a text has another character", "2:3: found nowhere", {"model": MODEL.replace("必要である。", "必要であろ。")}),
        ("a text stands at another node", "2:1: found nowhere", {"model": MODEL.replace("研修", "仮").replace("啓発</label>", "研修</label>")}),
        ("marks are exchanged", "2:4: found nowhere", {"progress": PROGRESS.replace("①", "〓").replace("②", "①").replace("〓", "②")}),
        ("a task is missing", "2:4: found nowhere", {"progress": PROGRESS.replace('<task mark="②"><text xml:lang="ja">報告</text></task>', "")}),
        ("another year", "2:4: found nowhere", {"progress": PROGRESS.replace("2020FY", "2021FY")}),
        ("an amount has another digit", "2:5: found nowhere", {"progress": PROGRESS.replace("8080", "8081")}),
        ("a partner is missing", "2:2: found nowhere", {"model": MODEL.replace('<charge party="b" role="partner"/>', "")}),
        ("a cell is dropped without a reason", "4:1: found nowhere", {"dropped": {}}),
        ("a reason without a cell", "dropped, but no cell is this: 5ページ", {"dropped": DROPPED | {"5ページ": "likewise"}}),
        ("glue without a use", "glue that nothing needs: ・", {"glue": GLUE | {"・": "a list"}}),
        ("a text that no cell has", "in no cell of the seed", {"model": MODEL.replace("</initiative>\n</model>", '<statement role="need"><text xml:lang="ja">余分</text>'
                                                               '</statement></initiative></model>'), "closed": r"statement\S*/text$"}),
        ("no cells", "0 cells found", {"cells": [], "dropped": {}, "glue": {}}),
    ]
    failed = 0
    for number, (name, words, wrong) in enumerate(cases, 1):
        code, out = said(**wrong)
        ok = words in out and code == (0 if name == "nothing" else 1)
        failed += not ok
        print(f"{'ok' if ok else 'not ok'} {number} - {name}" + ("" if ok else f"\n{out}exit code {code}"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
