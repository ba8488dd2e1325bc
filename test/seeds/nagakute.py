#!/usr/bin/env python3
"""The evaluation sheet S12 of Nagakute City: every printed cell in models/nagakute-s12.xml and fixtures/nagakute/."""
import re
import sys

import common
from common import Cell

DOCUMENTS = ["models/nagakute-s12.xml", "fixtures/nagakute/progress.xml", "fixtures/nagakute/values.xml", "fixtures/nagakute/targets.xml"]
GLUE = {
    "✓": "the box ticked before the name of the goal that is the scene; kept in the statement of the initiative, too",
    "①": "of 目標・成果推移等①: the activity's label has the mark",
    "②": "likewise",
}
CLOSED = r"((statement|goal|task)\S*/text|cost\S* item and amount|(initiative|scene|activity):\S+ label|charge\[\w+\]|definition)$"
ADDED = {
    "延べ人数": "the definition of 市民参加数: of 「(延べ) - 人」, which is kept as printed with every value",
}
WHEN = ["2017FY", "2018FY", "2019FY", "mid", "long"]  # one column a year or horizon
YEAR = dict(zip(WHEN, ["29年度(2017)", "30年度(2018)", "31年度(2019)", "中期(おおよそ3年後)", "長期(おおよそ5年後)"]))
SHEETS = {"basic-information": 2, "evaluation-sheet": 2, "review": 2}
HEADING = {  # a heading in two or three cells, without its guide to filling in: where the text of it goes
    "施策の内容": r"initiative:S12 statement\[content\]",
    "施策の対象": r"initiative:S12 statement\[audience\]",
    "施策の意図": r"initiative:S12 statement\[intent\]",
    "施策開始の背景、経緯等": r"initiative:S12 statement\[background\]",
    "他市町での取組状況や施策を取り巻く環境変化": r"entry initiative:S12 2018FY statement\[environment\]",
    "活動エピソード": r"entry initiative:S12 2018FY statement\[episode\]",
    "改善ポイント": r"entry initiative:S12 2018FY statement\[improvement\]",
    "評価・課題": r"entry initiative:S12 2018FY statement\[evaluation\]",
    "今後の方向性、改善点": r"entry initiative:S12 2018FY statement\[direction\]",
    "総合計画担当、財政担当、行政改革担当": r"entry initiative:S12 2018FY statement\[comment\]",
}


def joined(filled):
    """A heading printed in several cells as one cell."""
    return Cell(" ".join(text for _, text in filled), filled[0][0], r"sheet:\S+ (row\S*/label|label|note quotes)", printed="(heading|欄)$")


def in_row(heading):
    """Where the words under a heading are printed."""
    return rf"(basic-information|review) .* \| (\S+ )?{re.escape(heading)} 記入内容$"


def in_table(activity, row, when):
    return rf"evaluation-sheet {'①②'[int(activity[-1]) - 1]}\S+ \| {row} {re.escape(YEAR[when])}$"


