#!/usr/bin/env python3
"""The progress table of Miyoshi City: every printed cell in models/miyoshi-r3-r5.xml and fixtures/miyoshi/progress.xml; and every figure of the
targets and values beside it stands in the text it was taken from."""
import argparse
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import common
from common import Cell

DOCUMENTS = ["models/miyoshi-r3-r5.xml", "fixtures/miyoshi/progress.xml"]
FIGURES = ["fixtures/miyoshi/targets.xml", "fixtures/miyoshi/values.xml"]
NAMES = {kind: f"urn:logicmodel:{kind}:1" for kind in ("model", "progress", "targets", "values")}
GLUE = {
    "目的:": "heading inside a cell: statement role=purpose",
    "目的：": "likewise",
    "概要:": "heading inside a cell: statement role=content",
    "概要：": "likewise",
    "：": "stands between a party and what it does",
}
# Every statement, goal, scene, initiative and leader must be printed; the leaders of other-visits were worked out, the merged cell is lost.
CLOSED = r"^(?!.*entry activity:other-visits \S+ charge)(.*((statement|goal)\S*/text|(scene|initiative):\S+ label|charge\[\w+\])$)"
WORDS = {"新規 ": "new ", "既存 ": "existing "}  # attribute standing
HEADINGS = ("項目", "取組名", "取組の目的・概要", "ターゲット", "リーダー", "実施計画", "目標(達成時期:令和5年度末)", "対象者", "R3", "R3実績", "R4", "R5",
            "事業実施量", "事業成果")
COLUMNS = ("scene", "initiative", "about", "audience", "leaders", "R3", "result", "R4", "R5", "output", "outcome")
YEARS = {"R3": "令和3年度", "result": "令和3年度", "R4": "令和4年度", "R5": "令和5年度"}
# Where the sheet prints a column; and what the sheet says elsewhere.
SHEET = "plan-table"
PRINTED = {"scene": "項目", "initiative": "(新規・既存|取組名)", "about": "(取組の目的|概要)", "audience": "ターゲット", "leaders": "リーダー 令和[34]年度",
           "result": "R3実績", "output": "事業実施量", "outcome": "事業成果"}
SAID = {
    "令和3年度": "the heading of a leader's column",
    "令和4年度": "likewise",
    "(新規)": "a note, which no sheet prints",
    "目的:": "the heading of a column",
    "目的：": "likewise",
    "概要:": "likewise",
    "概要：": "likewise",
}
# The rows in printed order: activity, initiative, scene, and the columns of its cells, where they do not lie below their headings.
ROWS = [
    ("clinic-visits", "clinics", "daily", COLUMNS),
    # the leader's cell is merged with the row before and lost: the cells behind it slid left
    ("other-visits", "others", "daily", ("scene", "initiative", "about", "audience", "R3", "result", "R4", "R5", "output", "outcome", None)),
    ("hospital-exchange", "transition-support", "transition", COLUMNS),
    ("contact-list", "transition-support", "transition", COLUMNS),
    ("acute-planning", "acute-response", "acute", COLUMNS),
    ("ending-notes", "acp", "eol", COLUMNS),
    ("acp-publicity", "acp", "eol", COLUMNS),
    ("acp-week-area", "acp", "eol", COLUMNS),
    ("statistics-update", "statistics", "all", COLUMNS),
    # the third table has two cells for R4
    ("station-exchange", "station", "all", COLUMNS[:7] + ("R4", "R4", "R5", "output", "outcome")),
    ("issue-hearings", "issues", "all", COLUMNS[:7] + ("R4", "R4", "R5", "output", "outcome")),
]


# The name of each initiative: what a line of the sheet is found by.
NAME = {node.get("id"): node.findtext("model:label", namespaces=NAMES)
        for node in ET.parse(common.ROOT / DOCUMENTS[0]).getroot().iterfind("model:initiative", NAMES)}


def untagged(text):
    """The texts of a list that was left with its HTML tags, each with the dot that the other rows have."""
    return re.sub(r"<[^>]*>", "", re.sub(r"<li>", "・", text))


def each_year(text):
    """The leader of two years that is printed once, printed for each."""
    return re.sub(r"^(令和3年度) (令和4年度) (\S+)$", r"\1 \3 \2 \3", text)


