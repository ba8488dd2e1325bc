"""judge.py: writes the table of rules in judge.md and judge.ja.md from the program's own table.

  python3 docs/judge.py --bin BUILD/cli/logicmodel            writes both
  python3 docs/judge.py --bin BUILD/cli/logicmodel --check    fails when they are stale; ends with "N passed, N failed"
"""
import argparse
import csv
import io
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BEGIN, END = "<!-- rules: written by docs/judge.py -->", "<!-- end of rules -->"
HEADS = {
    "en": ("judge.md", ["rule", "name", "formula", "thresholds", "words, from good to bad", "counted", "source"], ("yes", "no", "no, unverified")),
    "ja": ("judge.ja.md", ["rule", "名前", "計算", "基準値", "区分(良い順)", "数える", "出典"], ("はい", "いいえ", "いいえ(未確認)")),
}


def table(binary, lang):
    name, head, (yes, no, unverified) = HEADS[lang]
    done = subprocess.run([binary, "judge", "--rules", "--format", "csv", "--lang", lang], capture_output=True, text=True, check=True)
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in csv.DictReader(io.StringIO(done.stdout)):
        counted = yes if row["counted"] == "true" else unverified if row["unverified"] == "true" else no
        cells = [f"`{row['id']}`", row["name"], row["formula"], row["thresholds"] or "–", row["words"].replace(" | ", " · "), counted, row["source"]]
        lines.append("| " + " | ".join(cells) + " |")
    return os.path.join(HERE, name), "\n".join([BEGIN, "", *lines, "", END])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    passed = failed = 0
    for lang in HEADS:
        path, wanted = table(options.bin, lang)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        start, end = text.index(BEGIN), text.index(END) + len(END)
        good = text[start:end] == wanted
        if options.check:
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"{path} is stale; run docs/judge.py")
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text[:start] + wanted + text[end:])
    if options.check:
        print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
