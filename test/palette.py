"""palette.py: the colours of the report, read from its style sheet: contrast (WCAG 2.1) in light and dark, and how far apart the verdicts stay for people
who see no red, no green or no blue.

  python3 test/palette.py [--table]      ends with "N passed, N failed"

Colour never carries a meaning alone: shape and word stand beside it. That verdicts stay apart for everybody is a courtesy, and asked for here.
"""
import argparse
import math
import os
import re
import sys

SHEET = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lib", "report", "drawing.css")
VERDICTS = ("achieved", "slipping", "ontrack", "near", "slow", "away", "unclear", "unjudged")
LINES = ("achieved", "slipping", "ontrack", "near", "slow", "away", "dim")
TEXT, LARGE = 4.5, 3.0  # WCAG 2.1: 1.4.3 and 1.4.11
APART = 12.0  # CIE 1976 distance; about 2 is just visible side by side
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SEEN_BY = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
results = []


def tell(ok, *what):
    results.append(bool(ok))
    if not ok:
        print("FAILED:", *what)


def read_sheet():
    """{"light": {name: colour}, "dark": …}"""
    with open(SHEET, encoding="ascii") as file:
        text = file.read()
    light, dark = re.findall(r":root\{(.*?)\}", text, re.S)[:2]
    names = {"light": dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", light))}
    names["dark"] = dict(names["light"], **dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", dark)))
    return names


def linear(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    parts = (int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour):
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(colour)))


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour, by):
    return [min(1, max(0, sum(m * p for m, p in zip(row, linear(colour))))) for row in SEEN_BY[by]]


def lab(rgb):
    """CIE 1976 L*a*b* under D65 of linear sRGB."""
    rows = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    x, y, z = (sum(m * p for m, p in zip(row, rgb)) / white for row, white in zip(rows, (0.95047, 1.0, 1.08883)))
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(a, b, by):
    return math.dist(lab(seen(a, by)), lab(seen(b, by)))


def check_mode(mode, colour):
    pairs = [(text, ground, TEXT) for ground in ("paper", "wash") for text in ("ink", "soft", "link")]
    pairs += [(v + "-ink", v, TEXT) for v in VERDICTS]
    pairs += [("line-" + line, ground, LARGE) for line in LINES for ground in ("paper", "wash")]
    pairs += [(name, "paper", LARGE) for name in ("data", "goal", "arrow", "focus", "line-dim")] + [("arrow", "wash", LARGE)]
    for a, b, least in pairs:
        got = contrast(colour[a], colour[b])
        tell(got >= least, mode, a, "on", b, "%.2f, at least %s" % (got, least))
    for by in SEEN_BY:
        for i, a in enumerate(VERDICTS):
            for b in VERDICTS[i + 1:]:
                got = apart(colour[a], colour[b], by)
                tell(got >= APART, mode, by, a, b, "%.1f, at least %s" % (got, APART))


def check_arithmetic():
    """Known figures: black on white, grey #767676 on white, and the Lab of red."""
    tell(abs(contrast("#000", "#fff") - 21) < 1e-9, "black on white")
    tell(abs(contrast("#767676", "#ffffff") - 4.54) < 0.005, "grey on white")
    tell(all(abs(a - b) < 0.01 for a, b in zip(lab(linear("#ff0000")), (53.24, 80.09, 67.20))), "Lab of red")
    tell(apart("#ff0000", "#00a000", "deutan") < 0.6 * apart("#ff0000", "#00a000", "all"), "red and green come nearer")


def show(names):
    for mode, colour in names.items():
        for by in SEEN_BY:
            least = min((apart(colour[a], colour[b], by), a, b) for i, a in enumerate(VERDICTS) for b in VERDICTS[i + 1:])
            print("%-5s %-6s nearest: %s and %s, %.1f" % (mode, by, least[1], least[2], least[0]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", action="store_true", help="the two nearest verdicts, as each sees them")
    options = parser.parse_args()
    names = read_sheet()
    if options.table:
        show(names)
    check_arithmetic()
    for mode, colour in names.items():
        check_mode(mode, colour)
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