def place_of(column, activity, initiative, scene):
    if column == "scene":
        return rf"scene:{scene} label"
    if column == "initiative":
        return rf"initiative:{initiative} (label|/@standing)"
    if column == "about":
        return rf"initiative:{initiative} statement\[(purpose|content)\]"
    if column == "audience":
        return rf"initiative:{initiative} statement\[audience\]"
    if column == "leaders":
        return rf"(entry activity:{activity} \S+ (charge\[lead\]|/@period)|activity:{activity} charge\[lead\])"
    if column in ("output", "outcome"):
        return rf"activity:{activity} goal\[r5,{column}\]/text"
    return rf"entry activity:{activity} {YEARS[column]} statement\[{'result' if column == 'result' else 'plan'}\]/text"


def printed_at(column, initiative):
    return rf"{SHEET} .*\| {re.escape(NAME[initiative])} {PRINTED.get(column, column)}$"


def cells():
    rows = iter(ROWS)
    for number, row in common.rows("002_"):
        filled = [(f"{number}:{column}", text) for column, text in enumerate(row, 1) if text]
        if len(row) == 1:  # the title and the three lines below the table
            yield Cell(row[0], filled[0][0], r"model/title|@edition| title|party:(choju|centres) (label|note quotes)")
        elif all(text in HEADINGS for _, text in filled):
            for place, text in filled:
                yield Cell(text, place, r"sheet:plan-table (column|note)|tier:r5 label")
        else:
            activity, initiative, scene, columns = next(rows)
            if len(columns) != len(row):
                sys.exit(f"line {number}: {len(row)} cells, {len(columns)} expected")
            for (column, text), index in zip(zip(columns, row), range(1, len(row) + 1)):
                if not text:
                    continue
                if column is None:
                    sys.exit(f"line {number}: a cell where none was expected: {text}")
                form = each_year(text) if column == "leaders" else untagged(text)
                for printed, word in WORDS.items():
                    if column == "initiative" and form.startswith(printed):
                        form = word + form[len(printed):]
                yield Cell(text, f"{number}:{index}", place_of(column, activity, initiative, scene), form=form,
                           printed=printed_at(column, initiative))
    if next(rows, None):
        sys.exit("the seed has fewer rows than expected")


def figures():
    """Targets and observed values whose figure or words do not stand, with their unit, in a goal or result of the node they measure."""
    def texts(root, path):
        return " ".join(common.bare(t.text) for t in root.iterfind(path, NAMES))

    model, progress, targets, values = (ET.parse(common.ROOT / p).getroot() for p in DOCUMENTS + FIGURES)
    for target in targets.iterfind("targets:target", NAMES):
        goals = " ".join(common.bare("".join(goal.itertext())) for goal in model.iterfind(".//model:goal", NAMES)
                         if goal.get("indicator") == target.get("indicator"))
        wanted = target.get("text") or f"{target.get('value')}{target.get('unit')}"
        if common.bare(wanted) not in goals:
            yield f"target of {target.get('indicator')}: {wanted} stands in no goal that names the indicator"
    nodes = {link.get("to")[len("indicator:"):]: link.get("from") for link in model.iterfind("model:link", NAMES)}
    for series in values.iterfind("values:series", NAMES):
        for obs in series.iterfind("values:obs", NAMES):
            entry = next(e for e in progress.iterfind("progress:entry", NAMES)
                         if (e.get("node"), e.get("period")) == (nodes[series.get("indicator")], obs.get("period")))
            printed = f"{obs.get('value')}{series.get('unit')}" in texts(entry, "progress:statement/progress:text")
            if not printed and obs.get("status") != "estimated":
                yield f"{series.get('indicator')} {obs.get('period')}: {obs.get('value')}{series.get('unit')} is printed in no result"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", help="the command logicmodel: look for the cells in the sheet that it prints")
    parser.add_argument("--quiet", action="store_true", help="only the complaints and the counts")
    options = parser.parse_args()
    if options.bin:
        untagged_cells = [replace(cell, text=untagged(cell.text)) for cell in cells()]
        return common.run_printed(options.bin, untagged_cells, DOCUMENTS, {SHEET: 3}, glue=SAID)
    status = common.run(cells(), DOCUMENTS, glue=GLUE, closed=CLOSED, quiet=options.quiet)
    wrong = list(figures())
    for line in wrong:
        print(line)
    print(f"figures of the targets and values documents: {len(wrong)} complaints")
    return 1 if wrong else status


if __name__ == "__main__":
    sys.exit(main())
