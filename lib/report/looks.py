"""looks.py: the classes of drawing.css as a table of C, for canvases that know no CSS: light colours, the rules that win coming last.

    looks.py CSS OUT
"""
import re
import sys

LEFT_OUT = {"font-variant-numeric", "outline", "outline-offset"}  # all digits are tabular on paper, and nothing has the focus
NONE = "LM_NO_COLOUR"


def colour(value):
    if value == "none":
        return NONE
    if not re.fullmatch("#([0-9a-f]{3}|[0-9a-f]{6})", value):
        raise SystemExit("looks.py: not a colour: " + value)
    digits = value[1:] if len(value) == 7 else "".join(c * 2 for c in value[1:])
    return "0x" + digits


def pixels(value):
    return repr(float(value.removesuffix("px")))


def dash(value):
    on, off = value.split()
    return "{%s, %s}" % (pixels(on), pixels(off))


FIELDS = {
    "fill": ("LM_LOOK_FILL", "fill", colour),
    "stroke": ("LM_LOOK_STROKE", "stroke", colour),
    "fill-opacity": ("LM_LOOK_FILL_OPACITY", "fill_opacity", pixels),
    "stroke-opacity": ("LM_LOOK_STROKE_OPACITY", "stroke_opacity", pixels),
    "stroke-width": ("LM_LOOK_WIDTH", "width", pixels),
    "stroke-dasharray": ("LM_LOOK_DASH", "dash", dash),
    "font-size": ("LM_LOOK_SIZE", "size", pixels),
    "font-weight": ("LM_LOOK_BOLD", "bold", lambda value: "true" if int(value) >= 600 else "false"),
    "text-anchor": ("LM_LOOK_ANCHOR", "anchor", {"end": "1", "middle": "0.5", "start": "0"}.__getitem__),
}


def rules(css):
    css = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^}]*\})*[^}]*\}", "", css)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", css):
        pairs = [p.split(":", 1) for p in body.replace("\n", "").split(";") if p]
        yield selector.strip(), {name.strip(): value.strip() for name, value in pairs}


def place_of(selector):
    """group classes, element, classes, rank"""
    parts = [p for p in selector.split() if p != "svg"]
    if len(parts) not in (1, 2):
        raise SystemExit("looks.py: selector: " + selector)
    split = [p.split(".") for p in parts]
    group = split[0][1:] if len(parts) == 2 else []
    if len(parts) == 2 and split[0][0]:
        raise SystemExit("looks.py: selector: " + selector)
    element, *classes = split[-1]
    return " ".join(group), element, " ".join(classes), 10 * (len(group) + len(classes)) + (element != "")


def main():
    with open(sys.argv[1], encoding="ascii") as file:
        found = list(rules(file.read()))
    colours = {name: value for selector, body in found if selector == ":root" for name, value in body.items()}
    rows, fonts = [], ""
    for order, (selector, body) in enumerate(found):
        if selector == ":root" or ":" in selector:  # the focus and the pointer are not on paper
            continue
        sets, fields = [], []
        for name, value in body.items():
            value = re.sub(r"var\((--[a-z0-9-]+)\)", lambda m: colours[m.group(1)], value)
            if name == "font-family":
                fonts = value.replace('"', "")
            elif name not in LEFT_OUT:
                bit, field, convert = FIELDS[name]
                sets.append(bit)
                fields.append(".%s = %s" % (field, convert(value)))
        look = ", ".join([".sets = " + " | ".join(sets or ["0"])] + fields)
        for group, element, classes, rank in map(place_of, selector.split(",")):
            rows.append((rank, order, '    {"%s", "%s", "%s", {%s}},' % (group, element, classes, look)))
    with open(sys.argv[2], "w", encoding="ascii") as out:
        out.write('#include "report/looks.h"\n\nconst lm_look_rule lm_look_rules[] = {\n')
        out.write("\n".join(row for _, _, row in sorted(rows)))
        out.write('\n};\nconst size_t lm_look_rule_count = %d;\nconst char lm_look_fonts[] = "%s";\n' % (len(rows), fonts))
        for name in ("paper", "ink", "soft", "rule", "wash", "link", "line-slow"):
            out.write("const uint32_t lm_colour_%s = %s;\n" % (name.replace("-", "_"), colour(colours["--" + name])))


main()
