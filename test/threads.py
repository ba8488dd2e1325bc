"""threads.py COMMAND GENERATE MODEL: the same bytes from one thread and from several, on generated values and targets of many areas."""
import subprocess
import sys
import tempfile
from pathlib import Path

THREADS = ["2", "3", "8", "64"]
QUESTIONS = [["assess", "--format", "csv"], ["assess", "--format", "json"], ["assess", "--all"], ["assess", "--format", "csv", "--excel", "--until", "2015FY"],
             ["lag", "--format", "json"]]


def main():
    command, generate, model = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for form in ("compact", "targets"):
            documents.append(Path(folder) / f"{form}.xml")
            with open(documents[-1], "wb") as file:
                subprocess.run([generate, model, "40", "12", form], stdout=file, check=True)
        for question in QUESTIONS:
            def answer(threads):
                run = subprocess.run([command, *question, "--lang", "en", "--threads", threads, model, *documents], capture_output=True, check=True)
                return run.stdout, run.stderr
            one = answer("1")
            for threads in THREADS:
                same = answer(threads) == one
                failed += not same
                print("ok" if same else "DIFFERENT", " ".join(question), "threads", threads, len(one[0]), "bytes")
        def records(*table):
            return subprocess.run([command, "assess", "--format", "csv", *table, model, *documents], capture_output=True, check=True).stdout
        same = records() == records("--table", "records")
        failed += not same
        print("ok" if same else "DIFFERENT", "records in passing and kept")
    print(f"{len(QUESTIONS) * len(THREADS) + 1 - failed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