def costs(row, number, activity):
    """Pairs of item and amount, one pair a column."""
    for column in range(0, len(row) - 1, 2):
        item, amount = row[column], row[column + 1]
        if not item:
            continue
        at = rf"entry activity:{activity} {WHEN[column // 2]} cost"
        thousand = re.fullmatch(r"([0-9,]+)千円", amount)
        if not thousand:
            sys.exit(f"line {number}: {amount} is no amount")
        yield Cell(f"{item} {amount}", f"{number}:{column + 1}", at + r"\S* item and amount", form=item + thousand[1].replace(",", ""),
                   printed=in_table(activity, "費用・実績、費用・見込み", WHEN[column // 2]))


def table(number, row, activity):
    """A line under the heading of an activity; its first column is that of the merged heading."""
    filled = [(f"{number}:{column}", text) for column, text in enumerate(row, 1) if text]
    texts = [text for _, text in filled]
    if texts[0].startswith("29年度"):
        for where, text in filled:
            yield Cell(text, where, r"sheet:evaluation-sheet column\S*/label", printed="evaluation-sheet heading")
    elif re.match(r"(成果|費用|市民参加数)・", texts[0]):
        for where, text in filled:
            yield Cell(text, where, r"sheet:evaluation-sheet note quotes")
    elif texts[0].startswith("(延べ)"):
        for (where, text), when in zip(filled, WHEN):
            indicator = f"participants-{activity[-1]}"
            horizon = when in ("mid", "long")  # of a year the sheet prints why there is no number, not the dash
            yield Cell(text, where, rf"(target {indicator} {when}|series {indicator} missing\[{when}\])",
                       printed=in_table(activity, "市民参加数・見込み", when) if horizon else None)
    elif any("千円" in text for text in texts):
        yield from costs(row[1:], number, activity)
    else:
        if len(texts) != len(WHEN):
            sys.exit(f"line {number}: {len(texts)} cells, not {len(WHEN)}")
        for (where, text), when in zip(filled, WHEN):
            yield Cell(text, where, rf"entry activity:{activity} {when} statement", printed=in_table(activity, "成果・実績、成果・目標", when))


def cells():
    activity = None
    for number, row in common.rows("004_"):
        filled = [(f"{number}:{column}", text) for column, text in enumerate(row, 1) if text]
        texts = [text for _, text in filled]
        if set("".join(texts)) <= set("-"):
            continue
        if texts[0].startswith("目標・成果推移等"):
            activity = "S12-" + str("①②".index(texts[0][-1]) + 1)
            yield Cell(texts[0], filled[0][0], r"sheet:evaluation-sheet label")
            yield Cell(texts[1][:-1], filled[1][0], r"sheet:evaluation-sheet (row\S*/label|note quotes)")
            yield Cell(texts[1][-1] + texts[2], filled[2][0], rf"activity:{activity} label", printed="evaluation-sheet .*対象$")
            continue
        if activity and row[0] == "":
            yield from table(number, row, activity)
            continue
        *heading, (place, text) = filled
        heading_texts = [t for _, t in heading]
        if texts[0] == "施策番号":
            yield Cell(texts[0], filled[0][0], r"sheet:basic-information row\S*/label", printed="basic-information .* 欄$")
            yield Cell(texts[1], filled[1][0], r"initiative:S12 note quotes")
            yield Cell(texts[2], filled[2][0], r"sheet:basic-information row\S*/label", printed="basic-information .* 欄$")
            yield Cell(texts[3], filled[3][0], r"initiative:S12 label")
            yield Cell(f"S12 {texts[3]}", filled[1][0], r"initiative:S12 (/@mark|label)", printed=in_row("施策名"))
        elif texts[0] == "担当部課":
            yield Cell(texts[0], filled[0][0], r"sheet:basic-information row\S*/label", printed="basic-information .* 欄$")
            yield Cell(texts[1], filled[1][0], r"initiative:S12 charge\[lead\]", printed=in_row("担当部課"))
            yield Cell(texts[2], filled[2][0], r"sheet:basic-information row\S*/label", printed="basic-information .* 欄$")
        elif not heading:
            yield Cell(text, place, r"model/title")
        elif heading_texts[-1] in HEADING:
            yield joined(heading)
            guide = re.match(r"\([^()]*\)", text)
            if guide:
                yield Cell(guide[0], place, r"sheet:\S+ note quotes")
            yield Cell(text[guide.end():] if guide else text, place, HEADING[heading_texts[-1]],
                       printed=in_row(heading_texts[-1]))
        else:  # basic information: the heading is the statement's name, too
            yield joined(heading)
            yield Cell(heading_texts[-1], heading[-1][0], r"initiative:S12 statement\[other,.*/@name")
            yield Cell(text, place, rf"initiative:S12 statement\[other,{re.escape(heading_texts[-1])}\]/text",
                       printed=in_row(heading_texts[-1]))
            if heading_texts[-1].startswith("第6次"):
                yield Cell(text, place, r"scene:goal-6 label")


if __name__ == "__main__":
    sys.exit(common.main(cells(), DOCUMENTS, SHEETS, __doc__, glue=GLUE, added=ADDED, closed=CLOSED))
