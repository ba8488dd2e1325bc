"""report.py: docs/error-rates.md and docs/error-rates.ja.md from what error_rates counts.

  python3 test/simulation/report.py --bin BUILD/test/simulation/error_rates            full run; writes both documents and expected.tsv
  python3 test/simulation/report.py --bin … --from ROWS.tsv                            the documents from rows of an earlier full run
  python3 test/simulation/report.py --bin … --pin                                      short run; writes expected.tsv only
  python3 test/simulation/report.py --bin … --check                                    short run against expected.tsv; "N passed, N failed"

Only what stands between the markers is written. Every number in a sentence comes from the counts: no reading can go stale.
"""
import argparse
import os
import re
import subprocess
import sys
import textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
DOCS = os.path.join(HERE, "..", "..", "docs")
EXPECTED = os.path.join(HERE, "expected.tsv")
FUTURES = ("straight", "fading")
WIDEST = 140
LEVELS = (50, 80, 95)
VERDICTS = ("met", "on-track", "near", "slow", "away", "unclear")
SHAPES = ("white", "lag-0.3", "lag-0.5", "step")
PACES = (-50, 0, 30, 60, 80, 100, 120)
LENGTHS = tuple(range(3, 16))
NOISES = (25, 50, 100, 200)
AHEADS = (2, 5, 16)
SOME = (4, 6, 10, 15)  # lengths at which every noise size is there


# ---- counts ----

def tenths(part, whole):
    """part of whole per 100, to one decimal, half up; whole numbers only, so the same on every machine."""
    number = (2000 * part + whole) // (2 * whole)
    return f"{number // 10}.{number % 10}"


def rounded(part, whole):
    return (200 * part + whole) // (2 * whole)


def thousandths(part, whole):
    number = (2000 * part + whole) // (2 * whole)
    return f"{number // 1000}.{number % 1000:03d}"


class Counts(dict):
    """A row, or a sum of rows, by column name."""

    def add(self, other):
        for name, number in other.items():
            self[name] = self.get(name, 0) + number
        return self

    def verdict(self, word):
        return self["achieved"] + self["achieved-slipping"] if word == "met" else self[word]

    def verdicts(self, *words):
        return sum(self.verdict(word) for word in words)

    def share(self, *words):
        return tenths(self.verdicts(*words), self["series"])

    def of_100(self, *words):
        return rounded(self.verdicts(*words), self["series"])

    def inside(self, level, future="straight"):
        count = self[f"pi{level}"]
        return tenths(self[f"pi{level}_{future}"], count) if count else "–"

    def chances(self):
        return sum(self[f"bin{b}"] for b in range(10))

    def reached(self, future):
        return sum(self[f"bin{b}_{future}"] for b in range(10))

    def brier(self, future):
        return thousandths(self[f"brier_{future}"], self.chances() * 10**9) if self.chances() else "–"

    def brier_of_base_rate(self, future):
        """What always saying the share that was reached would score."""
        count, reached = self.chances(), self.reached(future)
        return thousandths(reached * (count - reached), count * count)


def read(text):
    lines = [line.split("\t") for line in text.splitlines()]
    names, rows = lines[0], {}
    for line in lines[1:]:
        row = dict(zip(names, line))
        key = (int(row["n"]), row["shape"], int(row["pace"]), int(row["noise"]), int(row["ahead"]))
        rows[key] = Counts((name, int(row[name])) for name in names[5:])
    return rows


class Rows:
    def __init__(self, rows):
        self.rows = rows
        self.levels = [level for level in LEVELS if any(row[f"pi{level}"] for row in rows.values())]
        self.series = next(iter(rows.values()))["series"]

    def at(self, n=6, shape="white", pace=0, noise=100, ahead=5):
        return self.rows[n, shape, pace, noise, ahead]

    def sum(self, lengths=LENGTHS, shapes=("white",), paces=PACES, noises=(100,), aheads=AHEADS):
        total = Counts()
        for n, shape, pace, noise, ahead in self.rows:
            if n in lengths and shape in shapes and pace in paces and noise in noises and ahead in aheads:
                total.add(self.rows[n, shape, pace, noise, ahead])
        return total


