#!/usr/bin/env python3
"""The include arrows of the house: which room may include what. Also: what the library must never call.

    arrows.py SOURCE-DIRECTORY

Prints one line per broken arrow and exits 1. First it breaks every rule once, in memory, and expects to notice.
"""
import re
import sys
from pathlib import Path

# Public headers belong to the room that implements them.
PUBLIC = {
    "common": "base", "diag": "base", "period": "base", "codes.def": "base",
    "model": "model", "diff": "model", "diff.def": "model", "graph": "model", "lint": "model", "crossings": "model",
    "scale": "model", "values": "values", "targets": "values", "progress": "values", "progress_assess": "assess",
    "read": "xml",
    "stats": "stats",
    "assess": "assess",
    "store": "store", "reporting": "assess",
    "write": "report", "report": "report",
    "form": "values", "settings": "values", "areas": "values", "area_tree": "values",
    "table": "base", "judge": "assess", "summary": "assess", "sheet": "assess",
    "logicmodel": "everything",
}

# room: rooms whose internal headers it may include, rooms whose public headers it may include beside those, libraries
ROOMS = {
    "base": ([], [], ["unistring"]),
    "model": (["base"], [], []),
    "values": (["base", "model"], [], []),
    "xml": (["base", "model", "values"], [], ["libxml2", "libzip"]),
    "stats": (["base"], [], ["gsl"]),
    "assess": (["base", "model", "values", "stats"], [], []),
    "store": (["base", "model", "values"], ["xml"], ["sqlite"]),
    "report": (["base", "model", "values"], ["xml", "assess", "store"], ["unistring", "xlsxwriter", "pango", "zlib"]),
    "cli": ([], list(PUBLIC.values()), []),
}

LIBRARIES = [
    ("libxml2", re.compile(r"libxml/")),
    ("gsl", re.compile(r"gsl/")),
    ("unistring", re.compile(r"uni[a-z]+\.h$")),
    ("sqlite", re.compile(r"sqlite3")),
    ("libzip", re.compile(r"zip\.h$")),
    ("xlsxwriter", re.compile(r"xlsxwriter\.h$")),
    ("pango", re.compile(r"pango/|cairo")),
    ("zlib", re.compile(r"zlib\.h$")),
]

LIBC = set("""assert ctype dirent errno float inttypes langinfo limits locale math pwd signal stdarg stdbool stddef stdint stdio stdlib string time
              fcntl iconv pthread unistd strings sys/ioctl sys/stat sys/types sys/wait""".split())

