"""docs.py: what the documents show is what the program does.

In README.md and docs/*.md:
  ```console     lines "$ COMMAND" (a trailing \\ goes on) are run, and what follows up to the next "$" is compared; a line of "…" or "..."
                 alone stands for any lines. Both output streams, in the order in which they arrive.
  ```xml         from "<?xml" on is a complete document: it must pass `logicmodel check`, values and targets together with the model before
                 them (or model=FILE), and its schema where xmllint is installed. file=NAME keeps it for later commands; "wrong" behind
                 "xml" says that it is meant to have errors and is not checked.
  ```csv         file=NAME keeps it for later commands.
  ```c           with a main function must compile without warnings against the library; file=NAME keeps the source for later commands.
Relative links and their #anchors must lead somewhere. Lines wider than 140 columns, but for rows of tables, are told and not counted.

Commands run in a scratch folder where the folders of the project lie as well; `logicmodel` is the program under test, `cc` the compiler and
pkg-config finds the library that was just built.

  python3 test/docs.py --bin BUILD/cli/logicmodel [--cc "gcc"] [--update] [FILES]      ends with "N passed, N failed"
"""
import argparse
import difflib
import glob
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDEST = 140
MOST_LINES = 40
ANY = ("…", "...")
WITHOUT = ("this program was built without", "なしで作られています")  # what needs a part that this build leaves out is left out as well
SCHEMAS = {"model": "model-1.xsd", "values": "values-1.xsd", "targets": "targets-1.xsd", "progress": "progress-1.xsd", "mapping": "mapping-1.xsd",
           "settings": "settings-1.xsd"}


class Block:
    def __init__(self, kind, words, line, indent):
        self.kind, self.words, self.line, self.indent = kind, words, line, indent
        self.body = []

    def word(self, name):
        for word in self.words:
            if word.startswith(name + "="):
                return word[len(name) + 1:]
        return None


def read_blocks(lines):
    """Fenced blocks; `line` is the number of the first line inside, from 0."""
    block = None
    for number, line in enumerate(lines):
        fence = re.match(r"( *)```(.*)$", line)
        if fence and block is None:
            words = fence.group(2).split()
            block = Block(words[0] if words else "", words[1:], number + 1, fence.group(1))
        elif fence and not fence.group(2):
            yield block
            block = None
        elif block is not None:
            block.body.append(line[len(block.indent):])


def mend(shown, got):
    """`shown` brought up to date: each run of lines between ANY becomes what the program says from its first to its last line. None: a first
    or last line is said no more."""
    mended, run, at = [], [], 0
    for line in shown + [None]:
        if line is not None and line not in ANY:
            run.append(line)
            continue
        if run:
            if run[0] not in got[at:]:
                return None
            first = got.index(run[0], at)
            if run[-1] not in got[first + (len(run) > 1):]:
                return None
            at = got.index(run[-1], first + (len(run) > 1)) + 1
            mended += got[first:at]
        mended += [] if line is None else [line]
        run = []
    return mended


def columns(line):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def same(shown, got):
    """Whether `got` is what is shown, where a line of ANY takes up any number of lines."""
    if not shown:
        return not got
    if shown[0] in ANY:
        return any(same(shown[1:], got[at:]) for at in range(len(got) + 1))
    return bool(got) and shown[0] == got[0] and same(shown[1:], got[1:])


class Step:
    """A command and the output shown below it, which begins `at` lines into the block and does not end in blank lines."""

    def __init__(self, at):
        self.at, self.command, self.shown = at, [], []


def split_steps(body):
    """Lines before the first command are nobody's."""
    steps, going_on = [], False
    for number, line in enumerate(body):
        if line.startswith("$ ") or going_on:
            if not going_on:
                steps.append(Step(number))
            steps[-1].command.append(line)
            steps[-1].at = number + 1
            going_on = line.endswith("\\")
        elif steps:
            steps[-1].shown.append(line)
    for step in steps:
        while step.shown and not step.shown[-1]:
            step.shown.pop()
    return steps


def anchors(path):
    """The names that GitHub gives the headings: lower case, letters, digits, hyphens for blanks; a number behind those that repeat."""
    names = []
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"(?ms)^ *```.*?^ *```$", "", file.read())
    for heading in re.findall(r"(?m)^#+ +(.*)$", text):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = "".join(c for c in words.replace(" ", "-") if c.isalnum() or c in "-_")
        again = sum(re.fullmatch(re.escape(name) + r"(-\d+)?", other) is not None for other in names)
        names.append(f"{name}-{again}" if again else name)
    return names


class Place:
    """The scratch folder in which the examples of one document run."""

    def __init__(self, options):
        self.path = tempfile.mkdtemp(prefix="docs-")
        for name in os.listdir(ROOT):
            if not name.startswith(".") and not name.startswith("build"):
                os.symlink(os.path.join(ROOT, name), os.path.join(self.path, name))
        tools = os.path.join(self.path, ".tools")
        os.mkdir(tools)
        os.symlink(options.bin, os.path.join(tools, "logicmodel"))
        command = [shutil.which(word) or word for word in shlex.split(options.cc)]  # also the cc of "ccache cc"
        with open(os.path.join(tools, "cc"), "w", encoding="utf-8") as cc:  # by its full path: it would find itself
            cc.write('#!/bin/sh\nexec %s "$@"\n' % shlex.join(command))
        os.chmod(os.path.join(tools, "cc"), 0o755)
        build = os.path.dirname(os.path.dirname(options.bin))
        self.env = dict(os.environ, PATH=tools + os.pathsep + os.environ["PATH"], LC_ALL="C.UTF-8", LANGUAGE="", NO_COLOR="1",
                        PKG_CONFIG_PATH=os.path.join(build, "meson-uninstalled"), LD_LIBRARY_PATH=os.path.join(build, "lib"))

    def run(self, command):
        """Exit code and lines of output. What takes too long is ended with all its children."""
        running = subprocess.Popen(["sh", "-c", command], cwd=self.path, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = running.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            output, _ = running.communicate()
            output += b"\n(took more than a minute)"
        return running.returncode, [line.rstrip() for line in output.decode("utf-8", "replace").splitlines()]

    def write(self, name, body):
        path = os.path.join(self.path, name)
        if os.path.islink(path):
            raise ValueError(f"{name} would hide a folder of the project")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(body) + "\n")

    def clear(self):
        shutil.rmtree(self.path)


