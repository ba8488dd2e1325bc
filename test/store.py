#!/usr/bin/env python3
"""The store, from outside: ten yearly loads of the fictional city, a revised value, a revised target, what was known when; and what goes wrong.

    store.py --bin PATH [NAME…]        ends with "N passed, N failed"
"""
import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CITY = ROOT / "fixtures" / "mihon-city"
MODEL = ROOT / "models" / "design-map-2025-07-01.xml"
YEARS = range(2015, 2026)
ELEMENT = re.compile(r"<(obs|missing)\b[^>]*?\bperiod=\"([^\"]*)\"[^>]*?(?:/>|>.*?</\1>)", re.S)
DAY = 86400


class World:
    """A folder with a store, and a clock that goes one year with every load."""

    def __init__(self, binary, name="city.store"):
        self.bin, self.dir = binary, Path(tempfile.mkdtemp(prefix="store-"))
        self.store = self.dir / name
        self.year = 2016

    def run(self, *args, env=None, rc=0, lang="en"):
        clock = int(time.mktime((self.year, 4, 1, 9, 0, 0, 0, 0, 0)))
        env = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC", NO_COLOR="1", SOURCE_DATE_EPOCH=str(clock), **(env or {}))
        env.pop("LANGUAGE", None)
        done = subprocess.run([self.bin, *map(str, args), "--lang", lang], cwd=self.dir, env=env, capture_output=True, text=True, timeout=120)
        assert rc is None or done.returncode == rc, f"{args}: exit code {done.returncode}\n{done.stderr}\n{done.stdout}"
        return done

    def make(self):
        self.run("init", "--store", self.store)
        return self

    def load(self, *files, **more):
        return self.run("load", "--store", self.store, "--who", "planner", *files, **more)

    def ask_raw(self, command, *args, **more):
        return self.run(command, "--store", self.store, *args, **more)

    def ask(self, command, *args, **more):
        return self.ask_raw(command, *args, **more).stdout

    def json(self, command, *args, **more):
        return json.loads(self.ask(command, *args, "--format", "json", **more))

    def sql(self, text, *args):
        base = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        try:
            return base.execute(text, args).fetchall()
        finally:
            base.close()

    def dump(self):
        return self.dump_of(self.store)

    @staticmethod
    def dump_of(store):
        base = sqlite3.connect(store)
        try:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert base.execute("PRAGMA foreign_key_check").fetchall() == []
            return "\n".join(base.iterdump())
        finally:
            base.close()

    def write(self, name, text):
        path = self.dir / name
        path.write_text(text, encoding="utf-8")
        return path

    def close(self):
        shutil.rmtree(self.dir)


def year_of(period):
    """The fiscal year that a period of the fixture is reported in; None: said otherwise."""
    era = re.match(r"(?:令和|R)(\d+|元)", period)
    if era:
        return 2018 + (1 if era.group(1) == "元" else int(era.group(1)))
    era = re.match(r"(?:平成|H)(\d+)", period)
    if era:
        return 1988 + int(era.group(1))
    digits = re.search(r"\d{4}", period)
    return int(digits.group(0)) if digits else None


def values_of(year):
    """The values document with the elements of one year only."""
    text = (CITY / "values.xml").read_text(encoding="utf-8")
    return ELEMENT.sub(lambda m: m.group(0) if year_of(m.group(2)) == year else "", text)


def yearly(world):
    files = {}
    for year in YEARS:
        text = values_of(year)
        if "<obs" in text or "<missing" in text:
            files[year] = world.write(f"values-{year}.xml", text)
    return files


def ten_years(binary):
    world = World(binary).make()
    outputs = {}
    for year, file in yearly(world).items():
        world.year = year + 1
        first = year == min(YEARS)
        said = world.load(*([MODEL, CITY / "targets.xml"] if first else []), file)
        assert "Loaded, as load" in said.stdout, said.stdout
        outputs[year] = {f: world.ask("assess", "--format", f) for f in ("text", "json", "csv")} | {"lag": world.ask("lag", lang="ja")}
    return world, outputs


def test_ten_yearly_loads(binary):
    """As of the day of a load, every answer is what it was then, byte for byte; the last equals that of all the documents."""
    world, outputs = ten_years(binary)
    for year, said in outputs.items():
        day = f"{year + 1}-04-01"
        for f in ("text", "json", "csv"):
            assert world.ask("assess", "--format", f, "--as-of", day) == said[f], f"assess {f} as of {day}"
        assert world.ask("lag", "--as-of", day, lang="ja") == said["lag"], f"lag as of {day}"
    whole = world.run("assess", MODEL, CITY / "values.xml", CITY / "targets.xml", "--format", "csv").stdout
    assert world.ask("assess", "--format", "csv") == whole
    rows = world.sql("SELECT read, added + revised + unchanged + refused + skipped FROM loads")
    assert len(rows) == len(outputs) and all(a == b for a, b in rows)
    world.close()