# (what, pattern, where it is allowed)
NEVER = [
    ("setlocale in the library", re.compile(r"\b(setlocale|uselocale|newlocale)\s*\("), lambda f: f.startswith("cli/")),
    ("ending the program in the library", re.compile(r"\b(abort|exit|_exit|_Exit|quick_exit)\s*\("), lambda f: f.startswith("cli/")),
    ("GSL's error handler", re.compile(r"\bgsl_set_error_handler"), lambda f: f.startswith("cli/")),
    ("numbers read by the locale", re.compile(r"\b(strtod|strtof|strtold|atof|sscanf|fscanf|scanf)\s*\("), lambda f: f == "lib/base/num.c"),
    # %.0f prints no point
    ("numbers written by the locale", re.compile(r'%(?!\.0f)[-+ #0\'*.0-9]*(?:l|L)?[aefgAEFG](?![a-zA-Z])'), lambda f: f == "lib/base/num.c"),
    ("a clock", re.compile(r"\b(time|gettimeofday|clock_gettime|localtime|gmtime)\s*\("), lambda f: f.startswith("cli/")),
    ("lgamma, which writes a global", re.compile(r"\blgamma\s*\("), lambda f: False),
    ("chance", re.compile(r"\b(rand|random|srand|drand48)\s*\("), lambda f: False),
    ("a print", re.compile(r"\b(printf|puts|putchar|perror)\s*\("), lambda f: f.startswith("cli/")),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')


def room_of(name):
    parts = name.split("/")
    return "cli" if parts[0] == "cli" else parts[1]


def public_room(name):
    stem = name[len("logicmodel/"):]
    return PUBLIC.get(stem) or PUBLIC.get(stem.removesuffix(".h"))


def library_of(name):
    return next((library for library, pattern in LIBRARIES if pattern.match(name)), None)


def wrong_system_include(room, name):
    inner, public, libraries = ROOMS[room]
    if name.startswith("logicmodel/"):
        owner = public_room(name)
        if owner is None:
            return "an unknown public header"
        return None if owner == room or owner in inner or owner in public else f"{owner} from {room}"
    if name.removesuffix(".h") in LIBC:
        return None
    library = library_of(name)
    if library is None:
        return "neither libc nor a library we know"
    return None if library in libraries else f"{library} from {room}"


def wrong_quoted_include(room, file, name):
    target = (Path(file).parent / name).as_posix()
    resolved = []
    for part in target.split("/"):
        resolved = resolved[:-1] if part == ".." else resolved + [part]
    if resolved[0] not in ("lib", "cli"):
        return "outside lib and cli"
    other = room_of("/".join(resolved))
    return None if other == room or other in ROOMS[room][0] else f"{other} from {room}"


def broken(file, text):
    """Complaints about one source file."""
    room = room_of(file)
    for quote, name in INCLUDE.findall(text):
        complaint = wrong_system_include(room, name) if quote == "<" else wrong_quoted_include(room, file, name)
        if complaint:
            yield f"{file}: includes {name}: {complaint}"
    code = COMMENT.sub(" ", text)
    for what, pattern, allowed in NEVER:
        # formats stand in strings, calls do not
        where = " ".join(STRING.findall(code)) if pattern.pattern.startswith("%") else STRING.sub('""', code)
        found = pattern.search(where)
        if found and not allowed(file):
            yield f"{file}: {what}: {found.group(0).strip()}"


SELF_TEST = [
    ("lib/base/num.c", "#include <logicmodel/model.h>"), ("lib/base/num.c", '#include "../model/graph.h"'), ("lib/model/model.c", "#include <unistr.h>"),
    ("lib/model/model.c", "#include <logicmodel/values.h>"), ("lib/values/panel.c", "#include <libxml/parser.h>"), ("lib/values/panel.c", '#include "../xml/parse.h"'),
    ("lib/xml/parse.c", "#include <gsl/gsl_cdf.h>"), ("lib/xml/parse.c", "#include <logicmodel/assess.h>"), ("lib/stats/ols.c", "#include <logicmodel/values.h>"),
    ("lib/assess/gap.c", "#include <gsl/gsl_cdf.h>"), ("lib/assess/gap.c", "#include <logicmodel/write.h>"), ("lib/assess/gap.c", "#include <logicmodel/read.h>"),
    ("lib/report/json.c", '#include "../assess/internal.h"'), ("lib/report/json.c", '#include "../xml/parse.h"'), ("lib/report/json.c", "#include <logicmodel/logicmodel.h>"),
    ("cli/main.c", '#include "../lib/base/num.h"'), ("cli/main.c", "#include <libxml/parser.h>"), ("cli/main.c", "#include <gsl/gsl_errno.h>"),
    ("lib/base/num.h", "#include <curl/curl.h>"), ("lib/base/num.h", "#include <logicmodel/secret.h>"),
    ("lib/base/text.c", 'void f(void) { setlocale(0, ""); }'), ("lib/model/model.c", "void f(void) { abort(); }"), ("lib/xml/parse.c", "void f(void) { exit(1); }"),
    ("lib/stats/ols.c", "void f(void) { gsl_set_error_handler_off(); }"), ("lib/report/json.c", 'void f(void) { snprintf(b, n, "%.17g", x); }'),
    ("lib/xml/lexical.c", "double d = strtod(text, 0);"), ("cli/options.c", "double d = atof(text);"), ("lib/assess/gap.c", "long t = time(0);"),
    ("lib/assess/gap.c", "#include <sqlite3.h>"), ("lib/assess/gap.c", "#include <logicmodel/store.h>"), ("lib/store/read.c", "#include <libxml/parser.h>"),
    ("lib/store/read.c", "#include <logicmodel/assess.h>"), ("lib/xml/parse.c", "#include <logicmodel/store.h>"), ("cli/main.c", "#include <sqlite3.h>"),
    ("lib/report/form.c", "#include <zip.h>"), ("lib/xml/xlsx.c", "#include <xlsxwriter.h>"),
    ("lib/assess/gap.c", 'void f(void) { printf("x"); }'), ("lib/stats/ols.c", "int r = rand();"),
]
SOUND = [
    ("lib/base/num.c", '#include "num.h"\n#include <stdlib.h>\ndouble d = strtod(text, 0); /* exit( */'),
    ("lib/xml/read_model.c", '#include <libxml/SAX2.h>\n#include "../base/arena.h"\n#include <logicmodel/targets.h>'),
    ("lib/report/json.c", '#include <logicmodel/assess.h>\n#include "../base/num.h"\nconst char *s = "100 %";\nsnprintf(b, n, "%d%%", i);'),
    ("lib/store/sql.c", '#include <sqlite3.h>\n#include <logicmodel/read.h>\n#include "../base/arena.h"'),
    ("cli/main.c", '#include "cli.h"\n#include <logicmodel/logicmodel.h>\nint main(void) { exit(setlocale(0, "") == 0); }'),
]


def self_test():
    for file, text in SELF_TEST:
        if not list(broken(file, text)):
            yield f"self-test: nobody noticed {text!r} in {file}"
    for file, text in SOUND:
        for complaint in broken(file, text):
            yield f"self-test: wrongly told: {complaint}"


def main():
    root = Path(sys.argv[1])
    complaints = list(self_test())
    files = sorted(p for top in ("lib", "cli") for p in (root / top).rglob("*") if p.suffix in (".c", ".h", ".def"))
    for path in files:
        name = path.relative_to(root).as_posix()
        if name.startswith("lib/include/"):
            stem = path.name.removesuffix(".h")
            room = PUBLIC.get(path.name) or PUBLIC.get(stem)
            if room is None:
                complaints.append(f"{name}: belongs to no room; give it one in {Path(__file__).name}")
            if room is None or room == "everything":
                continue
            name = f"lib/{room}/{path.name}"  # a public header obeys the arrows of its room
        complaints += broken(name, path.read_text(encoding="utf-8"))
    print("\n".join(complaints + [f"{len(files)} files, {len(complaints)} complaints"]))
    return 1 if complaints or not files else 0


if __name__ == "__main__":
    sys.exit(main())
