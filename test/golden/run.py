#!/usr/bin/env python3
"""Golden cases: run the command, compare what it said with what is kept.

    run.py --bin PATH [--update] [NAME…]

A case is a folder with
    cmd      the command line (shell quoting, run in the source root); before it, if needed, lines "env NAME=VALUE" and "stdin FILE";
             and lines "first logicmodel …": then all of them run in a folder of their own, which has the folders of the project in it, the
             first ones must end well (or with the code in "first CODE logicmodel …"), and env holds for what stands below it
    out err rc   what is expected: standard output, standard error, exit code
Every file of fixtures/bad/ is two cases, English and Japanese, kept in bad/<file>.<language>.txt: a document that has the finding its name says,
checked together with the documents it needs. Workbooks are left out where the program was built without them.
--update writes what is expected anew; read the difference before it is committed. NAMEs restrict the run to cases that contain one of them.
"""
import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BAD = ROOT / "fixtures" / "bad"
FIXED = {"LC_ALL": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1"}
DROPPED = ["LANGUAGE", "LANG", "COLUMNS", "LC_MESSAGES", "LC_CTYPE"]
# Findings, by the beginning of their id, that no file of fixtures/bad/ has, and where they are tested.
NO_FILE = {
    "F001": "a path that does not exist: no-such-file here, test_read_hostile",
    "F002": "a read that fails: test_read_hostile",
    "C807": "a file too large to keep: test_csv_table",
    "D9": "the store: test/store.py",
    "C832": "only of a program built without libzip",
    "Q702": "asked by an option: areas_store.py, test_areas",
    "Q701": "asked by an option: not-found-tier and others here",
}


@dataclass
class Case:
    name: str
    args: list
    expected: dict  # what was said (a function of the result) by the file that keeps it
    env: dict = field(default_factory=dict)
    stdin: str = None
    first: list = field(default_factory=list)  # (arguments, environment, exit code) of what is run before


@dataclass
class Result:
    out: str
    err: str
    rc: int


def folder_case(folder):
    case = Case(folder.name, [], {
        folder / "out": lambda r: r.out,
        folder / "err": lambda r: r.err,
        folder / "rc": lambda r: f"{r.rc}\n",
    })
    for line in (folder / "cmd").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line)
        if words[0] == "env":
            case.env.update([words[1].split("=", 1)])
        elif words[0] == "stdin":
            case.stdin = words[1]
        elif words[0] == "first":
            code = int(words.pop(1)) if words[1].isdigit() else 0
            case.first.append((words[2:], dict(case.env), code))
        elif words[0] == "logicmodel":
            case.args = words[1:]
        else:
            sys.exit(f"{folder.name}/cmd: a line begins with env, stdin, first or logicmodel, not {words[0]}")
    return case


def one_text(result):
    errors = f"--- standard error\n{result.err}" if result.err else ""
    return f"{result.out}{errors}--- exit code {result.rc}\n"


def root_is(file, *names):
    return re.search(rb"<(%s)\b" % "|".join(names).encode(), file.read_bytes()) is not None


def bad_cases(file):
    """A document may need others before it: the one of its name in before/, and a model, the sound one if that is none."""
    documents = sorted((BAD / "before").glob(file.stem + ".*")) + [file]
    table = file.suffix in (".csv", ".xlsx") or root_is(file, "mapping", "settings")
    if (table or root_is(file, "values", "targets", "progress")) and not any(root_is(d, "model") for d in documents):
        documents.insert(0, BAD / "model.xml")
    names = [d.relative_to(ROOT).as_posix() for d in documents]
    for lang in ("en", "ja"):
        kept = HERE / "bad" / f"{file.stem}.{lang}.txt"
        yield Case(f"bad/{file.stem}.{lang}", ["check", "--fail-on", "note", *names, "--lang", lang], {kept: one_text})


def bad_table(file):
    """The command that reads tables with these columns; tables of values have names in their file names."""
    if "-" in file.stem:
        yield from bad_cases(file)
        return
    names = file.read_bytes().split(b"\n")[0].split(b",")
    command = "judge" if b"direction" in names else "interval" if b"x" in names else "trend"
    for lang in ("en", "ja"):
        kept = HERE / "bad" / f"{file.stem}.{lang}.txt"
        yield Case(f"bad/{file.stem}.{lang}", [command, file.relative_to(ROOT).as_posix(), "--lang", lang], {kept: one_text})


