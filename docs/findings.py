"""findings.py: writes findings.md and findings.ja.md from lib/include/logicmodel/codes.def.

  python3 docs/findings.py            writes both
  python3 docs/findings.py --check    fails when they are stale; ends with "N passed, N failed"
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "..", "lib", "include", "logicmodel", "codes.def")
STRING = r'"(?:[^"\\]|\\.)*"'
ROW = re.compile(r"LM_CODE\((\w+),\s*(%s),\s*LM_(\w+),\s*LM_BY_(\w+),((?:\s*%s,?){4})\)" % (STRING, STRING))

TEXTS = {
    "en": {
        "file": "findings.md",
        "head": """# Findings

[日本語](findings.ja.md) · written by `docs/findings.py` from `lib/include/logicmodel/codes.def`: do not edit

Everything the program can say about its input. A finding gives the code, the place (file, line, column, element), the value as given, the
rule and the fix. Codes are stable and never used for anything else. `{0}` to `{4}` stand for what the finding fills in; what stands in `[ ]` is left
out where there is nothing to fill in. `fixtures/bad/` has
a small file for every code that a file can bring about.

| severity | what it does |
|---|---|
| error | the value, or the document, is left out; `check` ends with exit code 1, the other commands answer only with `--accept-good` |
| warning | read as it stands; look at it |
| note | worth knowing |

The schemas in `models/schema/` alone would refuse what is marked *schema* as well.
""",
        "severity": {"ERROR": "error", "WARNING": "warning", "NOTE": "note"},
        "origin": {"FILE": "file", "XML": "XML", "SCHEMA": "schema", "MEANING": "meaning", "LINT": "soundness of the model"},
        "families": {"F": "F: files", "X": "X: XML", "S": "S: schema", "M": "M: model, and rules that all documents share", "V": "V: values",
                     "T": "T: targets", "P": "P: progress", "L": "L: is the model sound as a theory of change?", "Q": "Q: questions put to the program", "C": "C: tables (CSV, workbooks)", "D": "D: the store",
                     "R": "R: settings of a report"},
        "rule": "rule", "fix": "fix", "sentence": 0,
    },
    "ja": {
        "file": "findings.ja.md",
        "head": """# 指摘の一覧

[English](findings.md) ・ `docs/findings.py` が `lib/include/logicmodel/codes.def` から作る文書です。直接編集しないでください。

入力についてプログラムが指摘できることのすべてです。指摘には、コード、場所(ファイル・行・桁・要素)、書かれていた値、規則、対処が付きます。
コードは変わらず、別の意味に使い回すこともありません。`{0}`〜`{4}` には具体的な語が入ります。`[ ]` の中は、入れる語がなければ省きます。
`fixtures/bad/` に、ファイルで起こせるコードごとの小さな例があります。

| 重さ | 扱い |
|---|---|
| 誤り | その値または文書を採用しない。`check` は終了コード1。他のコマンドは `--accept-good` を付けたときだけ答える |
| 警告 | そのまま読む。確認が必要 |
| 注記 | 知っておくとよいこと |

「スキーマ」とあるものは、`models/schema/` のスキーマだけでも不合格になります。
""",
        "severity": {"ERROR": "誤り", "WARNING": "警告", "NOTE": "注記"},
        "origin": {"FILE": "ファイル", "XML": "XML", "SCHEMA": "スキーマ", "MEANING": "意味", "LINT": "モデルの健全さ"},
        "families": {"F": "F: ファイル", "X": "X: XML", "S": "S: スキーマ", "M": "M: モデルと、全文書に共通の規則", "V": "V: 値", "T": "T: 目標", "P": "P: 進捗",
                     "L": "L: モデルは変化の道筋として健全か", "Q": "Q: プログラムへの問い", "C": "C: 表(CSV・表計算ファイル)", "D": "D: ストア", "R": "R: 報告書の設定"},
        "rule": "規則", "fix": "対処", "sentence": 1,
    },
}


def strings(text):
    return [re.sub(r"\\(.)", r"\1", one[1:-1]) for one in re.findall(STRING, text)]


def read_codes():
    with open(TABLE, encoding="utf-8") as file:
        text = file.read()
    codes = [(strings(row[2])[0], row[3], row[4], strings(row[5])) for row in ROW.finditer(text)]
    expected = len(re.findall(r"(?m)^LM_CODE\(", text))
    if len(codes) != expected:
        sys.exit(f"{TABLE}: {expected} rows, but {len(codes)} could be read")
    return codes


def plain(text):
    """With what Markdown would take for markup escaped."""
    return re.sub(r"([<_*|`])", r"\\\1", text)


def document(language, codes):
    words = TEXTS[language]
    out = [words["head"]]
    family = None
    for code, severity, origin, sentences in codes:
        if code[0] != family:
            family = code[0]
            out.append(f"## {words['families'][family]}\n")
        rule, fix = sentences[words["sentence"]], sentences[2 + words["sentence"]]
        out.append(f"### {code}\n\n*{words['severity'][severity]}, {words['origin'][origin]}*\n\n"
                   f"- {words['rule']}: {plain(rule)}\n- {words['fix']}: {plain(fix)}\n")
    return "\n".join(out)


def main():
    check = sys.argv[1:] == ["--check"]
    codes = read_codes()
    stale = 0
    for language, words in TEXTS.items():
        path, text = os.path.join(HERE, words["file"]), document(language, codes)
        if not check:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            continue
        there = os.path.exists(path) and open(path, encoding="utf-8").read()
        if there != text:
            stale += 1
            print(f"docs/{words['file']} is stale: run python3 docs/findings.py")
    if check:
        print(f"{len(TEXTS) - stale} passed, {stale} failed")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
