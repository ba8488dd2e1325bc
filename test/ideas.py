#!/usr/bin/env python3
"""ideas.py: every code of shared ideas that a model uses is in both lists, and both lists have the same codes in the same order."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REF = re.compile(r'vocabulary="logicmodel:idea"\s+code="([^"]*)"')
ROW = re.compile(r"^\| `([^`]+)` \|", re.M)


def main():
    lists = {name: ROW.findall((ROOT / "docs" / name).read_text(encoding="utf-8")) for name in ("ideas.md", "ideas.ja.md")}
    complaints = [] if lists["ideas.md"] == lists["ideas.ja.md"] else ["the two lists differ"]
    complaints += [f"docs: {code} stands twice" for code in set(lists["ideas.md"]) if lists["ideas.md"].count(code) > 1]
    used = 0
    for model in sorted((ROOT / "models").glob("*.xml")):
        codes = REF.findall(model.read_text(encoding="utf-8"))
        used += len(codes)
        complaints += [f"{model.name}: {code} is in no list" for code in sorted(set(codes) - set(lists["ideas.md"]))]
    print("\n".join(complaints + [f"{used} references, {len(complaints)} complaints"]))
    return 1 if complaints or not used else 0


if __name__ == "__main__":
    sys.exit(main())
