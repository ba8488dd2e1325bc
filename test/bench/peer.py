"""peer.py numpy|scipy VALUES.xml OUT.csv: what one writes in Python for the same file: least squares with prediction intervals for 2027, 2030 and
2040, Mann-Kendall and the Theil-Sen slope of every series, results as CSV. numpy: series of equal length together, the fast way;
scipy: one series after the other, the usual way."""
import csv
import sys
import xml.parsers.expat

import numpy

DUE = (2027.5, 2030.5, 2040.5)


def read(path):
    names, years, values, current = [], [], [], []

    def start(name, attributes):
        nonlocal current
        if name == "series":
            current = [[], []]
            names.append((attributes["indicator"], attributes["area"]))
            years.append(current[0])
            values.append(current[1])
        elif name == "obs":
            current[0].append(int(attributes["period"][:4]))
            current[1].append(float(attributes["value"]))

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    with open(path, "rb") as file:
        parser.ParseFile(file)
    return names, years, values


def critical(df):
    from scipy.special import stdtrit
    return stdtrit(df, 0.9)


def together(t, y):
    """Rows of equal length n at once."""
    n = t.shape[1]
    at, mean = t.mean(1, keepdims=True), y.mean(1, keepdims=True)
    sxx = ((t - at) ** 2).sum(1)
    slope = ((t - at) * (y - mean)).sum(1) / sxx
    sigma = numpy.sqrt(((y - mean - slope[:, None] * (t - at)) ** 2).sum(1) / (n - 2))
    i, j = numpy.triu_indices(n, 1)
    dy = y[:, j] - y[:, i]
    s = numpy.sign(dy).sum(1)
    sen = numpy.median(dy / (t[:, j] - t[:, i]), axis=1)
    columns = [slope, s, sen]
    q = critical(n - 2)
    for due in DUE:
        fit = mean[:, 0] + slope * (due - at[:, 0])
        reach = q * sigma * numpy.sqrt(1 + 1 / n + (due - at[:, 0]) ** 2 / sxx)
        columns += [fit, fit - reach, fit + reach]
    return numpy.column_stack(columns)


def by_numpy(years, values):
    lengths = numpy.array([len(y) for y in years])
    out = numpy.full((len(years), 3 + 3 * len(DUE)), numpy.nan)
    for n in numpy.unique(lengths):
        rows = numpy.flatnonzero(lengths == n)
        if n < 3:
            continue
        for part in numpy.array_split(rows, max(1, len(rows) // 4000)):
            out[part] = together(numpy.array([years[k] for k in part], float), numpy.array([values[k] for k in part]))
    return out


def by_scipy(years, values):
    from scipy import stats
    for t, y in zip(years, values):
        n, t, y = len(t), numpy.array(t, float), numpy.array(y)
        if n < 3:
            yield [numpy.nan] * (3 + 3 * len(DUE))
            continue
        line = stats.linregress(t, y)
        row = [line.slope, stats.kendalltau(t, y).statistic, stats.theilslopes(y, t, 0.8)[0]]
        sxx = ((t - t.mean()) ** 2).sum()
        sigma = numpy.sqrt(((y - line.intercept - line.slope * t) ** 2).sum() / (n - 2))
        for due in DUE:
            fit = line.intercept + line.slope * due
            reach = stats.t.ppf(0.9, n - 2) * sigma * numpy.sqrt(1 + 1 / n + (due - t.mean()) ** 2 / sxx)
            row += [fit, fit - reach, fit + reach]
        yield row


def main():
    how, source, target = sys.argv[1:]
    names, years, values = read(source)
    rows = by_numpy(years, values) if how == "numpy" else by_scipy(years, values)
    with open(target, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for name, row in zip(names, rows):
            writer.writerow([*name, *row])


main()