class Document:
    def __init__(self, name, options):
        self.name, self.options = name, options
        self.path = os.path.join(ROOT, name)
        with open(self.path, encoding="utf-8") as file:
            self.lines = file.read().split("\n")
        self.passed = self.failed = 0
        self.model = None
        self.place = Place(options)
        self.edits = []  # (first line, one past the last, lines)

    def tell(self, ok, line, message, details=()):
        self.passed += ok
        self.failed += not ok
        if not ok:
            print(f"{self.name}:{line + 1}: {message}")
            for detail in details:
                print("    " + detail)

    # ---- the kinds of block ----

    def console(self, block):
        for step in split_steps(block.body):
            _, got = self.place.run("\n".join(step.command)[2:])
            start = block.line + step.at
            if any(word in line for line in got for word in WITHOUT):
                continue
            if same(step.shown, got):
                self.tell(True, start, "")
                continue
            should = mend(step.shown, got) if any(line in ANY for line in step.shown) else got
            if self.options.update and should is not None and same(should, got):
                self.edits.append((start, start + len(step.shown), [(block.indent + line).rstrip() for line in should]))
                self.tell(True, start, "")
                continue
            differences = list(difflib.unified_diff(step.shown, got if should is None else should, "shown", "got", lineterm=""))
            self.tell(False, start - 1, "the program says something else: " + step.command[0][2:], differences[:MOST_LINES])

    def xml(self, block):
        if not block.body or not block.body[0].startswith("<?xml"):
            return
        name = block.word("file") or f"block-{block.line}.xml"
        self.place.write(name, block.body)
        if "wrong" in block.words:
            return
        root = re.search(r"<([a-z]+)[\s>]", re.sub(r"<[?!].*?>", "", "\n".join(block.body), flags=re.S)).group(1)
        model = block.word("model") or self.model
        if root == "model":
            self.model = name
            files = [name]
        else:
            files = [model or "", name]
        code, got = self.place.run("logicmodel check " + " ".join(shlex.quote(file) for file in files))
        self.tell(code == 0, block.line, f"the example {name} has errors", got)
        if shutil.which("xmllint"):
            code, got = self.place.run(f"xmllint --noout --nonet --schema models/schema/{SCHEMAS[root]} {shlex.quote(name)}")
            self.tell(code == 0, block.line, f"the schema refuses the example {name}", got)

    def csv(self, block):
        if block.word("file"):
            self.place.write(block.word("file"), block.body)

    def c(self, block):
        if not any(re.match(r"int main\(", line) for line in block.body):
            return
        name = block.word("file") or f"block-{block.line}.c"
        self.place.write(name, block.body)
        flags = "-std=c17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Werror"
        code, got = self.place.run(f"cc {flags} -o /dev/null -c {shlex.quote(name)} $(pkg-config --cflags logicmodel)")
        self.tell(code == 0, block.line, f"the example {name} does not compile", got)

    # ---- the document ----

    def links(self):
        text = re.sub(r"(?ms)^ *```.*?^ *```$", lambda block: "\n" * block.group(0).count("\n"), "\n".join(self.lines))
        for link in re.finditer(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
            target, _, fragment = link.group(1).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            path = os.path.join(os.path.dirname(self.path), target) if target else self.path
            there = os.path.exists(path) and (not fragment or not path.endswith(".md") or fragment in anchors(path))
            self.tell(there, 0, f"the link to {link.group(1)} leads nowhere")

    def widths(self):
        wide = [number for number, line in enumerate(self.lines) if columns(line) > WIDEST and not line.startswith("|")]
        if wide:
            print(f"{self.name}: wider than {WIDEST} columns (no failure): lines {', '.join(str(number + 1) for number in wide)}")

    def check(self):
        try:
            for block in read_blocks(self.lines):
                handler = {"console": self.console, "xml": self.xml, "csv": self.csv, "c": self.c}.get(block.kind)
                if handler:
                    handler(block)
        finally:
            self.place.clear()
        self.links()
        self.widths()
        for start, end, lines in reversed(self.edits):
            self.lines[start:end] = lines
        if self.edits:
            with open(self.path, "w", encoding="utf-8") as file:
                file.write("\n".join(self.lines))
            print(f"{self.name}: {len(self.edits)} outputs rewritten")


def main():
    parser = argparse.ArgumentParser(description="runs the examples of the documents")
    parser.add_argument("--bin", required=True, help="the command, in its build folder")
    parser.add_argument("--cc", default="cc", help="the compiler, with options that the library was built with")
    parser.add_argument("--update", action="store_true", help="rewrite the outputs that differ")
    parser.add_argument("files", nargs="*", help="only these documents")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    if not os.access(options.bin, os.X_OK):
        parser.error(f"{options.bin} cannot be run")
    os.chdir(ROOT)
    names = options.files or sorted(glob.glob("README.md") + glob.glob("docs/*.md") + glob.glob("docs/decisions/*.md"))
    passed = failed = 0
    for name in names:
        document = Document(name, options)
        document.check()
        passed += document.passed
        failed += document.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