# ---- tables ----

def table(heads, lines):
    out = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return out + ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]


def size(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def pace_word(pace):
    return ("-" if pace < 0 else "") + size(abs(pace))


def verdict_table(heads, lines):
    """lines: (first cells, counts)"""
    return table(heads + ["met", "on track", "near", "slow", "away", "unclear"],
                 [cells + [counts.share(word) for word in VERDICTS] for cells, counts in lines])





def by_length(rows, **where):
    return [([n], rows.at(n=n, **where)) for n in LENGTHS]


def by_noise(rows, **where):
    return [([size(noise), ahead], rows.at(noise=noise, ahead=ahead, **where)) for noise in NOISES for ahead in AHEADS]


def by_shape(rows, **where):
    return [([n, shape], rows.at(n=n, shape=shape, **where)) for n in (6, 10, 15) for shape in SHAPES]


def flat(rows):
    three, six, fifteen, four = (rows.at(n=n) for n in (3, 6, 15, 4))
    quiet, loud = rows.at(noise=25), rows.at(noise=200)
    return [
        "## 1. Series that truly do not move", "",
        "Truth: pace 0. The right words are *slow* (no change, target not met) or *unclear*. *On track*, *near* and *met* are false comfort,",
        "*away* is a false alarm. White noise as large as the change needed per year, target 5 years ahead; per 100 series:", "",
        *verdict_table(["values"], by_length(rows)), "",
        f"Of 100 series that truly do not move, {three.share('on-track')} are called on track when there are three values,",
        f"{four.share('on-track')} with four and {six.share('on-track')} with six. With three there is no interval and so no *unclear*: do not quote "
        "such verdicts.",
        f"Called away: {three.of_100('away')} with three values, {six.of_100('away')} with six, {fifteen.of_100('away')} with fifteen. "
        "A flat series leans down as often as up, so *away* asks for more than the sign of the slope: a test, or an 80 % interval",
        "wholly on the wrong side, which by its own promise is wrong in 10 of 100 flat series. Two or three values never show it.",
        "More than six values change nothing here, because the trend rests on the latest six.", "",
        "Six values, by size of the noise (in units of the change needed per year) and years to the target:", "",
        *verdict_table(["noise", "years ahead"], by_noise(rows, n=6)), "",
        f"Of 100 quiet flat series (noise a quarter of the needed change) {quiet.share('on-track')} are called on track 5 years ahead, of 100 loud ones",
        f"(twice the needed change) {loud.share('on-track')}; of the loud ones {loud.of_100('unclear')} are shown as unclear. "
        f"Two years before the due date loud noise alone puts the",
        f"latest value past the target in {rows.at(noise=200, ahead=2).of_100('met')} of 100 cases: *achieved* by one value is weak where the noise is "
        "large.", "",
        "By shape of the noise (noise 1, 5 years ahead):", "",
        *verdict_table(["values", "noise shape"], by_shape(rows)), "",
        f"A jump in the level that nobody marked as a break is the worst case: of 100 flat series, {rows.at(shape='step').share('on-track', 'near')} are "
        f"called on track or near with six values and {rows.at(n=10, shape='step').share('on-track', 'near')} with ten (without a jump "
        f"{rows.at().share('on-track', 'near')} and {rows.at(n=10).share('on-track', 'near')}); with fifteen the jump lies before the latest six.",
        "Breaks have to be declared. Correlated noise looks like a trend: it makes *unclear* rarer, not the verdict better.", ""]


def on_track(rows):
    heads = ["values"] + [f"pace {pace}: {word}" for pace in ("1.0", "1.2") for word in ("well", "near", "slow", "away", "unclear")]

    def cells(pick):
        return [cell for pace in (100, 120) for counts in (pick(pace),)
                for cell in (counts.share("met", "on-track"), *(counts.share(word) for word in VERDICTS[2:]))]
    exact, fast = rows.at(pace=100), rows.at(pace=120)
    return [
        "## 2. Series that are truly on track", "",
        "Truth: pace 1.0 (arrives exactly) and 1.2 (a fifth faster than needed). *Well* is met or on track. White noise 1, 5 years ahead:", "",
        *table(heads, [[n] + cells(lambda pace, n=n: rows.at(n=n, pace=pace)) for n in LENGTHS]), "",
        f"Of 100 series that arrive exactly on their target, {exact.of_100('met', 'on-track')} are called so with six values; "
        f"{exact.of_100('near', 'slow')} are called near or slow, {exact.share('away')} away,",
        f"{exact.of_100('unclear')} unclear. That is near one half by construction: the true pace lies just above the threshold of 0.95, so noise decides.",
        f"A fifth faster, {fast.of_100('met', 'on-track')} are recognised and {fast.of_100('near', 'slow')} called near or slow, {fast.share('away')} away. "
        f"With three values {rows.at(n=3, pace=100).of_100('away')} of 100 truly on track are called",
        f"away, with four {rows.at(n=4, pace=100).share('away')}, with six {exact.share('away')}.", "",
        "Six values, by size of the noise and years ahead:", "",
        *table(["noise", "years ahead"] + heads[1:], [[size(noise), ahead] + cells(lambda pace, noise=noise, ahead=ahead: rows.at(pace=pace, noise=noise, ahead=ahead))
                                                     for noise in NOISES for ahead in AHEADS]), "",
        "By shape of the noise:", "",
        *table(["values", "noise shape"] + heads[1:], [[n, shape] + cells(lambda pace, n=n, shape=shape: rows.at(n=n, pace=pace, shape=shape))
                                                      for n in (6, 10) for shape in SHAPES]), ""]


def paces(rows):
    away = rows.at(pace=-50)
    return [
        "## 3. Every true pace", "",
        "White noise 1, 5 years ahead. The truth in the words of the verdicts: 1.2 and 1.0 on track, 0.8 and 0.6 near, 0.3 and 0 slow, -0.5 away.", "",
        *verdict_table(["values", "true pace"], [([n, pace_word(pace)], rows.at(n=n, pace=pace)) for n in (4, 6, 15) for pace in reversed(PACES)]), "",
        f"A series that truly moves away at half the needed speed is called away in {away.of_100('away')} of 100 cases and on track in "
        f"{away.share('on-track')} with six values; {away.of_100('slow')} are called slow, which is the price of calling fewer flat ones away. "
        f"With noise of half that size {rows.at(pace=-50, noise=50).of_100('away')} are recognised, of noise twice that size {rows.at(pace=-50, noise=200).of_100('away')}.",
        "Errors are mostly by one class: neighbours are confused, on track and away hardly ever from six values on.", ""]


def coverage(rows):
    def heads(names):
        return [f"{name}: {level} %" for name in names for level in rows.levels]

    def cells(*wanted):
        return [counts.inside(level, future) for counts, future in wanted for level in rows.levels]
    six = [rows.at(pace=pace, ahead=ahead) for pace in PACES for ahead in (2, 5)]
    low = min(row["pi80_straight"] * 1000 // row["pi80"] for row in six)
    high = max(-(-row["pi80_straight"] * 1000 // row["pi80"]) for row in six)
    far = rows.at(pace=100, ahead=16)
    return [
        "## 4. Do the intervals hold what they promise?", "",
        "Share of new values at the due period that fall inside the prediction intervals. *16 years* is further than any of these series looks",
        "back (`long-horizon`); with four and five values 5 years are, too. Three truths: the series is flat; the line (pace 1) goes *straight on*; its",
        "slope *fades* by a tenth a year beyond the span. White noise 1; 2 and 5 years are pace 1, going straight on:", "",
        *table(["values"] + heads(["2 years", "5 years", "16 years, flat", "16 years, straight on", "16 years, fades"]),
               [[n] + cells((rows.at(n=n, pace=100, ahead=2), "straight"), (rows.at(n=n, pace=100), "straight"),
                            (rows.at(n=n, ahead=16), "straight"), (rows.at(n=n, pace=100, ahead=16), "straight"),
                            (rows.at(n=n, pace=100, ahead=16), "fading")) for n in LENGTHS[1:]]), "",
        f"Two and five years ahead the intervals hold what they promise: over all paces, with six values, the 80 % interval holds {low // 10}.{low % 10} to "
        f"{high // 10}.{high % 10} of 100.",
        f"Sixteen years ahead (six values) nobody knows whether a line goes straight on or fades, and it is not in the data. The interval reaches over both,",
        f"so it holds *at least* what it says: if the line goes straight on, the 80 % interval holds {far.inside(80)} of 100 values and the 95 % interval "
        f"{far.inside(95)}; if the slope fades, {far.inside(80, 'fading')} and {far.inside(95, 'fading')}; for flat series, where both are the same, "
        f"{rows.at(ahead=16).inside(80)} and {rows.at(ahead=16).inside(95)}. That is more than the number says, and meant: an interval for one of the two "
        "futures would hold far less if the other came true.", "",
        f"From six values on, white noise, over all paces and sizes of noise that were run: 2 and 5 years ahead no interval is off by more than {off_by(rows)} of 100",
        f"from what it says; 16 years ahead none holds more than {too_few(rows)} of 100 less than it says.", "",
        "Six values, 16 years ahead, pace 1, by size of the noise:", "",
        *table(["noise"] + heads(["straight on", "fades"]),
               [[size(noise)] + cells((rows.at(pace=100, noise=noise, ahead=16), "straight"), (rows.at(pace=100, noise=noise, ahead=16), "fading"))
                for noise in NOISES]), "",
        "Correlated noise and unmarked jumps (flat series): a line through a few correlated values fits too well, and the interval gets too narrow.", "",
        *table(["values", "noise shape"] + heads(["2 years", "5 years"]),
               [[n, shape] + cells((rows.at(n=n, shape=shape, ahead=2), "straight"), (rows.at(n=n, shape=shape), "straight"))
                for n in (6, 10, 15) for shape in SHAPES]), "",
        "The 80 % interval of the slope (it decides *unclear* and *away*), share that holds the true slope. Its ranks have a continuity correction (the",
        "`CONTINUITY` convention of stats.h); without it 85 of 100 are held.", "",
        *table(["values"] + list(SHAPES), [[n] + [tenths(rows.at(n=n, shape=shape)["slope_inside"], rows.at(n=n, shape=shape)["slopes"]) for shape in SHAPES]
                                          for n in LENGTHS[1:]]), ""]


def per_1000(rows, aheads, futures, measure):
    """Over the cells with white noise and six values or more: the most by which `measure` of the shares inside and promised, per 1000, differ."""
    most = 0
    for (n, shape, _, _, ahead), row in rows.rows.items():
        if n < 6 or shape != "white" or ahead not in aheads:
            continue
        for level in rows.levels:
            for future in futures:
                most = max(most, measure((2000 * row[f"pi{level}_{future}"] + row[f"pi{level}"]) // (2 * row[f"pi{level}"]), 10 * level))
    return f"{most // 10}.{most % 10}"


def off_by(rows):
    return per_1000(rows, (2, 5), ("straight",), lambda got, want: abs(got - want))


def too_few(rows):
    return per_1000(rows, (16,), FUTURES, lambda got, want: want - got)


def chance_rows(counts, future):
    """By bin: the range, share of all, mean probability said, share that reached."""
    return [[f"{b * 10}–{b * 10 + 10} %", tenths(counts[f"bin{b}"], counts.chances()), tenths(counts[f"bin{b}_chance"], counts[f"bin{b}"] * 1000000),
             tenths(counts[f"bin{b}_{future}"], counts[f"bin{b}"])] for b in range(10) if counts[f"bin{b}"]]


def calibration(counts, future="straight"):
    return {row[0]: row[1:] for row in chance_rows(counts, future)}


MIXED = {"lengths": (6, 10, 15), "noises": NOISES}  # every noise size, where a trend has its full window
TOP = "90–100 %"


def reached_of_top(rows):
    return calibration(rows.sum(aheads=(5,), **MIXED))[TOP][2]


def chance(rows):
    near, middle, long = (rows.sum(aheads=(ahead,), **MIXED) for ahead in AHEADS)
    kinds = [("2 years", near, "straight"), ("5 years", middle, "straight"), ("16 years, straight on", long, "straight"), ("16 years, fades", long, "fading")]
    tables = [(name, calibration(counts, future)) for name, counts, future in kinds]
    soon, top, far = (calibration(counts)[TOP] for counts in (near, middle, long))
    low = calibration(middle)["0–10 %"]
    noise = [(size(noise), calibration(rows.sum(lengths=MIXED["lengths"], noises=(noise,), aheads=(5,)))) for noise in NOISES]
    return [
        "## 5. Does the chance of reaching mean what it says?", "",
        "`p_reach` against what the new value did. All seven paces and all four noise sizes in equal parts, white noise, 6, 10 and 15 values. *Said*:",
        "mean of the chances given; *reached*: how many of 100 did reach the target. Both should be equal.", "",
        *table(["chance given"] + [f"{name}: {what}" for name, _ in tables for what in ("said", "reached")],
               [[f"{b * 10}–{b * 10 + 10} %"] + [cell for _, lines in tables for cell in lines.get(f"{b * 10}–{b * 10 + 10} %", ["–"] * 3)[1:]]
                for b in range(10)]), "",
        f"Of 100 targets that were given 90 % or more, {top[2]} were reached five years ahead (said {top[1]}), {soon[2]} two years ahead (said "
        f"{soon[1]}), {far[2]} sixteen years ahead if lines go straight on (said {far[1]}). Of 100 given less than 10 %, {low[2]} were reached "
        f"(said {low[1]}).",
        "The interval itself is right (section 4); the difference comes from the mixture. Five of our seven truths are slower than needed and none",
        "is much faster, so a slope that looks much faster is more often luck than truth. The t distribution takes every level and every pace for",
        "equally likely beforehand; only in such a world said and reached agree. Where series mostly lag, high chances are too high. Beyond the span of the",
        "data the chance is the mean of two, one for each future; no one number can be right for both.", "",
        "Five years ahead, by size of the noise (said → reached):", "",
        *table(["chance given"] + [f"noise {name}" for name, _ in noise],
               [[f"{b * 10}–{b * 10 + 10} %"] + [" → ".join(lines[f"{b * 10}–{b * 10 + 10} %"][1:]) if f"{b * 10}–{b * 10 + 10} %" in lines else "–"
                                                for _, lines in noise] for b in range(10)]), "",
        "Brier score (mean squared error of the chance; 0 is perfect), beside it the score of always saying the average. Noise 1:", "",
        *table(["values"] + [name for name, _, _ in kinds],
               [[n] + [f"{counts.brier(future)} ({counts.brier_of_base_rate(future)})" for ahead, future in
                       ((2, "straight"), (5, "straight"), (16, "straight"), (16, "fading"))
                       for counts in (rows.sum(lengths=(n,), aheads=(ahead,)),)] for n in LENGTHS[1:]]), "",
        "By shape of the noise, 6 to 15 values, noise 1, 5 years ahead:", "",
        *table(["noise shape", "Brier", "always the average"],
               [[shape, counts.brier("straight"), counts.brier_of_base_rate("straight")] for shape in SHAPES
                for counts in (rows.sum(lengths=LENGTHS[3:], shapes=(shape,), aheads=(5,)),)]), "",
        "Where both are equal, the chance is worth no more than the average.", ""]


def unclear(rows):
    return [
        "## 6. How often the program says *unclear*", "",
        "White noise 1, 5 years ahead, by true pace:", "",
        *table(["values"] + [f"pace {pace_word(pace)}" for pace in PACES],
               [[n] + [rows.at(n=n, pace=pace).share("unclear") for pace in PACES] for n in LENGTHS]), "",
        "Six values, by size of the noise:", "",
        *table(["noise"] + [f"pace {pace_word(pace)}" for pace in PACES],
               [[size(noise)] + [rows.at(pace=pace, noise=noise).share("unclear") for pace in PACES] for noise in NOISES]), "",
        f"With four values {rows.at(n=4).of_100('unclear')} of 100 flat series are unclear, with six {rows.at(n=6).of_100('unclear')}. With three values "
        "nothing is ever unclear, because there is no interval: that is ignorance, not certainty.", ""]


def english(rows):
    return [f"{rows.series:,} series per cell, so a share printed here is within ±0.7 of the truth in 95 of 100 cells (Monte Carlo error; ±0.4 near 10 and 90,".replace(",", " ", 1),
            "±0.2 near 2 and 98). Shares are per 100 series.", "", *flat(rows), *on_track(rows), *paces(rows), *coverage(rows), *chance(rows), *unclear(rows)]


def japanese(rows):
    flat_rows = [[n] + [rows.at(n=n).share(word) for word in VERDICTS] for n in (3, 4, 5, 6, 10, 15)]
    good = [[n, rows.at(n=n, pace=120).share("met", "on-track")] + [rows.at(n=n, pace=120).share(word) for word in VERDICTS[2:]] for n in (3, 4, 5, 6, 10, 15)]
    cover = [[n] + [counts.inside(level, future) for counts, future in
                    ((rows.at(n=n, pace=100, ahead=2), "straight"), (rows.at(n=n, pace=100), "straight"), (rows.at(n=n, pace=100, ahead=16), "straight"),
                     (rows.at(n=n, pace=100, ahead=16), "fading")) for level in (80, 95)] for n in (4, 6, 10, 15)]
    three, six, step, fast = rows.at(n=3), rows.at(n=6), rows.at(shape="step"), rows.at(pace=120)
    far = rows.at(pace=100, ahead=16)
    return [
        f"各条件 {rows.series} 系列。印字した割合の誤差は ±0.7 ポイント以内(95 %)。割合は 100 系列あたり。", "",
        "## 本当は動いていない系列", "",
        "ばらつき(標準偏差)= 1年あたり必要な変化、目標は5年先。", "",
        *table(["値の数", "達成", "on-track", "near", "slow", "away", "unclear"], flat_rows), "",
        f"- 動いていない 100 系列のうち `on-track` とされるのは、値が3つなら {three.share('on-track')}、6つなら {six.share('on-track')}。",
        f"- `away` とされるのは3つで {three.of_100('away')}、6つで {six.of_100('away')}。「逆方向」は、検定または傾きの 80 % 区間の全体が逆向きを示したときだけ示します。それ以外は `slow` とし、理由 `away-unshown` を付けます。",
        f"- 届け出のない水準の段差があると、6値では {step.share('on-track', 'near')} 系列が `on-track` か `near` になります(段差なしでは {six.share('on-track', 'near')})。定義変更は必ず記録してください。", "",
        "## 本当は順調な系列(必要な速さの 1.2 倍)", "",
        *table(["値の数", "達成・on-track", "near", "slow", "away", "unclear"], good), "",
        f"- 6値で {fast.of_100('met', 'on-track')} 系列が順調と判定され、{fast.of_100('near', 'slow')} 系列が誤って遅れ(`near`・`slow`)、"
        f"{fast.share('away')} 系列が誤って `away` になります。", "",
        "## 予測区間に新しい値が入る割合(ペース比 1)", "",
        *table(["値の数", "2年先 80 %", "95 %", "5年先 80 %", "95 %", "16年先・直線のまま 80 %", "95 %", "16年先・減速 80 %", "95 %"], cover), "",
        "- 2年先・5年先は名目どおりです(ばらつきが年ごとに独立な場合)。前年と相関があると区間は狭すぎます(英語版の表4)。",
        f"- 「90 % 以上」とされた目標のうち、5年先に実際に届いたのは 100 のうち {reached_of_top(rows)} です(速さの異なる系列を等しく混ぜた場合)。",
        f"- データの期間より先では、直線のまま進むか減速するかはデータからは分からないので、区間は両方を含みます。16年先の 80 % 区間に入るのは、直線のままなら {far.inside(80)}、"
        f"減速すれば {far.inside(80, 'fading')}(どちらも 80 以上)。", ""]


# ---- files ----

def wrapped(lines):
    """Running text in lines of at most 140 columns; tables, headings and lists stay as they are."""
    out, text = [], []
    for line in [*lines, ""]:
        if line and line[0] not in "|#-":
            text.append(line)
            continue
        out += textwrap.wrap(" ".join(text), WIDEST, break_on_hyphens=False)
        text = []
        out.append(line)
    return out[:-1]


def sentences(lines):
    """Japanese: one sentence of a list entry to a line."""
    return [part if i == 0 else "  " + part for line in lines
            for i, part in enumerate(re.findall(r"[^。]*。?", line)[:-1] if line.startswith("-") else [line])]

def fill(name, lines):
    path = os.path.join(DOCS, name)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    marked = re.compile(r"(<!-- simulation: begin[^\n]*-->\n).*?(<!-- simulation: end -->)", re.S)
    if not marked.search(text):
        sys.exit(f"{name}: no markers")
    with open(path, "w", encoding="utf-8") as file:
        file.write(marked.sub(lambda found: found.group(1) + "\n" + "\n".join(lines) + "\n" + found.group(2), text))


def pinned(rows):
    """The short run, rounded: shares to 0.1 of 100, Brier scores to 0.001."""
    levels = Rows(rows).levels
    names = ["n", "shape", "pace", "noise", "ahead", *VERDICTS, "slope80", "brier", "reached"]
    names += [f"pi{level}_{future}" for level in levels for future in FUTURES]
    lines = [names]
    for key, row in rows.items():
        known = row.chances()
        lines.append([str(part) for part in key] + [row.share(word) for word in VERDICTS] +
                     [tenths(row["slope_inside"], row["slopes"]) if row["slopes"] else "–", row.brier("straight"),
                      tenths(row.reached("straight"), known) if known else "–"] +
                     [row.inside(level, future) for level in levels for future in FUTURES])
    return "".join("\t".join(line) + "\n" for line in lines)


def compare(want, got):
    """Column by column; columns that are not pinned yet are passed over."""
    want, got = ([line.split("\t") for line in text.splitlines()] for text in (want, got))
    lost = [name for name in want[0] if name not in got[0]]
    failed = abs(len(want) - len(got)) + len(lost)
    for problem in [f"column {name} is gone" for name in lost] + [f"{len(got)} rows, pinned are {len(want)}"] * (len(want) != len(got)):
        print(problem)
    places = [(name, got[0].index(name)) for name in want[0] if name in got[0]]
    for pin, now in zip(want[1:], got[1:]):
        pin = dict(zip(want[0], pin))
        for name, place in places:
            if pin[name] != now[place]:
                print(f"n={pin['n']} {pin['shape']} pace={pin['pace']} noise={pin['noise']} ahead={pin['ahead']}: {name} {now[place]}, pinned {pin[name]}")
                failed += 1
    return (len(want) - 1) * len(places), failed


def run(binary, plan):
    return subprocess.run([binary, plan], stdout=subprocess.PIPE, check=True, timeout=3600).stdout.decode("ascii")


def check(binary):
    with open(EXPECTED, encoding="utf-8") as file:
        total, failed = compare(file.read(), pinned(read(run(binary, "short"))))
    if failed:
        print("the method says something else now; if that is meant: sh test/simulation/run.sh")
    print(f"{total - failed} passed, {failed} failed")
    return 1 if failed or not total else 0


def main():
    parser = argparse.ArgumentParser(description="error rates of the verdicts")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--from", dest="rows", help="rows of an earlier full run")
    options = parser.parse_args()
    if options.check:
        return check(options.bin)
    if not options.pin:
        if options.rows:
            with open(options.rows, encoding="ascii") as file:
                rows = Rows(read(file.read()))
        else:
            rows = Rows(read(run(options.bin, "full")))
        fill("error-rates.md", wrapped(english(rows)))
        fill("error-rates.ja.md", sentences(japanese(rows)))
    with open(EXPECTED, "w", encoding="utf-8") as file:
        file.write(pinned(read(run(options.bin, "short"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