def test_revised_value(binary):
    """A value that differs is refused with both values; with --revise it replaces the old one, which stays in the history."""
    world, _ = ten_years(binary)
    indicator, period, old = world.sql("SELECT indicator, period, value FROM current_values WHERE value > 3 AND den IS NULL AND n IS NULL AND se IS NULL AND flags = 0 AND period_kind = 1 ORDER BY 1, 2")[0]
    before = world.dump()
    text = (f'<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true" area="mihon" source="recount">'
            f'<title xml:lang="en">FICTION: a recount</title><title xml:lang="ja">【架空】数え直し</title>'
            f'<source id="recount" title="A recount (fiction)"/><area id="mihon"><label xml:lang="ja">見本市</label></area>'
            f'<obs indicator="{indicator}" period="{period}" value="{old + 1:g}"/></values>')
    file = world.write("recount.xml", text)
    world.year = 2027
    refused = world.load(file, rc=1)
    assert "D907" in refused.stderr and f"the store has {old:g}" in refused.stderr and f"as given: {old + 1:g}" in refused.stderr, refused.stderr
    assert world.dump() == before
    assert world.load(file, "--revise", rc=2).stderr.find("--reason") > 0
    trial = json.loads(world.load(file, "--revise", "--reason", "recount", "--dry-run", "--format", "json").stdout)
    assert trial["outcome"] == "dry-run" and world.dump() == before
    change = [c for c in trial["changes"] if c["what"] == "value"][0]
    assert (change["before"], change["after"]) == (f"{old:g}", f"{old + 1:g}") and change["source_after"] == "A recount (fiction)"
    assert change["source_before"]
    as_it_was = world.ask("assess", "--format", "json")
    world.load(file, "--revise", "--reason", "recount")
    assert world.ask("assess", "--format", "json", "--as-of", "2026-04-01") == as_it_was
    history = [r for r in world.json("history", "--indicator", indicator, "--period", period)["rows"] if r["what"] == "value"]
    assert [r["value"] for r in history] == [old, old + 1] and history[0]["until"] == history[1]["since"]
    assert history[1]["why"] == "recount" and history[1]["who"] == "planner"
    # undo, and undo of the undoing
    number = history[1]["since"]
    world.year = 2028
    world.run("undo", "--store", world.store, str(number))
    assert [r["value"] for r in world.json("values", "--indicator", indicator, "--period", period)["rows"]] == [old]
    world.run("undo", "--store", world.store, str(number), rc=1)
    world.run("undo", "--store", world.store, str(number + 1))
    assert [r["value"] for r in world.json("values", "--indicator", indicator, "--period", period)["rows"]] == [old + 1]
    world.close()


def test_revised_target(binary):
    """A decision to change a target adds; a correction needs --revise; both can be seen as they were."""
    world, _ = ten_years(binary)
    row = [r for r in world.json("targets", "--tier", "2027")["rows"] if r["value"] is not None][0]
    text = (CITY / "targets.xml").read_text(encoding="utf-8")
    found = re.search(rf'<target indicator="{row["indicator"]}" tier="2027"[^>]*\bvalue="([^"]*)"', text)
    changed = text[:found.start(1)] + str(float(found.group(1)) + 1) + text[found.end(1):]
    file = world.write("targets.xml", changed)
    world.year = 2027
    was = world.ask("assess", "--format", "json")
    assert "D907" in world.load(file, rc=1).stderr
    world.load(file, "--revise", "--reason", "a slip of the pen")
    assert world.json("targets", "--tier", "2027", "--indicator", row["indicator"])["rows"][0]["value"] == row["value"] + 1
    assert world.ask("assess", "--format", "json", "--as-of", "2026-12-31") == was
    assert len(world.json("history", "--tier", "2027", "--indicator", row["indicator"])["rows"]) == 2
    world.close()


def test_why_changed(binary):
    """Every verdict that moved is explained; the first and last stages are the assessments of those days; the parts add up."""
    world, _ = ten_years(binary)
    text = (CITY / "targets.xml").read_text(encoding="utf-8")
    easier = re.sub(r'(tier="2027"[^>]*\bvalue=")([0-9.]+)(")', lambda m: f"{m[1]}{float(m[2]) * 0.8:g}{m[3]}", text)
    world.year = 2027
    world.load(world.write("targets.xml", easier), "--revise", "--reason", "the plan was revised")
    values = world.sql("SELECT indicator, period, value FROM current_values WHERE den IS NULL AND num IS NULL AND value > 5 AND period = '2020FY'")
    rows = "".join(f'<obs indicator="{i}" period="{p}" value="{round(v * 0.6)}"/>' for i, p, v in values)
    world.year = 2028
    world.load(world.write("v.xml", '<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true" area="mihon">'
                           '<area id="mihon"><label xml:lang="ja">見本市</label></area>'
                           f"{rows}</values>"), "--revise", "--reason", "recount")
    start = "2022-04-01"
    said = world.json("why-changed", "--from", start)
    assert said["steps"]["new-periods"] > 0 and said["steps"]["targets"] > 0 and said["steps"]["revised-values"] > 0, said["steps"]
    assert said["steps"]["model"] == 0 and said["moved"] > 0

    def verdicts(*args):
        return {(r["indicator"], r["area"], r["tier"]): (r["status"], r["p_reach"]) for r in world.json("assess", *args)["records"]}

    then, now = verdicts("--as-of", start), verdicts()
    moved = {k for k in then.keys() | now.keys() if then.get(k, (None,))[0] != now.get(k, (None,))[0]}
    listed = {(v["indicator"], v["area"], v["tier"]): v for v in said["verdicts"]}
    assert moved == {k for k, v in listed.items() if v["from"] != v["to"]} and len(moved) == said["moved"]
    parts = ("method", "areas", "new_periods", "revised_values", "targets", "model")
    assert said["steps"]["method"] == 0 and said["saved_by_load"] is None
    for key, v in listed.items():
        assert (v["from"], v["p_reach_from"]) == then.get(key, (None, None)) and (v["to"], v["p_reach_to"]) == now.get(key, (None, None))
        steps = [v["from"], *(v["after_" + p] for p in parts[:-1]), v["to"]]
        assert any(a != b for a, b in zip(steps, steps[1:]))
        sums = [v["p_reach_" + p] for p in parts]
        if None not in sums:
            assert abs(sum(sums) - (v["p_reach_to"] - v["p_reach_from"])) < 1e-12
    changes = {p: 0 for p in parts}
    for v in listed.values():
        steps = [v["from"], *(v["after_" + p] for p in parts[:-1]), v["to"]]
        for part, a, b in zip(parts, steps, steps[1:]):
            changes[part] += a != b
    assert changes == {k.replace("-", "_"): n for k, n in said["steps"].items()}
    nothing = world.json("why-changed", "--from", "2028-04-01")
    assert nothing["moved"] == 0 and nothing["verdicts"] == []
    world.close()


