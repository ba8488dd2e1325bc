"""embed.py: plain ASCII files as strings of C, so that the library needs no file at run time.

    embed.py OUT NAME=FILE... NAME=alone:STYLE...

alone: the style for a drawing that is opened by itself. Word, LibreOffice, Inkscape and librsvg know neither var() nor @media, so the colours are
put in, those of light paper; what belongs to a page (links, the element svg around) is left out.
"""
import re
import sys


def alone(style):
    light = dict(re.findall(r"--([\w-]+):([^;}]+)", style.split("@media")[0]))
    style = re.sub(r":root\{[^}]*\}|@media[^{]*\{:root\{[^}]*\}\}", "", style)
    rules = [r for r in re.findall(r"[^{}]+\{[^{}]*\}", style) if "a.go" not in r]
    return re.sub(r"var\(--([\w-]+)\)", lambda name: light[name.group(1)], "".join(rules)).replace("svg ", "").strip()


with open(sys.argv[1], "w", encoding="ascii") as out:
    for pair in sys.argv[2:]:
        name, path = pair.split("=", 1)
        by_itself, path = path.startswith("alone:"), path.removeprefix("alone:")
        with open(path, encoding="ascii") as file:
            text = file.read().rstrip("\n")
        if by_itself:
            text = alone(text)
        numbers = [str(ord(c)) for c in text] + ["0"]
        rows = [",".join(numbers[i:i + 40]) for i in range(0, len(numbers), 40)]
        out.write("extern const char %s[];\nconst char %s[] = {\n%s};\n" % (name, name, ",\n".join(rows)))