def all_cases(workbooks):
    for folder in sorted(p.parent for p in HERE.glob("*/cmd")):
        yield folder_case(folder)
    for file in sorted(BAD.glob("*.xml")):
        yield from bad_cases(file)
    for file in sorted(BAD.glob("*.csv")):
        yield from bad_table(file)
    for file in sorted(BAD.glob("*.xlsx")) if workbooks else []:
        yield from bad_cases(file)


def run_one(binary, args, env, folder, stdin=None):
    env = {k: v for k, v in os.environ.items() if k not in DROPPED} | FIXED | env
    stdin = open(ROOT / stdin, "rb") if stdin else subprocess.DEVNULL
    done = subprocess.run([binary, *args], cwd=folder, env=env, stdin=stdin, capture_output=True, timeout=120)
    return Result(done.stdout.decode("utf-8", "backslashreplace"), done.stderr.decode("utf-8", "backslashreplace"), done.returncode)


def run_all(binary, case, folder):
    for name in ("fixtures", "models", "test"):
        os.symlink(ROOT / name, Path(folder) / name)
    for args, env, code in case.first:
        result = run_one(binary, args, env, folder)
        if result.rc != code:
            return Result(result.out, f"{' '.join(args)}: exit code {result.rc}\n{result.err}", result.rc)
    return run_one(binary, case.args, case.env, folder, case.stdin)


def run(binary, case):
    if not case.first:
        return run_one(binary, case.args, case.env, ROOT, case.stdin)
    with tempfile.TemporaryDirectory() as folder:
        return run_all(binary, case, folder)


def differences(case, result):
    for kept, said in case.expected.items():
        want = kept.read_bytes().decode("utf-8") if kept.exists() else None
        got = said(result)
        if want == got:
            continue
        if want is None:
            yield f"{kept.relative_to(ROOT)} does not exist; run with --update"
            continue
        lines = difflib.unified_diff(want.splitlines(), got.splitlines(), str(kept.relative_to(ROOT)), "now", lineterm="", n=1)
        yield "\n".join(lines) or f"{kept.relative_to(ROOT)}: line ends differ"


def update(case, result):
    for kept, said in case.expected.items():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(said(result).encode("utf-8"))


def codes():
    table = (ROOT / "lib/include/logicmodel/codes.def").read_text(encoding="utf-8")
    return re.findall(r'^LM_CODE\(LM_\w+, "(\w+)"', table, re.M)


def needs_no_file(code):
    return any(code.startswith(prefix) for prefix in NO_FILE)


def code_complaints(results):
    """Every code has a file, and the file has the finding; every file has a code; nothing is kept for a file that is gone."""
    met = {name.split("/")[1].split("-")[0]: result.out + result.err for name, result in results.items() if name.endswith(".en")}
    files = {f.stem.split("-")[0]: f for f in [*BAD.glob("*.xml"), *BAD.glob("*.csv"), *BAD.glob("*.xlsx")] if f.stem != "model"}
    known = codes()
    for code in known:
        if needs_no_file(code):
            continue
        if code not in files:
            yield f"{code}: no file in fixtures/bad/"
        elif code in met and not re.search(rf"\b{code}\b", met[code]):
            yield f"{code}: not among the findings of {files[code].name}"
    for code, file in files.items():
        if code not in known or needs_no_file(code):
            yield f"{file.name}: there is no such code, or it needs no file"
    for kept in (HERE / "bad").glob("*.txt"):
        if not any((BAD / (kept.name.split(".")[0] + ending)).exists() for ending in (".xml", ".csv", ".xlsx")):
            yield f"{kept.relative_to(ROOT)}: its file is gone"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    asked = subprocess.run([options.bin, "form", "--year", "2025", "-f", "xlsx", "-o", "x", "--lang", "en"], capture_output=True)
    cases = [c for c in all_cases(b"libxlsxwriter" not in asked.stderr) if not options.names or any(n in c.name for n in options.names)]
    results, failed = {}, 0
    for case in cases:
        result = results[case.name] = run(options.bin, case)
        if options.update:
            update(case, result)
        said = list(differences(case, result))
        failed += bool(said)
        for text in said:
            print(f"{case.name}\n{text}\n")
    complaints = [] if options.names else list(code_complaints(results))
    for complaint in complaints:
        print(complaint)
    failed += len(complaints)
    print(f"{len(cases) + len(complaints) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