def test_report_as_of(binary):
    """The report of then comes out again as it was, byte for byte, whatever was loaded since; and it says what changed since an earlier one."""
    world, _ = ten_years(binary)
    world.year = 2027
    world.ask("assess", "--save")
    last = world.sql("SELECT max(load) FROM loads")[0][0]
    forms = [("html", "en"), ("html", "ja"), ("markdown", "ja"), ("svg", "ja")]
    then = [world.ask("report", "--format", form, lang=lang) for form, lang in forms]
    since = world.ask("report", "--since", "2020-04-01")
    world.year = 2028
    text = (CITY / "targets.xml").read_text(encoding="utf-8")
    harder = re.sub(r'(tier="2027"[^>]*\bvalue=")([0-9.]+)(")', lambda m: f"{m[1]}{float(m[2]) * 0.8:g}{m[3]}", text)
    world.load(world.write("targets.xml", harder), "--revise", "--reason", "the plan was revised")
    for moment in ("2027-12-31", f"load:{last}"):
        again = [world.ask("report", "--format", form, "--as-of", moment, lang=lang) for form, lang in forms]
        assert again == then, moment
        assert world.ask("report", "--since", "2020-04-01", "--as-of", moment) == since, moment
    assert world.ask("report") != then[0]
    assert 'id="changed"' not in then[0] and "Nothing is compared with an earlier report here" in then[0]
    now = world.ask("report", "--since", "2027-12-31")
    assert 'id="changed"' in now and "the plan was revised" in now and "Nothing is compared" not in now
    moved = world.json("why-changed", "--from", "2027-12-31")["moved"]
    assert moved > 0 and f" {moved} are other than then" in now
    assert "Nothing changed" in world.ask("report", "--since", "2028-12-31")
    world.close()


def save_as_by(world, method, changes):
    """Puts the verdicts saved last again as another version of the method would have said them, at the same knowledge: {indicator: status}."""
    base = sqlite3.connect(world.store)
    last, = base.execute("SELECT max(id) FROM load").fetchone()
    base.execute("INSERT INTO load SELECT ?, at, who, why, kind, '0.0.9', undoes FROM load WHERE id = ?", (last + 1, last))
    base.execute("INSERT INTO assessment SELECT options, as_of, ?, 0, ?, '0.0.9', ?, records, 'of another method' FROM assessment WHERE since = ?",
                 (last + 1, last + 1, method, last))
    names = [r[1] for r in base.execute("PRAGMA table_info(verdict)")]
    for row in base.execute("SELECT * FROM verdict WHERE saved = ?", (last,)).fetchall():
        row = dict(zip(names, row)) | {"saved": last + 1}
        row["status"] = changes.get((row["indicator"], row["tier"]), row["status"])
        base.execute(f"INSERT INTO verdict VALUES({','.join('?' * len(names))})", list(row.values()))
    base.commit()
    base.close()
    return last + 1


def test_changed_method(binary):
    """Where verdicts were saved by another version of the method, what that changed is a part of its own, and the parts still add up."""
    world, _ = ten_years(binary)
    world.year = 2027
    world.ask("assess", "--save")
    same = world.json("why-changed", "--from", "2027-04-01")
    assert same["saved_by_method"] == same["method"] and same["moved"] == 0 and same["steps"]["method"] == 0
    text = world.ask("why-changed", "--from", "2027-04-01")
    assert "same version of the method" in text
    now = {(r["indicator"], r["tier"]): r["status"] for r in world.json("assess")["records"]}
    on_track = [k for k, status in now.items() if status == "on-track"]
    other = {on_track[0]: "slow", on_track[1]: "near", on_track[2]: "on-track"}
    load = save_as_by(world, 0, other)
    values = world.sql("SELECT indicator, period, value FROM current_values WHERE den IS NULL AND num IS NULL AND value > 5 AND period = '2020FY'")
    rows = "".join(f'<obs indicator="{i}" period="{p}" value="{round(v * 0.6)}"/>' for i, p, v in values)
    world.year = 2028
    world.load(world.write("v.xml", '<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true" area="mihon">'
                           f'<area id="mihon"><label xml:lang="ja">見本市</label></area>{rows}</values>'), "--revise", "--reason", "recount")
    for start in ("2027-04-01", f"load:{load}"):
        said = world.json("why-changed", "--from", start)
        assert said["saved_by_load"] == load and said["saved_by_method"] == 0 and said["saved_by_program"] == "0.0.9"
        assert said["steps"]["method"] == 2 and said["steps"]["revised-values"] > 0, said["steps"]
        after = {(r["indicator"], r["tier"]): r["status"] for r in world.json("assess")["records"]}
        then = now | other
        assert said["moved"] == sum(then[k] != after[k] for k in then)
        for v in said["verdicts"]:
            key = v["indicator"], v["tier"]
            assert v["from"] == then[key] and v["after_method"] == now[key] and v["to"] == after[key]
    assert "version 0 of the method (program 0.0.9); this is version" in world.ask("why-changed", "--from", "2027-04-01")
    assert "方法の変更" in world.ask("why-changed", "--from", "2027-04-01", lang="ja")
    # what was known before the last year was not saved: no method among the causes
    assert world.json("why-changed", "--from", "2020-04-01")["saved_by_load"] is None
    # other areas than the one asked for are not told as gone
    assert world.json("why-changed", "--from", "2027-04-01", "--area", "mihon")["records"] == 70
    world.close()


def test_lock(binary):
    world, _ = ten_years(binary)
    world.year = 2027
    world.run("lock", "--store", world.store, "--period", "2020FY", "--reason", "report is out")
    text = values_of(2020)
    found = re.search(r'<obs\b[^>]*\bvalue="(\d+)"', text)
    file = world.write("again.xml", text[:found.start(1)] + str(int(found.group(1)) + 5) + text[found.end(1):])
    said = world.load(file, "--revise", "--reason", "no", rc=None)
    assert said.returncode == 1 and "D908" in said.stderr and "2020FY" in said.stderr, said.stderr
    lock = world.json("history")["loads"][-1]
    assert lock["kind"] == "lock" and lock["why"] == "report is out"
    world.run("undo", "--store", world.store, str(lock["load"]))
    world.load(file, "--revise", "--reason", "now it may")
    world.close()


