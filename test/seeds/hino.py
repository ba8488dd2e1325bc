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
FIRST_HEADING = "事業及び主管課"


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
            yield Cell(f"{first} {rest[0][1]}", place, rf"scene:d{direction} label")
            yield Cell(rest[1][1], rest[1][0], rf"scene:d{direction} note")
        elif ITEM.fullmatch(first):
            item = f"{direction}-{ITEM.fullmatch(first)[1]}"
            yield Cell(first, place, rf"initiative:{item} /@mark", form=item)
            yield Cell(rest[0][1], rest[0][0], rf"initiative:{item} label")
            awaited = "need"
        elif awaited == "need":
            yield Cell(first, place, rf"initiative:{item} statement\[need\]")
            awaited = "headings"
        elif awaited == "headings":
            for where, text in filled:
                yield Cell(text, where, r"sheet:progress-table (column|note)")
            awaited = "row"
        elif awaited == "row":
            wanted = [rf"initiative:{item} statement\[content\]", rf"initiative:{item} charge\[\w+\]$",
                      rf"initiative:{item} goal\[r6,outcome\]", rf"entry initiative:{item} 2020FY task"]
            if len(filled) != len(wanted):
                sys.exit(f"line {number}: {len(filled)} cells under the headings, not {len(wanted)}")
            for (where, text), at in zip(filled, wanted):
                yield Cell(text, where, at)
            awaited = None
        else:  # title, note and grades at the head of every table
            for where, text in filled:
                if text.endswith("："):
                    at = r"grade:\S+ label"
                else:
                    at = r" label|definition|model/title|note quotes|@edition"
                yield Cell(text, where, at)


if __name__ == "__main__":
    sys.exit(common.run(cells(), DOCUMENTS, glue=GLUE, closed=CLOSED, quiet="--quiet" in sys.argv))
