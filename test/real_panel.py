#!/usr/bin/env python3
"""real_panel.py: published figures of a whole country, turned into documents and assessed; what became of them is a table in docs/real-panel.

  LOGICMODEL_DATA=DIR real_panel.py --bin BUILD/cli/logicmodel            writes the tables of docs/real-panel.md and .ja.md anew
  LOGICMODEL_DATA=DIR real_panel.py --bin BUILD/cli/logicmodel --check    fails when they are stale; ends with "N passed, N failed"
  --keep DIR                                                              also leaves the three documents there

DIR/real_values.csv has the columns area, indicator_ja, year_or_fiscal_year, value ("-" masked), unit, source, note. The figures stay outside
the project: only counts are kept. Exit code 77 without the folder.

No targets were ever published for most of these figures. So every series with a direction gets targets by one rule that nobody decided, and the
document says so (illustration): from its first published value 10 % better by 2027, 20 % by 2030, 40 % by 2040, natural limits kept.
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import quoteattr

import tally

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- counts: written by test/real_panel.py -->", "<!-- end of counts -->"
TIERS = [("2027", "initial", "2028-03-31", 0.10), ("2030", "intermediate", "2031-03-31", 0.20), ("2040", "final", "2041-03-31", 0.40)]
VERDICTS = ["achieved", "achieved-slipping", "on-track", "near", "slow", "away", "unclear", "not-assessable"]
BLOCKING = {"no-data", "no-target", "text-target", "no-direction", "target-needs-baseline", "target-eq-baseline", "target-wrong-side",
            "one-value", "placeholder"}
NEITHER = re.compile("人口|死亡|病院死|診療所死|施設死|場所|認定者|ホーム死|院・|まま")
WORSE = re.compile("知らない|未選択")
PERIODS = [  # as printed, and how the documents write it
    (r"(\d{4})年度$", "{0}FY"), (r"(\d{4})年度末$", None), (r"(\d{4})年(?:（.*）)?$", "{0}"),
    (r"(\d{4})年(\d{1,2})月(\d{1,2})日$", "{0}-{1:02d}-{2:02d}"), (r"(\d{4})年(\d{1,2})月(?:審査分)?$", "{0}-{1:02d}"),
]


def period_of(text):
    for pattern, form in PERIODS:
        found = re.match(pattern, text)
        if found:
            numbers = [int(n) for n in found.groups()]
            return form.format(*numbers) if form else f"{numbers[0] + 1}-03-31"
    sys.exit(f"real_panel.py: no period: {text}")


def direction_of(name):
    return "down" if WORSE.search(name) else "none" if NEITHER.search(name) else "up"


class Panel:
    """Series by (indicator with its unit, area), in the order of the file."""

    def __init__(self, path):
        self.indicators, self.areas, self.series = {}, {}, {}
        with open(path, encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                indicator = self.indicators.setdefault((row["indicator_ja"], row["unit"]), f"i{len(self.indicators) + 1:03d}")
                area = self.areas.setdefault(row["area"], f"a{len(self.areas) + 1:03d}")
                value = None if row["value"] == "-" else row["value"]
                lower_bound = "下限値" in row["note"]
                self.series.setdefault((indicator, area), []).append((period_of(row["year_or_fiscal_year"]), value, lower_bound))

    def kind(self, indicator):
        return next(key for key, name in self.indicators.items() if name == indicator)


def label(ja):
    return f'<label xml:lang="ja">{ja.replace("&", "&amp;").replace("<", "&lt;")}</label>'


def write_model(panel, path):
    out = ['<model xmlns="urn:logicmodel:model:1" version="1.0" id="real-panel"><title xml:lang="ja">公表値の一覧</title>']
    for tier, level, due, _ in TIERS:
        out.append(f'<tier id="{tier}" level="{level}" due="{due}">{label(tier)}</tier>')
    out.append(f'<scene id="all" certainty="assumed">{label("全体")}</scene>')
    for (name, unit), indicator in panel.indicators.items():
        share = unit == "%"
        limits = 'lower="0" upper="100"' if share else 'lower="0"'
        out.append(f'<indicator id="{indicator}" certainty="assumed" direction="{direction_of(name)}" '
                   f'measure="{"proportion" if share else "count"}" aggregation="{"weighted" if share else "sum"}" {limits}>'
                   f'{label(name)}<unit xml:lang="ja">{unit}</unit></indicator>')
    for tier, *_ in TIERS:
        out.append(f'<outcome id="o{tier}" tier="{tier}" scene="all" certainty="assumed">{label(tier)}</outcome>')
    for tier, *_ in TIERS:
        out += [f'<link type="measured-by" from="outcome:o{tier}" to="indicator:{i}" certainty="assumed"/>' for i in panel.indicators.values()]
    path.write_text("\n".join(out) + "</model>\n", encoding="utf-8")


def write_values(panel, path):
    out = ['<values xmlns="urn:logicmodel:values:1" version="1.0">']
    out += [f"<area id={quoteattr(a)}>{label(name)}</area>" for name, a in panel.areas.items()]
    for (indicator, area), observations in panel.series.items():
        out.append(f'<series indicator="{indicator}" area="{area}">')
        for period, value, lower_bound in observations:
            status = ' status="low-reliability"' if lower_bound else ""
            out.append(f'<missing period="{period}" reason="suppressed"/>' if value is None else f'<obs period="{period}" value="{value}"{status}/>')
        out.append("</series>")
    path.write_text("\n".join(out) + "</values>\n", encoding="utf-8")


def write_targets(panel, path):
    out = ['<targets xmlns="urn:logicmodel:targets:1" version="1.0" illustration="true">']
    out += [f"<area id={quoteattr(a)}>{label(name)}</area>" for name, a in panel.areas.items()]
    for (indicator, area), observations in panel.series.items():
        name, unit = panel.kind(indicator)
        first = next(((p, v) for p, v, _ in sorted(observations) if v is not None), None)
        sign = {"up": 1, "down": -1, "none": 0}[direction_of(name)]
        if not first or sign == 0:
            continue
        out.append(f'<baseline indicator="{indicator}" area="{area}" period="{first[0]}" value="{first[1]}"/>')
        for tier, _, _, share in TIERS:
            wanted = float(first[1]) * (1 + sign * share)
            wanted = min(wanted, 100) if unit == "%" else wanted
            out.append(f'<target indicator="{indicator}" area="{area}" tier="{tier}" kind="value" value="{wanted:.4f}"/>')
    path.write_text("\n".join(out) + "</targets>\n", encoding="utf-8")


def answer(binary, documents, *words):
    done = subprocess.run([binary, words[0], *map(str, documents), *words[1:], "--quiet", "--lang", "en"], capture_output=True, timeout=300)
    if done.returncode != 0:
        sys.exit(f"real_panel.py: {words}: exit code {done.returncode}\n{done.stderr.decode('utf-8', 'replace')[:3000]}")
    return done.stdout


def assess(binary, documents):
    return json.loads(answer(binary, documents, "assess", "--format", "json"))["records"]


# Answers that only have to come, and to say something.
OTHERS = [("assess",), ("assess", "--all"), ("assess", "--table", "steps", "--format", "csv"), ("assess", "--table", "sums", "--format", "csv"),
          ("assess", "--table", "sums", "--all"), ("lag",), ("lag", "--format", "json"), ("lag", "--table", "tiers"), ("lag", "--table", "delivery")]


WORDS = {
    "en": {"file": "real-panel.md", "status": "verdict", "reason": "reason",
           "why": "Why the rest cannot be judged (a series can have several reasons):",
           "beside": "What stands beside the verdicts of those that can:",
           "all": "{series} series of {indicators} indicators in {areas} areas; {values} values, {masked} of them masked."},
    "ja": {"file": "real-panel.ja.md", "status": "判定", "reason": "理由",
           "why": "残りを判定できない理由(一つの系列に複数あり得る):",
           "beside": "判定できた系列に添えられた留意事項:",
           "all": "{areas}地域・{indicators}指標の{series}系列、{values}個の値(うち秘匿 {masked})。"},
}


def counts_table(records, head, rows, pick):
    lines = [f"| {head} | 2027 | 2030 | 2040 |", "|---|---:|---:|---:|"]
    for name in rows:
        lines.append(f"| `{name}` | " + " | ".join(str(sum(1 for r in records if r["tier"] == t and name in pick(r))) for t, *_ in TIERS) + " |")
    return lines


def tables(panel, records, lang):
    w = WORDS[lang]
    observations = [o for s in panel.series.values() for o in s]
    places = {(r["indicator"], r["area"]) for r in records}
    known = [r for r in records if (r["indicator"], r["area"]) in panel.series]
    judged = [r for r in known if r["status"] != "not-assessable"]
    rest = [r for r in known if r["status"] == "not-assessable"]
    reasons = sorted({x for r in rest for x in r["reasons"] if x in BLOCKING})
    beside = sorted({x for r in judged for x in r["reasons"]})
    lines = [BEGIN, "", w["all"].format(series=len(panel.series), indicators=len(panel.indicators), areas=len(panel.areas),
                                        values=len(observations), masked=sum(1 for o in observations if o[1] is None)), ""]
    lines += counts_table(known, w["status"], VERDICTS, lambda r: [r["status"]])
    lines += ["", w["why"], ""] + counts_table(rest, w["reason"], reasons, lambda r: r["reasons"])
    lines += ["", w["beside"], ""] + counts_table(judged, w["reason"], beside, lambda r: r["reasons"])
    assert len(places) >= len(panel.series)
    return DOCS / w["file"], "\n".join([*lines, "", END])


def checks(panel, records):
    """What must hold of every record, whatever the figures are."""
    known = [r for r in records if (r["indicator"], r["area"]) in panel.series]
    by_tier = Counter(r["tier"] for r in known)
    yield "every series has a record for every tier", all(by_tier[t] == len(panel.series) for t, *_ in TIERS)
    yield "every verdict is one of the eight", all(r["status"] in VERDICTS for r in records)
    yield "what cannot be judged says why", all(BLOCKING & set(r["reasons"]) for r in records if r["status"] == "not-assessable")
    yield "what can be judged has no blocking reason", not any(BLOCKING - {"one-value"} & set(r["reasons"]) for r in records if r["status"] != "not-assessable")
    yield "masked values are counted, not read as zero", all(
        r["suppressed"] == 0 or r["n"] + r["suppressed"] <= len(panel.series[r["indicator"], r["area"]]) for r in known)
    yield "every number is finite", not any(isinstance(v, float) and v != v for r in records for v in r.values())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = os.environ.get("LOGICMODEL_DATA")
    if not folder or not (Path(folder) / "real_values.csv").exists():
        print("skipped: LOGICMODEL_DATA does not name a folder with real_values.csv")
        return 77
    panel = Panel(Path(folder) / "real_values.csv")
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        documents = [place / name for name in ("model.xml", "values.xml", "targets.xml")]
        for write, path in zip((write_model, write_values, write_targets), documents):
            write(panel, path)
        records = assess(options.bin, documents)
        bare = assess(options.bin, documents[:2])
        silent = [words for words in OTHERS if not answer(options.bin, documents, *words)]
    results = list(checks(panel, records))
    results.append(("every other answer comes", not silent))
    results.append(("without targets nothing is judged, and every record says so",
                    all(r["status"] == "not-assessable" and {"no-target", "no-data"} & set(r["reasons"]) for r in bare)))
    for lang in WORDS:
        path, wanted = tables(panel, records, lang)
        text = path.read_text(encoding="utf-8")
        start, end = text.index(BEGIN), text.index(END) + len(END)
        if options.check:
            results.append((f"{path.name} is what comes out (else run test/real_panel.py)", text[start:end] == wanted))
        else:
            path.write_text(text[:start] + wanted + text[end:], encoding="utf-8")
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