def test_accept_good(binary):
    """One bad value: nothing is loaded, or all but that one; the totals add up either way."""
    world = World(binary).make()
    text = (CITY / "values.xml").read_text(encoding="utf-8")
    found = re.search(r'<obs\b[^>]*\bvalue="(\d+)"', text)
    file = world.write("bad.xml", text[:found.start(1)] + "-7" + text[found.end(1):])
    empty = world.dump()
    said = world.load(MODEL, file, "--format", "json", rc=1)
    totals = {t["what"]: t for t in json.loads(said.stdout)["totals"]}
    assert totals["value"]["refused"] == 1 and world.dump() == empty
    world.load(MODEL, file, "--accept-good")
    for row in world.sql("SELECT read, added + revised + unchanged + refused + skipped, refused FROM load_count"):
        assert row[0] == row[1]
    assert world.sql("SELECT refused FROM loads") == [(1,)]
    world.close()


def test_status(binary):
    world, _ = ten_years(binary)
    said = world.json("status", "--period", "2025FY")
    assert said["expected"] == said["reported"] + len(said["missing"]) and said["missing"]
    order = [(-m["blocked"], -m["waiting"], -m["outcomes"]) for m in said["missing"]]
    assert order == sorted(order)
    world.close()


# ---- what goes wrong ----

def test_wrong_files(binary):
    world = World(binary).make()
    assert oct(world.store.stat().st_mode & 0o777) == "0o600"
    assert "D914" in world.run("init", "--store", world.store, rc=3).stderr
    assert "D901" in world.run("history", "--store", "nowhere.store", rc=3).stderr
    assert "D910" in world.run("assess", "--store", world.store, rc=4).stderr
    world.write("text.store", "this is no database at all, and long enough to be looked at " * 40)
    assert "D902" in world.run("history", "--store", "text.store", rc=3).stderr
    world.write("empty.store", "")
    assert "D902" in world.run("history", "--store", "empty.store", rc=3).stderr
    base = sqlite3.connect(world.dir / "other.store")
    base.execute("CREATE TABLE t(x)")
    base.close()
    assert "D902" in world.run("history", "--store", "other.store", rc=3).stderr
    base = sqlite3.connect(world.store)
    version = base.execute("PRAGMA user_version").fetchone()[0]
    base.execute(f"PRAGMA user_version = {version + 1}")
    base.close()
    for lang, what_to_do in (("en", "update the program"), ("ja", "プログラムを更新してください")):
        assert what_to_do in world.ask_raw("assess", rc=3, lang=lang).stderr
    assert "D903" in world.load(MODEL, rc=3).stderr and "D903" in world.run("history", "--store", world.store, rc=3).stderr
    world.close()


def of_schema(version, *names):
    """The statements that make these in a store of that schema."""
    text = (ROOT / "test" / "old" / f"store-{version}.sql").read_text(encoding="utf-8")
    return [line for name in names for line in text.split("\n") if line.startswith("CREATE " + name)]


def make_older(store, version):
    """Takes back what the schema steps from `version` on have brought, as a program of then would have left it."""
    base = sqlite3.connect(store)
    base.execute("PRAGMA legacy_alter_table=ON")
    if version < 7:
        views = ("value_history", "current_values", "missing_values", "target_history", "current_targets")
        for view in views:
            base.execute(f"DROP VIEW {view}")
        for statement in of_schema(3, *(f"VIEW {view}" for view in views)):
            base.execute(statement)
    if version < 6:
        base.execute("DROP VIEW current_areas")
        base.execute("ALTER TABLE area_version DROP COLUMN further")
        for statement in of_schema(5, "VIEW current_areas"):
            base.execute(statement)
    if version < 5:
        for view in ("unmatched_codes", "current_areas"):
            base.execute(f"DROP VIEW {view}")
        base.execute("DROP TABLE unmatched_code")
        base.execute("ALTER TABLE area_version RENAME TO area_version_now")
        for statement in of_schema(3, "TABLE area_version", "VIEW current_areas"):
            base.execute(statement)
        base.execute("INSERT INTO area_version SELECT area, since, gone, within, label_ja, label_en, kind, notes FROM area_version_now")
        base.execute("DROP TABLE area_version_now")
        for statement in of_schema(3, "TRIGGER area_version_no"):
            base.execute(statement)
    if version < 4:
        for view in ("verdicts", "verdict_history", "assessments"):
            base.execute(f"DROP VIEW {view}")
        for table in ("verdict", "assessment"):
            base.execute(f"DROP TABLE {table}")
        base.execute("CREATE TABLE load_before(id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT,"
                     " kind TEXT NOT NULL CHECK(kind IN('load','lock','undo')), program TEXT NOT NULL, undoes INTEGER REFERENCES load) STRICT")
        base.execute("INSERT INTO load_before SELECT * FROM load")
        base.execute("DROP TABLE load")
        base.execute("ALTER TABLE load_before RENAME TO load")
        for what, how in (("UPDATE", "overwritten"), ("DELETE", "deleted")):
            base.execute(f"CREATE TRIGGER load_no_{what.lower()} BEFORE {what} ON load BEGIN SELECT RAISE(ABORT, 'nothing in a store is {how}'); END")
    if version < 3:
        for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            base.execute(f"DROP VIEW {name}")
    base.execute(f"PRAGMA user_version = {version}")
    base.commit()
    base.close()


def test_older_schema(binary):
    """A store as the versions before had it is brought up by whatever opens it, and nothing in it is other than it was."""
    world, _ = ten_years(binary)
    world.ask("undo", "3")
    whole = sorted(world.dump().split("\n"))
    said = world.ask("assess", "--format", "json")
    newest = world.sql("PRAGMA user_version")[0][0]
    for version in range(2, newest):
        make_older(world.store, version)
        assert world.sql("PRAGMA user_version") == [(version,)] and sorted(world.dump().split("\n")) != whole, f"nothing takes schema {version + 1} back"
        world.ask("history")
        assert sorted(world.dump().split("\n")) == whole, version
        assert world.ask("assess", "--format", "json") == said
    world.ask("assess", "--save")
    world.close()


