#!/usr/bin/env python3
"""statuses.py: the fictional city shows every verdict, each with its reason, evidence, agreement and stability, and in words a reader sees.

  statuses.py --bin BUILD/cli/logicmodel     ends with "N passed, N failed"
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import tally

ROOT = Path(__file__).resolve().parent.parent
FILES = ["models/design-map-2025-07-01.xml", "fixtures/mihon-city/values.xml", "fixtures/mihon-city/targets.xml"]
VERDICTS = {  # the word of JSON and CSV: what the text says, in English and Japanese
    "achieved": ("◎ achieved", "◎ 達成"), "achieved-slipping": ("◇ achieved,", "◇ 達成(悪化傾向)"), "on-track": ("○ on track", "○ 順調"),
    "near": ("△ slightly", "△ やや遅れ"), "slow": ("▲ behind", "▲ 遅れ"), "away": ("▼ moving away", "▼ 逆方向"),
    "unclear": ("? unclear", "? 判断保留"), "not-assessable": ("□ cannot judge", "□ 判定不可"),
}
LETTERS = {"achieved": {"A"}, "achieved-slipping": {"A"}, "on-track": {"B"}, "near": {"B*"}, "slow": {"B*", "C"}, "away": {"D"}, "unclear": {"C"},
           "not-assessable": {"E"}}
EVIDENCE = {"high", "medium", "low", "none"}


def assess(binary, *words):
    done = subprocess.run([binary, "assess", *FILES, "--quiet", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    if done.returncode != 0:
        sys.exit(f"statuses.py: exit code {done.returncode}: {done.stderr}")
    return done.stdout


def checks(binary):
    records = json.loads(assess(binary, "--format", "json", "--lang", "en"))["records"]
    for verdict in VERDICTS:
        of = [r for r in records if r["status"] == verdict]
        yield f"{verdict} comes up", bool(of)
        yield f"{verdict}: evidence", all(r["evidence"] in EVIDENCE for r in of)
        yield f"{verdict}: letter", all(r["letter"] in LETTERS[verdict] for r in of)
        yield f"{verdict}: published rules are asked and counted", all(0 <= r["agree"] <= r["methods"] for r in of)
        if verdict == "not-assessable":
            yield "not-assessable: always a reason", all(r["reasons"] for r in of)
            yield "not-assessable: no stability and no evidence", all(r["stability"] is None and r["evidence"] == "none" for r in of)
            continue
        yield f"{verdict}: stability, from three values on", all((r["stability"] is None) == (r["n"] < 3) for r in of)
        yield f"{verdict}: some are compared with published rules", any(r["methods"] > 0 for r in of)
    yield "unclear: says that it is too wide, or masked", all({"wide", "masked-matters", "improve-only"} & set(r["reasons"]) for r in records
                                                              if r["status"] == "unclear")
    yield "every grade of evidence comes up", {r["evidence"] for r in records} == EVIDENCE
    for lang, column in (("en", 0), ("ja", 1)):
        text = assess(binary, "--all", "--lang", lang, "--width", "200")
        for verdict, words in VERDICTS.items():
            yield f"{verdict} in words ({lang})", words[column] in text
        for what in (("how sure: ", "published rules agree", "the verdict stays in", "note: "), ("確かさ: ", "公表されている判定基準", "判定が変わらない割合",
                                                                                          "留意: "))[column]:
            yield f"“{what}” in words ({lang})", what in text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    results = list(checks(parser.parse_args().bin))
    return tally.tell(results)


if __name__ == "__main__":
    sys.exit(main())
