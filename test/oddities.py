"""oddities.py: check names the known oddities of the printed tables, each of them, and nothing else.

What somebody who reads the five sources with care finds odd in them stands below, one line each, in our words, with the findings that must say so:
code, part of the element's path (of the element, or of the value as given) and words of the message, in either language. Every finding of check
has to belong to a line, every line has to have as many findings as it says. Findings that question a model as a theory of change are in LINT.

  python3 test/oddities.py --bin BUILD/cli/logicmodel      ends with "N passed, N failed"
"""
import argparse
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def odd(path, en, ja, count=1):
    """Kept in words: an oddity of a document."""
    return ("M321", path, en, ja, count)


def found(code, path, words, count=1):
    """Computed: the words are of the message or the value as given, the same in both languages."""
    return (code, path, words, words, count)


HINO = {
    "grades overlap: below two tenths is also below seven tenths": [odd("scale", "overlap", "重なる")],
    "grades leave a gap: nine tenths": [odd("scale", "nine tenths belong to none", "9割はどの区分にも入らない")],
    "主管課 in the first merged cell, data shifted by one column": [odd("model", "shifted one column", "一列ずれて")],
    "results and grades of fiscal 2020 are blank, which is not 'not begun'": [odd("model", "Blank does not mean not begun", "空欄は未着手を意味しない")],
    "市内病院 or 市立病院": [odd("party[@id='hospitals']", "市立病院", "市立病院"), odd("initiative[@id='2-2']/goal", "市内病院", "市内病院")],
    "携帯 for 形態": [odd("initiative[@id='3-4']/statement", "携帯", "形態")],
    "入れいる": [odd("initiative[@id='5-2']/goal", "入れいる", "入れいる")],
}

DESIGN_MAP = {
    "できています and できている": [odd("scene[@id='acute']", "できています", "できています")],
    "医療機関 and 医療施設": [odd("indicator[@id='night-home-nursing-patients']", "医療施設", "医療機関")],
    "twin indicators, one positive, one negative": [odd("indicator[@id='cannot-continue-home-care']", "twin", "表と裏")],
    "intermediate outcome 5 has no indicator": [found("L604", "outcome[@id='m5']", "outcome:m5"), found("L614", "outcome[@id='m5']", "outcome:m5")],
    "indicators shown again, three times": [odd("model", "three times", "三組")],
    "two indicators in one label": [odd("model", "Two indicators share one label", "一つの欄に並ぶ")],
}
DESIGN_MAP_LINT = {"L604", "L605", "L611", "L612", "L620"}

MIYOSHI = {
    "leaders of two years in one cell": [odd("progress", "リーダー", "リーダー")],
    "医会連携 for 医介連携": [odd("issue", "医会連携", "医会連携", 4)],
    "goals without numbers": [found("L621", "activity[@id='clinic-visits']", "activity:clinic-visits"), found("L620", "acp-awareness", "acp-awareness"),
                              odd("target[@indicator='acp-awareness']", "確認方法は要検討", "確認方法は要検討")],
    "HTML tags in cells": [odd("model", "HTML tags", "HTMLのタグ")],
    "results of fiscal 2021 blank for what begins in fiscal 2022": [odd("initiative[@id='issues']", "R3実績", "R3実績")],
    "due at the end of 令和5年度": [odd("tier[@id='r5']", "令和5年度末", "令和5年度末")],
}

# Counts and shares at the end of fiscal 2017: row, count, printed share, count that fits the print, printed difference, difference from counts.
TOKYO_ROWS = [("share-meetings", "51/53", "88.7", "47", "11.3", "3.8"), ("share-system", "42/53", "77.4", "41", "22.6", "20.8"),
              ("share-tools", "45/53", "66.0", "35", "34.0", "15.1"), ("share-desk", "45/53", "66.0", "35", "34.0", "15.1"),
              ("share-training", "51/53", "88.7", "47", "11.3", "3.8"), ("share-awareness", "46/53", "77.4", "41", "22.6", "13.2")]