def test_schema_all_or_nothing(binary):
    """A migration that cannot be done leaves the store of the older schema as it was, to be used by the older program."""
    world, _ = ten_years(binary)
    make_older(world.store, 3)
    base = sqlite3.connect(world.store)
    base.execute("CREATE TABLE verdict(in_the_way INTEGER)")
    base.commit()
    base.close()
    before = world.dump()
    assert "D905" in world.ask_raw("history", rc=3).stderr
    assert world.dump() == before and world.sql("PRAGMA user_version") == [(3,)]
    base = sqlite3.connect(world.store)
    base.execute("DROP TABLE verdict")
    base.execute("PRAGMA foreign_keys=OFF")
    base.execute("INSERT INTO load_count VALUES(99,'value',1,1,0,0,0,0)")  # of a load that is not there
    base.commit()
    base.close()
    assert "D904" in world.ask_raw("history", rc=3).stderr
    assert world.sql("PRAGMA user_version") == [(3,)] and world.sql("SELECT name FROM sqlite_master WHERE name = 'verdict'") == []
    world.close()


def test_undo_told(binary):
    """undo --dry-run says what undo does, thing by thing, and changes nothing; lists and views say what brought a value that an undoing put in force again."""
    world, _ = ten_years(binary)
    before = world.json("values")["rows"]
    wanted = before[0]
    text = (f'<values xmlns="urn:logicmodel:values:1" version="1.0" fictional="true" area="mihon">'
            f'<area id="mihon"><label xml:lang="ja">見本市</label></area><obs indicator="{wanted["indicator"]}" period="{wanted["when"]}" value="1"/>'
            f'<obs indicator="{wanted["indicator"]}" period="1999FY" value="2"/></values>')
    world.load(world.write("again.xml", text), "--revise", "--reason", "again")
    load = world.sql("SELECT max(load) FROM loads")[0][0]
    bytes_before = world.dump()
    dry = world.json("undo", str(load), "--dry-run")
    assert world.dump() == bytes_before, "a dry run changes nothing"
    done = world.json("undo", str(load))
    assert (dry["outcome"], done["outcome"], dry["load"], done["load"]) == ("dry-run", "undone", None, load + 1)
    assert dry["totals"] == done["totals"] and dry["changes"] == done["changes"]
    assert {t["what"]: (t["withdrawn"], t["restored"]) for t in done["totals"]} == {"value": (1, 1), "all": (1, 1)}
    told = {c["when"]: (c["change"], c["before"], c["after"], c["load_before"]) for c in done["changes"]}
    assert told == {wanted["when"]: ("restored", "1", wanted["text"], load), "1999FY": ("withdrawn", "2", None, load)}, told
    # what is known now is what was known before, and each says what brought it
    after = {(r["indicator"], r["area"], r["when"]): r for r in world.json("values")["rows"]}
    assert len(after) == len(before)
    for row in before:
        now = after[row["indicator"], row["area"], row["when"]]
        assert all(now[name] == row[name] for name in ("text", "source", "document", "brought", "brought_at", "brought_who")), (row, now)
        assert row["undoes"] is None and row["brought"] == row["since"]
        moved = row == wanted
        assert (now["since"], now["undoes"]) == ((load + 1, load) if moved else (row["since"], None))
    where = "WHERE indicator = ? AND area = 'mihon' AND period = ?"
    assert world.sql("SELECT since, brought, brought_who, file FROM current_values " + where, wanted["indicator"], wanted["when"]) == [
        (load + 1, wanted["brought"], wanted["brought_who"], wanted["document"])]
    assert world.sql("SELECT withdrawn, brought, file FROM value_history " + where + " ORDER BY since", wanted["indicator"], "1999FY") == [
        (0, load, "again.xml"), (1, None, None)]
    # as of before, nothing of it is known; the history of loads says which stand
    assert world.json("values", "--as-of", f"load:{load - 1}")["rows"] == before
    loads = {r["load"]: r for r in world.json("history")["loads"]}
    assert loads[load]["undone_by"] == load + 1 and (loads[load + 1]["withdrawn"], loads[load + 1]["restored"]) == (1, 1)
    assert {r["load"]: r["undone_by"] for r in world.json("history", "--as-of", f"load:{load}")["loads"]}[load] is None
    world.ask("undo", str(load + 1))
    assert {r["load"]: r["undone_by"] for r in world.json("history")["loads"]}[load] is None, "the undoing was undone"
    # every kind of thing
    world.ask("lock", "--period", "2000FY", "--area", "mihon")
    world.ask("assess", "--save")
    whole = world.json("undo", "1", "--dry-run")
    kinds = {t["what"]: t["withdrawn"] + t["restored"] for t in whole["totals"]}
    assert {"model", "area", "value", "baseline", "target"} <= kinds.keys() and kinds["all"] == sum(n for what, n in kinds.items() if what != "all")
    assert len(whole["changes"]) == kinds["all"]
    last = world.sql("SELECT max(load) FROM loads")[0][0]
    assert [c["what"] for n in (last - 1, last) for c in world.json("undo", str(n), "--dry-run")["changes"]] == ["lock", "assessment"]
    row = {r["load"]: r for r in world.json("history")["loads"]}
    assert (row[last - 1]["period"], row[last - 1]["area"], row[last]["as_of"]) == ("2000FY", "mihon", last - 2)
    world.close()


