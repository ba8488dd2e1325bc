#!/usr/bin/env python3
"""The progress table of Hino City: every printed cell in models/hino-basic-policy.xml and fixtures/hino/progress.xml."""
import re
import sys

import common
from common import Cell

DOCUMENTS = ["models/hino-basic-policy.xml", "fixtures/hino/progress.xml"]
GLUE = {
    "：": "stands between a grade and its definition in the source",
    "(連携)": "what follows are partners: charge role=partner",
    "（連携）": "likewise",
    "【連携】": "likewise",
    "（": "item 2-4 has its partner in brackets, without 連携; a note there says so",
    "）": "likewise",
}
CLOSED = r"((statement|goal|task)\S*/text|(initiative|scene|grade):\S+ (label|definition)|charge\[\w+\])$"
DIRECTION = re.compile(r"基本的方向性 ?(\d)")
ITEM = re.compile(r"施策項目 ?(\d)")
# The cells of a row: where they are kept, and the headings of the sheet that prints them.
COLUMNS = [
    (r"initiative:{item} statement\[content\]", "事業"),
    (r"initiative:{item} charge\[\w+\]$", "(主管課|連携)"),
    (r"initiative:{item} goal\[r6,outcome\]", "最終年度（令和6年度）の目標"),
    (r"entry initiative:{item} 2020FY task", "令和2年度の目標、実施内容"),
]
SHEETS = {"progress-table": 2, "direction-table": 1}


def at_row(direction, item):
    return rf"progress-table 基本的方向性{direction} .* \| {item} .*"


def unprinted(heading):
    """事業及び主管課 is three columns, and brackets are of one kind."""
    return heading == "事業及び主管課" or bool(re.search(r"\(令和6年度\)|（次年度|（前年度", heading))


def cells():
    direction = item = None
    awaited = None  # what the next line holds: the need under an item, the row under the headings
    for number, row in common.rows("000_"):
        filled = [(f"{number}:{column}", text) for column, text in enumerate(row, 1) if text]
        if all(set(text) <= set("-") for _, text in filled):
            continue
        (place, first), rest = filled[0], filled[1:]
        if DIRECTION.fullmatch(first):
            direction = DIRECTION.fullmatch(first)[1]
            label = f"{first} {rest[0][1]}"
            yield Cell(label, place, rf"scene:d{direction} label", printed=r"direction-table .*基本的方向性$")
            yield Cell(rest[1][1], rest[1][0], rf"scene:d{direction} note")
        elif ITEM.fullmatch(first):
            item = f"{direction}-{ITEM.fullmatch(first)[1]}"
            yield Cell(first, place, rf"initiative:{item} /@mark", form=item)
            # The sheet has number and name in one cell, and the name of the direction in every line.
            yield Cell(rest[0][1], rest[0][0], rf"initiative:{item} label")
            yield Cell(f"{item} {rest[0][1]}", place, rf"initiative:{item} (/@mark|label)", printed=rf"{at_row(direction, item)} 施策項目$")
            awaited = "need"
        elif awaited == "need":
            yield Cell(first, place, rf"initiative:{item} statement\[need\]", printed=rf"{at_row(direction, item)} 必要性$")
            awaited = "headings"
        elif awaited == "headings":
            for where, text in filled:
                yield Cell(text, where, r"sheet:progress-table (column|note)", printed=None if unprinted(text) else "progress-table heading")
            awaited = "row"
        elif awaited == "row":
            if len(filled) != len(COLUMNS):
                sys.exit(f"line {number}: {len(filled)} cells under the headings, not {len(COLUMNS)}")
            for (where, text), (at, heading) in zip(filled, COLUMNS):
                yield Cell(text, where, at.format(item=item), printed=rf"{at_row(direction, item)} {heading}$")
            awaited = None
        else:  # title, note and grades at the head of every table
            for where, text in filled:
                if text.endswith("："):
                    at = r"grade:\S+ label"
                else:
                    at = r" label|definition|model/title|note quotes|@edition"
                yield Cell(text, where, at)


if __name__ == "__main__":
    sys.exit(common.main(cells(), DOCUMENTS, SHEETS, __doc__, glue=GLUE, closed=CLOSED))
