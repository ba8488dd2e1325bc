#!/usr/bin/env python3
"""The measures of Tokyo and its survey of 53 municipalities: every printed cell in models/tokyo-initiatives.xml and fixtures/tokyo/; the table
recomputed from the printed counts; and, with --bin PATH, what the command says of the printed shares and differences."""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from math import floor

import common
from common import Cell

DOCUMENTS = ["models/tokyo-initiatives.xml", "fixtures/tokyo/values.xml", "fixtures/tokyo/progress.xml"]
GLUE = {
    "■": "bullet of a measure",
    "●": "bullet of a paragraph",
    "・": "bullet of an item",
    "(": "before the mark of an item",
    ")": "behind the mark of an item",
}
CLOSED = r"(statement\S*/text|(scene|initiative|activity):\S+ label|cost\S*/@amount|/@(num|printed))$"
ADDED = {
    "地域における在宅療養体制の確保": "printed once, above three blocks: each block has it",
    "在宅医療・介護連携推進事業": "the block of the survey, named after the project whose items it counts",
}
NEW = {"<新規>": "new"}  # attribute standing
THEN, NOW = "2018-03-31", "2018-04-01"
N = 53
SURVEY = "在宅医療・介護連携推進事業の取組状況"
# Where each line outside the table went, in printed order.
LINES = [
    r"scene:(municipalities|medical-association|council) statement\[other,上位の見出し\]",
    r"scene:municipalities label",
    r"(initiative:municipal-home-care (label|statement\[other,財源\])|entry initiative:municipal-home-care 平成30年度 cost\S*/@amount)",
    r"activity:pioneering label",
    r"activity:transport label",
    r"activity:supply-demand label",
    r"activity:seamless label",
    r"activity:round-the-clock label",
    r"activity:ict-cooperation label",
    r"scene:municipalities statement\[other,再掲\]",
    r"initiative:environment (label|statement\[other,財源\])",
    r"initiative:environment statement\[content\]",
    r"scene:medical-association label",
    r"(initiative:professions-council label|entry initiative:professions-council 平成30年度 cost\S*/@amount)",
    r"initiative:professions-council statement\[content\]",
    r"scene:medical-association statement\[other,再掲\]",
    r"scene:council label",
    r"initiative:home-care-council label",
    r"initiative:council-wg (label|/@standing)",
    r"activity:wg-models label",
    r"activity:wg-ict label",
    r"activity:wg-dvd label",
    r"initiative:wide-area-support label",
    r"activity:wg-area label",
    r"model/note quotes",
    r"scene:transition label",
    r"(initiative:discharge-cooperation (label|/@standing)|entry initiative:discharge-cooperation 平成30年度 cost\S*/@amount)",
    r"activity:discharge-training label",
    r"activity:discharge-training statement\[content\]",
    r"activity:discharge-grants label",
    r"activity:discharge-grants statement\[content\]",
    r"scene:transition statement\[other,再掲\]",
    r"scene:workforce label",
    r"(initiative:home-care-training label|entry initiative:home-care-training 平成30年度 cost\S*/@amount)",
    r"activity:leaders label",
    r"activity:leaders statement\[content\]",
    r"activity:hospital-training (label|/@standing)",
    r"activity:clinic-training label",
    r"(initiative:entry (label|/@standing)|entry initiative:entry 平成30年度 cost\S*/@amount)",
    r"initiative:entry statement\[content\]",
    r"scene:priority label",
    r"initiative:child-home-care label",
    r"initiative:child-home-care statement\[content\]",
    r"(initiative:child-training (label|/@standing)|entry initiative:child-training 平成30年度 cost\S*/@amount)",
    r"initiative:child-training statement\[content\]",
    r"(initiative:end-of-life label|entry initiative:end-of-life 平成30年度 cost\S*/@amount)",
    r"activity:eol-training label",
    r"activity:eol-(setting|awareness) label",
    r"source:table /@title",
    r"model/note quotes",
    r"model/note quotes",
    r"model/note quotes",
    r"source:table note quotes",
    r"scene:direction label",
    r"initiative:quality label",
    r"initiative:quality statement\[content\]",
    r"initiative:wide-area label",
    r"initiative:wide-area statement\[content\]",
]
# The rows of the survey in printed order: item, row, set of a question with several answers.
ROWS = [
    ("a", "resources", None),
    ("i", "meetings", None),
    ("u", "system", None), ("u", "acute-provider", "u-parts"), ("u", "day-and-night", "u-parts"), ("u", "system-other", "u-parts"),
    ("e", "tools", None), ("e", "tools-paper", "e-parts"), ("e", "tools-ict", "e-parts"), ("e", "tools-other", "e-parts"),
    ("o", "desk", None),
    ("ka", "training", None),
    ("ki", "awareness", None),
    ("ku", "neighbours", None),
]