TOKYO = {
    "the column of shares looks left over; 42 and 46 both print 77.4": [odd("values", "left over from an earlier table", "前の版")],
    "two bases: 1 April with plans, end of the year without": [odd("values", "count differently", "数え方が違う")],
    "the heading says one day apart": [odd("values", "30.4.1-30.3.31", "30.4.1-30.3.31")],
    "differences in % are percentage points": [found("V434", "values", "%")],
    "(エ): 30 + 35 + 3 of 53 are multiple answers": [found("V435", "values", "e-parts")],
    "(ウ): 21 + 4 + 25 of 53 are multiple answers": [found("V435", "values", "u-parts")],
    "(ウ)24時間: the difference follows the counts": [found("V428", "share-day-and-night", "3.8")],
    "(エ)ICT: the difference follows the counts": [found("V428", "share-tools-ict", "3.8")],
    "(エ)その他: the difference follows the counts": [found("V428", "share-tools-other", "-1.9")],
}
for row, count, share, fits, difference, computed in TOKYO_ROWS:
    TOKYO[f"{row}: {share} does not fit {count}"] = [found("V427", f"series[@indicator='{row}']", f"{count} .*{share}$.*{fits}")]
    TOKYO[f"{row}: {difference} follows the share, not the counts"] = [found("V430", f"series[@indicator='{row}']", f"{computed}.*{difference}$")]

NAGAKUTE = {
    "31年度(2019) and 令和元年度 are one year": [odd("model", "令和元年度", "令和元年度")],
    "medium term: about 3 years": [odd("tier[@id='mid']", "no year is named", "年度の記載はない")],
    "long term: about 5 years": [odd("tier[@id='long']", "no year is named", "年度の記載はない")],
    "(延べ) - 人: not counted": [odd("missing", "not counted", "数えていない", 6)],
    "貸借 for 賃借": [odd("cost", "貸借", "賃借", 2)],
    "8,080 thousand yen three times": [found("P710", "S12-1", "8080.*×3")],
    "2,640 thousand yen twice, after 2,616": [found("P710", "S12-1", "2640.*×2")],
}

CASES = [
    ("hino-basic-policy fixtures/hino/progress.xml", HINO, set()),
    ("design-map-2025-07-01", DESIGN_MAP, DESIGN_MAP_LINT),
    ("miyoshi-r3-r5 fixtures/miyoshi/progress.xml fixtures/miyoshi/values.xml fixtures/miyoshi/targets.xml", MIYOSHI, set()),
    ("tokyo-initiatives fixtures/tokyo/values.xml fixtures/tokyo/progress.xml", TOKYO, set()),
    ("nagakute-s12 fixtures/nagakute/progress.xml fixtures/nagakute/values.xml fixtures/nagakute/targets.xml", NAGAKUTE, set()),
]
# Items by direction in the table of Hino: 31 in 6, numbered anew in each.
ITEMS = [5, 7, 6, 6, 3, 4]


def ask(binary, arguments):
    done = subprocess.run([binary, *arguments.split(), "--format", "json"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)


def is_of(finding, wanted, lang):
    code, path, en, ja, _ = wanted
    words = en if lang == "en" else ja
    said = f"{finding['rule']} {finding['value'] or ''}\n{finding['fix']}"
    return finding["code"] == code and path in finding["path"] and re.search(words, said, re.M | re.S) is not None


def complaints(findings, lines, lint, lang):
    """One per line that is not named as often as it should be, one per finding of no line, or of two."""
    belongs = [0] * len(findings)
    for name, parts in lines.items():
        for wanted in parts:
            hits = [i for i, finding in enumerate(findings) if is_of(finding, wanted, lang)]
            for i in hits:
                belongs[i] += 1
            yield None if len(hits) == wanted[4] else f"{lang}: {name}: {wanted[0]} {wanted[1]}: {len(hits)} findings, not {wanted[4]}"
    for finding, count in zip(findings, belongs):
        if count == 0 and finding["code"] not in lint:
            yield f"{lang}: of no line: {finding['code']} {finding['path']}: {finding['rule']}"
        elif count > 1:
            yield f"{lang}: of several lines: {finding['code']} {finding['path']}: {finding['rule']}"


def items_complaint(binary):
    scenes = {}
    for initiative in ask(binary, "show hino-basic-policy")["initiatives"]:
        scenes[initiative["scene"]] = scenes.get(initiative["scene"], 0) + 1
    return None if list(scenes.values()) == ITEMS else f"items by direction: {scenes}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=os.path.abspath)
    binary = parser.parse_args().bin
    results = [items_complaint(binary)]
    for arguments, lines, lint in CASES:
        for lang in ("en", "ja"):
            results += complaints(ask(binary, f"check {arguments} --lang {lang}")["findings"], lines, lint, lang)
    wrong = [text for text in results if text]
    for text in wrong:
        print(text)
    print(f"{len(results) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
