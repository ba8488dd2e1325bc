#!/usr/bin/env python3
"""Nothing that a document, a store or a name on the command line brings along can steer the terminal or turn the writing round.

    terminal.py --bin PATH        ends with "N passed, N failed"

Every text of the documents begins with such characters (XML cannot hold ESC, but its one-character form U+009B and the turns of direction; cells of
tables can hold ESC itself); then every command that prints text is asked in both languages, and both of its streams are searched.
"""
import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVIL = "\u009b31m\u202eX\u2066\u0085"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
TEXTS = re.compile(r"(<(?:label|title|note|text|definition|numerator|denominator|origin)\b[^>/]*>)(?=[^<\s])")
ATTRIBUTES = re.compile(r'\b(title|publisher|edition|licence)="')
TABLE = f"""指標,地域,地域名,期間,値,出典,注記
meetings,kita,き\x1b[31mた\u202e,2026FY,4,src\x1b]0;t\x07,note\x1b[2J
me\x1b[31metings,kita,x,2027FY,4,,
meetings,ki\x1b[1mta,x,2027FY,4,,
meetings,kita,x,20\x1b[1m27FY,4,,
meetings,kita,{EVIL},2027FY,4\x1b[1m,,
"""
SETS = {
    "region": ["fixtures/mihon-region/model.xml", "fixtures/mihon-region/values.xml", "fixtures/mihon-region/targets.xml"],
    "hino": ["models/hino-basic-policy.xml", "fixtures/hino/progress.xml"],
    "nagakute": ["models/nagakute-s12.xml", "fixtures/nagakute/values.xml", "fixtures/nagakute/targets.xml", "fixtures/nagakute/progress.xml"],
}
OF_VALUES = ["check", "show", "show --all", "assess", "assess --all", "assess --table sums", "assess --table steps", "lag", "lag --table activities", "lag --table scenes",
             "chain m1 --area kita", "areas", "status --period 2025FY", "show --as list", "show --as progress-table --area kita", "report --area kita --format text",
             "report --area kita --as qa --format text", "report --area kita --as handover --format text", "report --area kita --as management --format text"]
OF_PROGRESS = ["check", "progress", "progress --all", "lag", "lag --table delivery", "show --all", "show --as progress-table", "report --format text",
               "report --as management --format text", "report --as qa --format text"]
OF_STORE = ["history", "history --all", "history --indicator meetings --all", "values --all", "targets --all", "areas", "status --period 2025FY", "why-changed --from load:1",
            "diff --from load:1", "assess", "report --since load:1 --area kita --format text", "report --as handover --since load:1 --area kita --format text"]
NAMES = [["\x1b[31m"], ["lag", "--\x1b[31m"], ["lag", "no\x1b[31m", "x"], ["check", "no\x1b[31m.xml"], ["values", "--store", "no\x1b[31m.store"], ["lag", "--output", "/no\x1b[1m/x"],
         ["lag", "--until", "\u202e2024"], ["check", "a\nb.xml"]]


class Prober:
    def __init__(self, binary, folder):
        self.bin, self.dir, self.asked, self.found = binary, folder, 0, []

    def run(self, *args):
        env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", SOURCE_DATE_EPOCH="1775000000")
        done = subprocess.run([self.bin, *args], cwd=self.dir, env=env, capture_output=True, timeout=120, check=False)
        self.asked += 1
        for name, said in ("output", done.stdout), ("errors", done.stderr):
            text = said.decode("utf-8", "replace")
            there = COMMANDS.search(text)
            if there:
                self.found.append(f"{args}: {name}: {text[max(0, there.start() - 60):there.end() + 20]!r}")
        return done

    def both(self, *args):
        for lang in "en", "ja":
            self.run(*args, "--lang", lang)


def poison(source, target):
    text = TEXTS.sub(lambda m: m[1] + EVIL, source.read_text(encoding="utf-8"))
    target.write_text(ATTRIBUTES.sub(lambda m: m[0] + EVIL, text), encoding="utf-8")
    assert EVIL in target.read_text(encoding="utf-8"), source


def poison_all(folder):
    made = {}
    for name, files in SETS.items():
        made[name] = []
        for file in files:
            poison(ROOT / file, folder / f"{name}-{Path(file).name}")
            made[name].append(f"{name}-{Path(file).name}")
    (folder / "cells.csv").write_text(TABLE, encoding="utf-8")
    return made


def fill_store(prober, files):
    """Two loads, and one that another program wrote with a name that this one refuses."""
    assert prober.run("init", "--store", "s.store").returncode == 0
    assert prober.run("load", "--store", "s.store", *files).returncode == 0
    base = sqlite3.connect(prober.dir / "s.store")
    base.execute("INSERT INTO load(id,at,who,why,kind,program) VALUES(2,'2026-04-02T00:00:00Z','w\x1b[31m','y\x1b[2J\n\u202e','load','p')")
    base.commit()
    base.close()
    assert prober.run("load", "--store", "s.store", "cells.csv", "--accept-good").returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    binary = parser.parse_args().bin
    with tempfile.TemporaryDirectory(prefix="terminal-") as folder:
        prober = Prober(binary, Path(folder))
        made = poison_all(prober.dir)
        for command in OF_VALUES:
            prober.both(*command.split(), *(made["region"] if command.split()[0] != "show" or "--area" in command else made["region"][:1]))
        for name in "hino", "nagakute":
            for command in OF_PROGRESS:
                prober.both(*command.split(), *made[name])
        prober.both("check", made["region"][0], "cells.csv")
        prober.both("diff", str(ROOT / SETS["region"][0]), made["region"][0])
        fill_store(prober, made["region"])
        for command in OF_STORE:
            prober.both(*command.split(), "--store", "s.store")
        for command in "trend", "interval", "judge":
            prober.both(command, "cells.csv")
        for args in NAMES:
            prober.both(*args)
    for found in prober.found:
        print(found)
    print(f"{prober.asked - len(prober.found)} passed, {len(prober.found)} failed")
    return 1 if prober.found else 0


if __name__ == "__main__":
    sys.exit(main())