def test_saved_verdicts(binary):
    """assess --save keeps what assess says, once; SQL gives it back; later knowledge is saved beside it, and undoing takes it away again."""
    world, _ = ten_years(binary)
    last = world.sql("SELECT max(load) FROM loads")[0][0]
    plain = world.ask("assess", "--format", "json")
    saved = world.run("assess", "--store", world.store, "--save", "--who", "planner", "--reason", "report", "--format", "json")
    assert saved.stdout == plain and f"(load {last + 1})" in saved.stderr, saved.stderr
    assert world.sql("SELECT kind, who, why, added, revised FROM loads WHERE load = ?", last + 1) == [("assessment", "planner", "report", 70, 0)]
    base = sqlite3.connect(f"file:{world.store}?mode=ro", uri=True)
    base.row_factory = sqlite3.Row
    rows = [dict(r) for r in base.execute("SELECT * FROM verdicts")]
    base.close()
    records = json.loads(world.ask("assess", "--format", "json", lang="ja"))["records"]
    assert len(rows) == len(records) == 70
    own = {"since": last + 1, "as_of": last}
    for row, record in zip(rows, records):
        assert row.keys() - record.keys() == {"since", "as_of", "program", "method"} and record.keys() - row.keys() == {"label", "area_label"}
        for name in record.keys() & row.keys():
            given = record[name]
            given = " ".join(given) or None if isinstance(given, list) else given
            assert row[name] == given, f"{name}: {row[name]!r} is not {given!r}"
        assert all(row[name] == value for name, value in own.items())
    before = world.dump()
    again = world.run("assess", "--store", world.store, "--save", lang="ja")
    assert "すでにあります" in again.stderr and world.dump() == before
    world.ask("lock", "--period", "1999FY")  # which changes nothing of what is known
    before = world.dump()
    world.ask("assess", "--save")
    assert world.dump() == before
    undone = world.ask_raw("undo", str(last + 1))
    assert "is undone" in undone.stdout and world.sql("SELECT count(*) FROM verdicts") == [(0,)]
    assert world.sql("SELECT count(*), min(until) FROM verdict_history") == [(70, last + 3)]
    world.ask("undo", str(last + 3))
    assert world.sql("SELECT count(*), min(since) FROM verdicts") == [(70, last + 4)]
    earlier = world.ask_raw("assess", "--save", "--as-of", "load:5")
    assert f"(load {last + 5})" in earlier.stderr
    assert world.sql("SELECT DISTINCT as_of FROM verdicts") == [(last,)], "the verdicts are those that knew most"
    world.ask("assess", "--save", "--until", "2020FY")
    assert world.sql("SELECT DISTINCT options FROM assessments ORDER BY 1") == [("",), ("until=2021-03-31",)]
    assert world.sql("SELECT DISTINCT since FROM verdicts") == [(last + 4,)]
    assert "whole assessment" in world.ask_raw("assess", "--save", "--area", "mihon", rc=2).stderr
    assert "--store" in world.run("assess", MODEL, "--save", rc=2).stderr
    world.close()


