#!/usr/bin/env python3
"""Every public header compiles alone, as strict C17 and as C++.

    check.py INCLUDE-DIRECTORY "C COMPILER" ["C++ COMPILER"]
"""
import subprocess
import sys
from pathlib import Path

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-Wshadow", "-Wundef", "-Wconversion"]
LANGUAGES = {
    "c": ["-x", "c", "-std=c17", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wc++-compat"],
    "c++": ["-x", "c++", "-std=c++11", "-Wold-style-cast"],
}


def compiles(compiler, language, include, source):
    command = [*compiler.split(), *LANGUAGES[language], *STRICT, f"-I{include}", "-fsyntax-only", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def main():
    include, compilers = Path(sys.argv[1]), dict(zip(LANGUAGES, sys.argv[2:]))
    headers = sorted((include / "logicmodel").glob("*.h"))
    failed = 0
    for language, compiler in compilers.items():
        for header in headers:
            # twice: guards work; a function, so that the unit is not empty
            line = f"#include <logicmodel/{header.name}>\n"
            good, said = compiles(compiler, language, include, line * 2 + "int main(void) { return 0; }\n")
            if not good:
                failed += 1
                print(f"{header.name} as {language}:\n{said}")
        if compiles(compiler, language, include, "#include <logicmodel/common.h>\nint f(x) { return x; }\n")[0]:
            failed += 1
            print(f"{language}: the compiler accepts anything")
    if "c++" not in compilers:
        print("no C++ compiler: as C only")
    print(f"{len(headers)} headers, {', '.join(compilers)}: {failed} failed")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main())