def survey():
    """(item, row, set, printed cells, line) of the fourteen rows."""
    lines = [(number, row) for number, row in common.rows("003_") if len(row) == 7 and re.fullmatch(r"[0-9.]+%", row[3])]
    if len(lines) != len(ROWS):
        sys.exit(f"{len(lines)} rows in the survey, {len(ROWS)} expected")
    return [(*ids, row, number) for ids, (number, row) in zip(ROWS, lines)]


def cells():
    places = iter(LINES)
    table = {number: (item, row) for item, row, _, _, number in survey()}
    for number, row in common.rows("003_"):
        if len(row) == 1:
            form = re.sub(r"^- ", "", row[0])
            form = re.sub(r"【([\d,]+)千円】", lambda amount: amount[1].replace(",", ""), form)
            for printed, word in NEW.items():
                form = form.replace(printed, word)
            yield Cell(row[0], f"{number}:1", next(places), form=form)
        elif number not in table:
            for column, text in enumerate(row, 1):
                yield Cell(text, f"{number}:{column}", r"sheet:aggregate (column|note)|scene:renkei note")
        else:
            item, activity = table[number]
            series = f"series share-{activity}"
            wheres = [rf"initiative:{item} (label|/@mark)", rf"activity:{activity} label", rf"{series} obs\[{NOW}\]/@num",
                      rf"{series} obs\[{NOW}\]/@printed", rf"{series} obs\[{THEN}\]/@num", rf"{series} obs\[{THEN}\]/@printed",
                      rf"{series} change\[{THEN},{NOW}\]/@printed"]
            for column, (text, where) in enumerate(zip(row, wheres), 1):
                figure = text if column <= 2 else text.rstrip("%※").replace("△", "-")
                yield Cell(text, f"{number}:{column}", where, form=figure)
                if "※" in text or "△" in text:
                    yield Cell(text, f"{number}:{column}", rf"{series} \S+ quotes")
    if next(places, None):
        sys.exit("the seed has fewer lines than expected")


def half_up(x, decimals=1):
    scaled = abs(x) * 10 ** decimals + Fraction(1, 2)
    return Fraction(floor(scaled), 10 ** decimals) * (1 if x >= 0 else -1)


def printed_number(text):
    return Fraction(text.rstrip("%").replace("△", "-"))


def recomputed():
    """What the survey's own counts say: shares and differences by row, and how the printed ones stand to them."""
    for item, row, set_, cells, number in survey():
        now, then = int(cells[2].rstrip("※")), int(cells[4])
        share = {NOW: Fraction(100 * now, N), THEN: Fraction(100 * then, N)}
        rounded = {date: half_up(x) for date, x in share.items()}
        printed = {NOW: printed_number(cells[3]), THEN: printed_number(cells[5])}
        change = printed_number(cells[6])
        follows = [name for name, x in [("counts", half_up(share[NOW] - share[THEN])), ("rounded", rounded[NOW] - rounded[THEN]),
                                        ("printed", printed[NOW] - printed[THEN])] if x == change]
        yield row, set_, {NOW: now, THEN: then}, rounded, [date for date in printed if printed[date] != rounded[date]], follows


def check_table():
    """The values document against the counts of the seed."""
    names = {"v": "urn:logicmodel:values:1"}
    series = {s.get("indicator"): s for s in ET.parse(common.ROOT / DOCUMENTS[1]).getroot().iterfind("v:series", names)}
    for row, _, counts, rounded, _, _ in recomputed():
        observed = {o.get("period"): o for o in series.pop(f"share-{row}").iterfind("v:obs", names)}
        for date, count in counts.items():
            kept = observed[date]
            if (int(kept.get("num")), int(kept.get("den")), Fraction(kept.get("value"))) != (count, N, rounded[date]):
                yield f"{row} {date}: {kept.attrib} for a count of {count}"
    for left in series:
        yield f"{left}: no row of the survey"


def said(command):
    """What the command finds in the values: {kind of finding: rows}; the words are those of the English texts."""
    done = subprocess.run([command, "check", *DOCUMENTS[:2], "--lang", "en", "--format", "json"], cwd=common.ROOT, capture_output=True, text=True)
    found = {}
    for finding in json.loads(done.stdout)["findings"]:
        found.setdefault(finding["code"], []).append(finding)
    return found


def main():
    args = [a for a in sys.argv[1:] if a != "--quiet"]
    status = common.run(cells(), DOCUMENTS, glue=GLUE, added=ADDED, closed=CLOSED, quiet="--quiet" in sys.argv)
    wrong = list(check_table())
    for line in wrong:
        print(line)
    print(f"table recomputed from the counts: {len(wrong)} complaints")
    return 1 if wrong else status


if __name__ == "__main__":
    sys.exit(main())