def test_append_only(binary):
    """Nobody overwrites or deletes, not even with SQL."""
    world, _ = ten_years(binary)
    base = sqlite3.connect(world.store)
    tables = [r[0] for r in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    assert len(tables) > 15
    for table in tables:
        column = base.execute(f"PRAGMA table_info({table})").fetchone()[1]
        if base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0:
            continue
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            try:
                base.execute(statement)
                raise SystemExit(f"{statement} went through")
            except sqlite3.Error as error:
                assert "in a store" in str(error), error
    base.close()
    world.close()


def test_damaged(binary):
    world, _ = ten_years(binary)
    bytes_of = bytearray(world.store.read_bytes())
    bytes_of[4096 * 3:4096 * 40] = b"\xa5" * (4096 * 37)
    world.store.write_bytes(bytes_of)
    said = world.run("assess", "--store", world.store, rc=None)
    assert said.returncode == 3 and "D904" in said.stderr, (said.returncode, said.stderr)
    world.close()


def test_every_part_damaged(binary):
    """Bytes turned over at many places, and a file cut off at many lengths: never a crash, never silence about a store that cannot be read; what can
    still be read is told as damaged by check, or says the same as before."""
    world, _ = ten_years(binary)
    world.sql("SELECT 1")
    good, whole = world.store.read_bytes(), world.ask("assess", "--format", "csv")
    seen = {"told": 0, "not hit": 0}
    places = [0, 17, 24, 40, 60, 68, 96, 100, 104, *range(4096 + 3, len(good), 4096 * 7)]
    cases = [good[:at] + bytes(b ^ 0xFF for b in good[at:at + 16]) + good[at + 16:] for at in places]
    cases += [good[:size] for size in (0, 1, 50, 100, 511, 4096, 4097, 4096 * 5, len(good) // 2, len(good) - 4096, len(good) - 1)]
    for n, bytes_of in enumerate(cases):
        for old in world.dir.glob("city.store-*"):
            old.unlink()
        world.store.write_bytes(bytes_of)
        for lang, what_to_do in (("en", "fix: "), ("ja", "対処: ")):
            said = world.ask_raw("assess", "--format", "csv", rc=None, lang=lang)
            assert said.returncode in (0, 3), (n, said.returncode, said.stderr)
            if said.returncode == 3:
                assert re.search("D90[2345]", said.stderr) and what_to_do in said.stderr and not said.stdout, (n, said.stderr)
        checked = world.ask_raw("check", rc=None)
        told = said.returncode == 3 or re.search("D90[2345]", checked.stdout + checked.stderr)
        assert told or world.ask("assess", "--format", "csv") == whole, f"case {n}: another answer, and nobody says why"
        seen["told" if told else "not hit"] += 1
        before = world.store.read_bytes()
        loaded = world.load(world.write("v.xml", values_of(2024)), rc=None)
        assert loaded.returncode in (0, 3), (n, loaded)
        assert loaded.returncode == 0 or world.store.read_bytes() == before, f"case {n}: a load that failed has changed the file"
    assert seen["told"] > len(cases) // 2, seen
    world.close()


def without_rights():
    """For a test that runs as root: nobody's rights, so that permissions mean something."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def test_no_right_to_write(binary):
    """A store, or a folder, that may only be read: read it is, loading is refused with the reason in both languages; a store of somebody else is not read."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml", CITY / "values.xml")
    said, file = world.ask("assess"), world.write("v.xml", values_of(2024).replace('value="', 'value="1', 1))
    other = tempfile.mkdtemp(prefix="store-")

    def run(command, *args, lang="en"):
        return subprocess.run([world.bin, command, "--store", world.store, *args, "--lang", lang], cwd=other, preexec_fn=without_rights, capture_output=True,
                              text=True, timeout=120, env=dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1"))

    try:
        if os.geteuid() == 0 and subprocess.run([world.bin, "help"], preexec_fn=without_rights, capture_output=True, check=False).returncode != 0:
            print("test_no_right_to_write: skipped, nobody may not run the program here")
            return
        world.store.chmod(0o444)
        world.dir.chmod(0o555)
        read = run("assess")
        assert read.stdout == said, read
        for lang, why in (("en", "Permission denied"), ("ja", "アクセスする権限がありません")):
            done = run("load", file, lang=lang)
            assert done.returncode == 3 and "D901" in done.stderr and why in done.stderr, done.stderr
        if os.geteuid() == 0:
            world.store.chmod(0o600)
            for lang, why in (("en", "Permission denied"), ("ja", "権限")):
                done = run("history", lang=lang)
                assert done.returncode == 3 and "D901" in done.stderr and why in done.stderr, done.stderr
    finally:
        world.dir.chmod(0o700)
        world.store.chmod(0o600)
        shutil.rmtree(other)
    world.close()


def test_read_only(binary):
    """Reading needs no right to write, neither to the file nor to its folder."""
    world, outputs = ten_years(binary)
    world.store.chmod(0o400)
    world.dir.chmod(0o500)
    try:
        assert world.ask("assess", "--format", "csv") == outputs[max(outputs)]["csv"]
    finally:
        world.dir.chmod(0o700)
        world.store.chmod(0o600)
    world.close()


def load_command(world, file):
    return [world.bin, "load", "--store", str(world.store), "--who", "x", str(file)]


def test_words_of_who_and_why(binary):
    """One line of text, whichever command writes it down; the store keeps nothing of a command that is refused."""
    world = World(binary).make()
    world.load(MODEL, CITY / "values.xml", CITY / "targets.xml")
    before = world.dump()
    writes = [["load", CITY / "targets.xml"], ["lock", "--period", "2024FY"], ["undo", "1"], ["assess", "--save"]]
    for option, text, place, code in [("--reason", "recount\nof 2024", 8, "U+000A"), ("--who", "佐藤\x1b[31m", 3, "U+001B"), ("--reason", "\u202egnp.exe", 1, "U+202E")]:
        for command, *rest in writes:
            told = world.ask_raw(command, *rest, option, text, rc=1).stderr
            assert "D929" in told and f"character {place} is {code}" in told and option in told and text not in told, told
            assert "\x1b" not in told and f"{place} 文字目が {code}" in world.ask_raw(command, *rest, option, text, rc=1, lang="ja").stderr
    assert world.dump() == before
    world.close()


def test_moments(binary):
    """Days and loads that cannot be meant are told with what can."""
    world = World(binary).make()
    assert "D912" in (told := world.ask_raw("values", "--as-of", "load:1", rc=4).stderr) and "the loads are" not in told, told
    assert "D927" in (told := world.ask_raw("values", "--as-of", "2026-01-01", rc=4).stderr) and "the first load" not in told, told
    world.load(MODEL, CITY / "values.xml", CITY / "targets.xml")
    for option, command in [("--as-of", "values"), ("--from", "why-changed"), ("--from", "diff"), ("--since", "report")]:
        for text, code, words in [("2025-02-29", "M304", "not a day"), ("2015-03-31", "D927", "the first load is of 2016-04-01"), ("load:9", "D912", "the loads are 1 to 1"),
                                  ("99999999999999999999999", "D912", "1 to 1"), ("yesterday", "D928", "such as load:3"), ("2016-13", "M304", "2016-13"), ("load:", "D928", "day")]:
            told = world.ask_raw(command, option, text, rc=4).stderr
            assert code in told and words in told and option in told and text in told, (command, text, told)
    world.year += 1
    world.ask("undo", "1")
    for command in "assess", "lag", "status --period 2025FY":
        assert "D925" in (told := world.ask_raw(*command.split(), rc=4).stderr) and "load 2" in told, told
    assert world.ask("assess", "--as-of", "load:1")
    world.load(MODEL)
    assert world.ask("assess")
    later = World(binary, "later.store").make()
    later.ask("lock", "--period", "2010FY")
    assert "D910" in later.ask_raw("assess", rc=4).stderr
    later.load(MODEL)
    assert "D926" in (told := later.ask_raw("assess", "--as-of", "load:1", rc=4).stderr) and "load 2, 2016-04-01" in told, told
    for pair in [["load:2", "load:1"], ["2016-05-01", "2016-04-02"], ["2016-05-01", "load:1"]]:
        for command in "why-changed", "diff":
            assert "D930" in later.ask_raw(command, "--from", pair[0], "--to", pair[1], rc=1).stderr, pair
    later.close()
    world.close()


def test_two_loaders(binary):
    """Both get in, one after the other."""
    world = World(binary).make()
    world.load(MODEL)
    files = list(yearly(world).values())
    env = dict(os.environ, LC_ALL="C.UTF-8")
    running = [subprocess.Popen(load_command(world, f), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for f in files]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err.decode()
    whole = world.run("assess", MODEL, CITY / "values.xml", "--format", "csv").stdout
    assert world.ask("assess", "--format", "csv") == whole
    world.close()


def test_reader_during_load(binary):
    """A load that is going on is not seen, and keeps no reader waiting; a load that has to wait too long says so."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml", CITY / "values.xml")
    said = world.ask("assess")
    base = sqlite3.connect(world.store, isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    base.execute("INSERT INTO load(id, at, who, kind, program) VALUES(99, '2026-04-01T00:00:00Z', 'x', 'load', '0')")
    began = time.monotonic()
    assert world.ask("assess") == said and time.monotonic() - began < 5
    busy = world.load(world.write("v.xml", values_of(2024)), rc=3)
    assert "D906" in busy.stderr
    base.execute("ROLLBACK")
    base.close()
    world.close()


def test_a_reader_keeps_to_its_moment(binary):
    """One who began to read before a load was committed sees what was there before until he is done; one who begins after it sees what is there now."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml", world.write("a.xml", values_of(2023)))
    early = sqlite3.connect(f"file:{world.store}?mode=ro", uri=True, isolation_level=None)
    early.execute("BEGIN")
    count = "SELECT count(*) FROM current_values"
    before = early.execute(count).fetchone()
    world.load(world.write("b.xml", values_of(2024)))  # while somebody reads
    assert early.execute(count).fetchone() == before
    late = sqlite3.connect(f"file:{world.store}?mode=ro", uri=True)
    after = late.execute(count).fetchone()
    assert after[0] > before[0] and early.execute(count).fetchone() == before
    early.execute("COMMIT")
    assert early.execute(count).fetchone() == after
    early.close()
    late.close()
    world.close()


def test_readers_and_loaders_together(binary):
    """Loads one after the other from two hands while others ask: every answer is one that stood between two loads."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml")
    files = list(yearly(world).values())
    env = dict(os.environ, LC_ALL="C.UTF-8")
    ask = [world.bin, "values", "--store", str(world.store), "--format", "csv"]
    loading = [subprocess.Popen(load_command(world, f), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for f in files[:6]]
    heard = set()
    while any(p.poll() is None for p in loading):
        heard.add(subprocess.run(ask, env=env, capture_output=True, text=True, check=True).stdout)
    for process in loading:
        assert process.communicate()[1] is not None and process.returncode == 0
    heard.add(subprocess.run(ask, env=env, capture_output=True, text=True, check=True).stdout)
    loads = world.json("history")["loads"]
    stood = {world.ask("values", "--format", "csv", "--as-of", f"load:{row['load']}") for row in loads}
    assert heard <= stood and len(loads) == 7, (len(heard - stood), len(loads))
    world.close()


def test_killed(binary, rounds=25):
    """Killed at any moment: the store is as before or as after. The figures of a long run: docs/store.md."""
    import random
    chance = random.Random(7)
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml")
    kept = world.dir / "kept.store"
    shutil.copy(world.store, kept)
    before = world.dump()
    file = CITY / "values.xml"
    env = dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1700000000")
    began = time.monotonic()
    subprocess.run(load_command(world, file), env=env, capture_output=True, check=True)
    span = time.monotonic() - began
    after = world.dump()
    seen = {"before": 0, "after": 0}
    for _ in range(rounds):
        for old in world.dir.glob("city.store*"):
            old.unlink()
        shutil.copy(kept, world.store)
        process = subprocess.Popen(load_command(world, file), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * span * 1.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = world.dump()
        assert now in (before, after), "half a load"
        seen["before" if now == before else "after"] += 1
    world.close()
    return seen


def test_full_disk(binary):
    """Every limit on the size of files: the load is done or is not, and says which."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml")
    kept, before = world.dir / "kept.store", world.dump()
    shutil.copy(world.store, kept)
    refused = 0
    for blocks in (100, 200, 300, 350, 400, 450, 500, 2000):
        for old in world.dir.glob("city.store*"):
            old.unlink()
        shutil.copy(kept, world.store)
        command = f"ulimit -f {blocks}; trap '' XFSZ; exec \"$@\""
        done = subprocess.run(["sh", "-c", command, "sh", *load_command(world, CITY / "values.xml")], capture_output=True, text=True)
        assert done.returncode in (0, 3), (blocks, done)
        if done.returncode == 3:
            refused += 1
            assert "D90" in done.stderr and world.dump() == before, done.stderr
    assert refused, "no limit was small enough"
    world.close()


@contextlib.contextmanager
def small_disk(folder, kilobytes):
    """A disk of that size, mounted there; None where that is not allowed."""
    folder.mkdir(exist_ok=True)
    allowed = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True).returncode == 0
    try:
        yield folder if allowed else None
    finally:
        if allowed:
            subprocess.run(["umount", str(folder)], check=True)


def test_disk_really_full(binary):
    """A disk of every size from just enough for the store to enough for the load: before or after, readable in between, and told."""
    world = World(binary).make()
    world.load(MODEL, CITY / "targets.xml")
    before, room = world.dump(), world.store.stat().st_size // 1024
    ended = {0: 0, 3: 0}
    for kilobytes in range(room + 4, room + 184, 12):
        with small_disk(world.dir / "disk", kilobytes) as disk:
            if not disk:
                print("test_disk_really_full: skipped, no disk may be mounted here")
                break
            store = disk / "city.store"
            shutil.copy(world.store, store)
            done = subprocess.run([world.bin, "load", "--store", store, "--who", "x", CITY / "values.xml", "--lang", "ja"], capture_output=True, text=True)
            ended[done.returncode] += 1
            with (disk / "fill").open("wb", buffering=0) as fill, contextlib.suppress(OSError):
                while fill.write(b"x" * 4096):
                    pass
            there = world.run("history", "--store", store, "--format", "json").stdout
            assert (len(json.loads(there)["loads"]) == 2) == (done.returncode == 0), (kilobytes, there)
            (disk / "fill").unlink()
            if done.returncode == 3:
                assert "D905" in done.stderr and "ディスクの空き容量がありません" in done.stderr and "何も変わっていません" in done.stderr, done.stderr
                shutil.copy(store, world.dir / "was.store")
                assert World.dump_of(world.dir / "was.store") == before
    else:
        assert ended[0] and ended[3] > 3, ended
    world.close()


def main(about=__doc__, names=None):
    """Runs the functions test_… of `names`; also for tests of other files that build a World."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    parser.add_argument("--kill", type=int, help="only kill a load at that many random points, and say what was found")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if options.kill:
        print(test_killed(options.bin, options.kill))
        return 0
    tests = [(n, f) for n, f in (names or globals()).items() if n.startswith("test_") and (not options.names or any(w in n for w in options.names))]
    failed = 0
    for name, test in tests:
        try:
            test(options.bin)
        except (AssertionError, subprocess.SubprocessError, sqlite3.Error, KeyError, IndexError) as error:
            failed += 1
            print(f"{name}: {type(error).__name__}: {str(error)[:1500]}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
