#!/usr/bin/env python3
"""Areas in a store, from outside: a store of an older schema is brought up; codes find the areas that the store knows; what they lie in, when they
changed, and codes that nobody has are kept like other facts.

    areas_store.py --bin PATH [NAME…]        ends with "N passed, N failed"
"""
import json
import sqlite3
import sys

import store
from store import World

REGION = store.ROOT / "fixtures" / "mihon-region"
MODEL = REGION / "model.xml"
OLD = store.ROOT / "test" / "old" / "store-3.sql"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<values xmlns="urn:logicmodel:values:1" version="1.2" fictional="true">\n'


def area(name, **says):
    said = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in says.items())
    return f'<area id="{name}"{said}><label xml:lang="ja">{name}</label><label xml:lang="en">{name}</label></area>\n'


def values(*areas, obs=""):
    return HEAD + "".join(areas) + (obs or '<obs indicator="meetings" area="kita" period="2025FY" value="7"/>\n') + "</values>\n"


def obs(name, period, value):
    return f'<obs indicator="meetings" area="{name}" period="{period}" value="{value}"/>\n'


BLOCK = area("block", kind="secondary-medical-area", code="1390")
KITA = area("kita", kind="municipality", code="139017", within="block")


def old_store(binary):
    world = World(binary, "old.store")
    base = sqlite3.connect(world.store)
    base.executescript(OLD.read_text(encoding="utf-8"))
    base.close()
    assert world.sql("PRAGMA user_version") == [(3,)]
    return world


def test_older_schema(binary):
    world = old_store(binary)
    before = world.sql("SELECT indicator, area, period, value FROM current_values ORDER BY period")
    world.ask("values")
    assert world.sql("PRAGMA user_version") == [(7,)]
    assert world.sql("SELECT indicator, area, period, value FROM current_values ORDER BY period") == before
    assert world.sql("SELECT area, kind, within, code, valid_from, valid_to, succeeded_by FROM current_areas") == [
        ("block", "二次医療圏", None, None, None, None, None), ("kita", "市区町村", "block", None, None, None, None)]
    # a code is more than was known, and the word for the kind is the same kind: no revision
    world.load(world.write("more.xml", HEAD + '<area id="block" kind="secondary-medical-area" code="1390"><label xml:lang="ja">見本医療圏</label></area>\n' + obs("block", "2025FY", 1) + "</values>\n"))
    assert world.sql("SELECT code, since FROM current_areas WHERE area = 'block'") == [("1390", 2)]
    world.dump()
    world.close()


def test_schema_before_the_views(binary):
    """Several steps at once, by whatever opens the store; all or nothing: a step that fails leaves the old schema."""
    whole, world = old_store(binary), old_store(binary)
    whole.ask("history")
    base = sqlite3.connect(world.store)
    for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        base.execute(f"DROP VIEW {name}")
    base.execute("PRAGMA user_version = 2")
    base.execute("CREATE TABLE unmatched_code(in_the_way TEXT)")
    base.commit()
    before = world.dump()
    assert "D905" in world.run("history", "--store", world.store, rc=3).stderr and world.dump() == before
    base.execute("DROP TABLE unmatched_code")
    base.commit()
    base.close()
    world.ask("history")
    assert world.sql("PRAGMA user_version") == [(7,)]
    assert sorted(world.dump().split("\n")) == sorted(whole.dump().split("\n"))
    world.close()
    whole.close()


def test_codes_find_the_areas_of_the_store(binary):
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA)))
    world.load(world.write("b.csv", "indicator,市町村コード,period,value\nmeetings,13901,2023FY,5\nmeetings,139017,2024FY,6\nmeetings,1390,2024FY,9\n"))
    assert world.sql("SELECT area, period, value FROM current_values ORDER BY area, period") == [
        ("block", "2024FY", 9.0), ("kita", "2023FY", 5.0), ("kita", "2024FY", 6.0), ("kita", "2025FY", 7.0)]
    assert world.sql("SELECT count(*) FROM current_areas") == [(2,)]
    # another document calls it by another id
    done = world.load(world.write("c.xml", values(area("13901", kind="municipality", code="13901"), obs=obs("13901", "2022FY", 4)).replace("<label xml:lang=\"ja\">13901", "<label xml:lang=\"ja\">kita").replace("<label xml:lang=\"en\">13901", "<label xml:lang=\"en\">kita")))
    assert world.sql("SELECT area FROM current_values WHERE period = '2022FY'") == [("kita",)], done.stdout
    world.close()


def test_unmatched_codes_are_kept(binary):
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA)))
    table = world.write("b.csv", "indicator,市町村コード,period,value\nmeetings,13901,2023FY,5\nmeetings,13999,2023FY,5\nmeetings,13999,2024FY,5\nmeetings,139018,2024FY,6\n")
    done = world.run("load", "--store", world.store, table, rc=1)
    assert "C838" in done.stderr and "V440" in done.stderr and "139017" in done.stderr
    assert world.sql("SELECT count(*) FROM loads") == [(1,)]
    world.run("load", "--store", world.store, "--accept-good", table)
    assert world.sql("SELECT code, rows, file, load FROM unmatched_codes") == [("139018", 1, "b.csv", 2), ("13999", 2, "b.csv", 2)]
    assert world.sql("SELECT read, added, refused FROM load_count WHERE load = 2 AND what = 'value'") == [(4, 1, 3)]
    world.run("undo", "2", "--store", world.store)
    assert world.sql("SELECT * FROM unmatched_codes") == []
    world.close()


def test_unmatched_codes_are_kept_when_nothing_else_is(binary):
    """A table of nothing but codes that nobody has is a load of its own, once; without --accept-good it is said that nothing was kept."""
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA)))
    table = world.write("b.csv", "indicator,市町村コード,period,value\nmeetings,13999,2023FY,5\nmeetings,13999,2024FY,5\n")
    done = world.run("load", "--store", world.store, table, rc=1)
    assert "Nothing was loaded" in done.stdout and "C838" in done.stderr
    dry = world.json("load", "--accept-good", "--dry-run", table)
    assert (dry["outcome"], dry["unmatched"]) == ("dry-run", 1)
    done = world.run("load", "--store", world.store, "--accept-good", table)
    assert "Loaded, as load 2" in done.stdout and "no area has: 1." in done.stdout, done.stdout
    assert world.sql("SELECT code, rows, file, load FROM unmatched_codes") == [("13999", 2, "b.csv", 2)]
    assert world.sql("SELECT added, revised, refused FROM loads WHERE load = 2") == [(0, 0, 2)], world.sql("SELECT * FROM loads")
    # the same file again is nothing new; with another row it is
    assert world.json("load", "--accept-good", table)["outcome"] == "nothing-new"
    assert world.sql("SELECT count(*) FROM loads") == [(2,)]
    more = world.write("c.csv", "indicator,市町村コード,period,value\nmeetings,13999,2023FY,5\n")
    assert world.json("load", "--accept-good", more)["outcome"] == "loaded"
    # withdrawn, it is new again
    world.run("undo", "2", "--store", world.store)
    assert world.json("load", "--accept-good", table)["outcome"] == "loaded"
    listed = [(u["code"], u["rows"]) for u in world.json("areas")["unmatched"]]
    assert listed == [("13999", 1), ("13999", 2)], listed
    world.dump()
    world.close()


def test_an_area_by_code_or_name(binary):
    world = World(binary).make()
    twins = area("twin-1").replace(">twin-1<", ">双子<") + area("twin-2").replace(">twin-2<", ">双子<")
    far = area("far", kind="municipality", code="01390")
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA.replace('ja">kita', 'ja">北見本市'), twins, far)))
    for name in ("kita", "139017", "北見本市"):
        assert [v["area"] for v in world.json("values", "--area", name)["rows"]] == ["kita"], name
        assert [v["area"] for v in world.json("history", "--area", name)["rows"]] == ["kita"], name
        assert {r["area"] for r in world.json("assess", "--area", name)["records"]} <= {"kita"}, name
        assert [a["area"] for a in world.json("status", "--period", "2024FY", "--area", name)["areas"]] == ["kita"], name
        assert "\nkita," in world.ask("form", "--year", "2025", "--area", name, "--format", "csv"), name
    for args in (("values",), ("history",), ("targets",), ("assess",), ("lag",), ("status", "--period", "2024FY"), ("why-changed", "--from", "load:1"),
                 ("lock", "--period", "2024FY"), ("form", "--year", "2025", "--format", "csv")):
        said = world.run(args[0], "--store", world.store, *args[1:], "--area", "双子", rc=4).stderr
        assert "Q702" in said and "twin-1, twin-2" in said, (args, said)
        # four digits: a medical area, or a municipality whose zero was lost
        said = world.run(args[0], "--store", world.store, *args[1:], "--area", "1390", rc=4).stderr
        assert "Q702" in said and "block, far" in said, (args, said)
    # so are five: 013901 would be that of far
    assert "kita, far" in world.run("values", "--store", world.store, "--area", "13901", rc=4).stderr
    assert "D921" in world.run("values", "--store", world.store, "--area", "139018", rc=4).stderr
    said = world.run("lock", "--store", world.store, "--period", "2025FY", "--area", "139017").stderr
    assert "kita" in said, said
    assert world.sql("SELECT area FROM locked_periods") == [("kita",)]
    world.close()


TARGETS = '<?xml version="1.0" encoding="UTF-8"?>\n<targets xmlns="urn:logicmodel:targets:1" version="1.2" fictional="true">\n'


def test_units_of_a_target_may_be_in_the_store(binary):
    """T513 counts the areas that the store has, and what lies in them through both."""
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA, area("hito", kind="district", within="kita"))))
    head = TARGETS + '<area id="block"><label xml:lang="ja">block</label><label xml:lang="en">block</label></area>\n'
    one = head + '<target indicator="meetings" area="block" tier="{}" kind="value" value="9" per="{}"/>\n</targets>\n'
    tier = world.json("show")["tiers"][0]["id"]
    for kind, said in (("municipality", False), ("district", False), ("ward", True)):
        done = world.run("load", "--dry-run", "--store", world.store, world.write("t.xml", one.format(tier, kind)))
        assert ("T513" in done.stderr) == said, (kind, done.stderr)
    world.close()


def test_suggestions_have_an_end(binary):
    """Many unknown areas among many known ones: the nearest is looked for as long as that is little work, then it is said that it is not."""
    world = World(binary)
    known = world.write("a.xml", values(*(area(f"area-{i:04d}") for i in range(2000)), obs=obs("area-0001", "2025FY", 1)))
    table = world.write("b.csv", "indicator,area,period,value\n" + "".join(f"meetings,aera-{i:04d},2025FY,1\n" for i in range(150)))
    done = json.loads(world.run("check", MODEL, known, table, "--format", "json").stdout)
    fixes = [f["fix"] for f in done["findings"] if f["code"] == "C827"]
    ended = ["not looked for any more" in fix for fix in fixes]
    assert len(fixes) == 150 and ended == [False] * 101 + [True] * 49, ended.count(True)
    world.close()


def test_a_circle_with_the_store_is_refused(binary):
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(area("block"), area("kita", within="block"))))
    done = world.run("load", "--store", world.store, world.write("b.xml", values(area("kita"), area("block", within="kita"))), rc=1)
    assert "D920" in done.stderr, done.stderr
    assert world.sql("SELECT within FROM current_areas WHERE area = 'block'") == [(None,)]
    world.close()


def test_days_and_successors_are_kept_by_load(binary):
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(KITA.replace(' within="block"', ""))))
    world.year += 1
    merged = values(area("kita", kind="municipality", code="139017", valid_to="2026-03-31", succeeded_by="shin"),
                    area("shin", kind="municipality", code="139033", valid_from="2026-04-01"), obs=obs("shin", "2026FY", 8))
    world.load(world.write("b.xml", merged))
    assert world.sql("SELECT area, valid_from, valid_to, succeeded_by FROM current_areas ORDER BY area") == [
        ("kita", None, "2026-03-31", "shin"), ("shin", "2026-04-01", None, None)]
    # the same once more is nothing new; another day is a revision
    world.load(world.write("c.xml", merged))
    assert world.sql("SELECT count(*) FROM loads") == [(2,)]
    later = merged.replace("2026-03-31", "2026-09-30").replace("2026-04-01", "2026-10-01")
    done = world.run("load", "--store", world.store, world.write("d.xml", later), rc=1)
    assert "D922" in done.stderr
    world.run("load", "--store", world.store, "--revise", "--reason", "the merger was put off", world.write("d.xml", later))
    assert world.sql("SELECT valid_to FROM current_areas WHERE area = 'kita'") == [("2026-09-30",)]
    world.run("undo", "3", "--store", world.store)
    assert world.sql("SELECT valid_to, succeeded_by FROM current_areas WHERE area = 'kita'") == [("2026-03-31", "shin")]
    world.dump()
    world.close()


def test_a_division_in_a_store(binary):
    """What an area was divided among is kept, in any order, revised and brought back as other facts are; a later document may add it."""
    world = World(binary).make()
    parts = [area(name, kind="municipality", valid_from="2026-04-01") for name in ("ue", "naka", "shita")]
    old = lambda by, **more: area("kita", kind="municipality", code="139017", valid_to="2026-03-31", succeeded_by=by, **more)
    world.load(MODEL, world.write("a.xml", values(KITA.replace(' within="block"', ""))))
    world.year += 1
    world.load(world.write("b.xml", values(old("ue naka"), *parts, obs=obs("ue", "2026FY", 8) + obs("naka", "2026FY", 5))))
    divided = "SELECT succeeded_by FROM current_areas WHERE area = 'kita'"
    assert world.sql(divided) == [("ue naka",)]
    assert [a["succeeded_by"] for a in world.json("areas")["areas"] if a["area"] == "kita"] == ["ue naka"]
    assert [(r["of"], r["period"], r["value"], r["refusal"]) for r in world.json("assess", "--table", "sums", "--indicator", "meetings")["sums"] if r["whole"] in ("kita", "ue")] == [
        ("before", "2025FY", None, "divided"), ("after", "2026FY", 13, None)]
    # the same in another order is nothing new; other areas are a revision
    assert world.json("load", world.write("c.xml", values(old("naka ue"), *parts, obs=obs("ue", "2026FY", 8))))["outcome"] == "nothing-new"
    other = world.write("d.xml", values(old("ue naka shita"), *parts, obs=obs("ue", "2026FY", 8)))
    assert "D922" in world.run("load", "--store", world.store, other, rc=1).stderr
    world.run("load", "--store", world.store, "--revise", "--reason", "three, not two", other)
    assert world.sql(divided) == [("ue naka shita",)]
    assert [r["refusal"] for r in world.json("assess", "--table", "sums", "--indicator", "meetings")["sums"] if r["whole"] == "kita"] == ["no-value"]
    assert [a["succeeded_by"] for a in world.json("areas", "--as-of", "load:2")["areas"] if a["area"] == "kita"] == ["ue naka"]
    world.run("undo", "3", "--store", world.store)
    assert world.sql(divided) == [("ue naka",)]
    said = world.run("form", "--store", world.store, "--year", "2027", "--area", "kita", "--format", "csv", rc=2).stderr
    assert "ue naka" in said, said
    world.dump()
    world.close()


def test_labels_find_the_areas_of_the_store(binary):
    """A table may call an area of the store by its label in any language; an id that nobody has is told, with the nearest of the store."""
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA.replace('ja">kita', 'ja">北見本市').replace('en">kita', 'en">Kita City'))))
    world.load(world.write("b.csv", "指標,地域,時点,値\nmeetings,北見本市,2023年度,5\nmeetings,Kita City,2024年度,6\nmeetings,北見本市,2022年度,4\n"))
    assert world.sql("SELECT area, period, value FROM current_values ORDER BY period") == [
        ("kita", "2022FY", 4.0), ("kita", "2023FY", 5.0), ("kita", "2024FY", 6.0), ("kita", "2025FY", 7.0)]
    assert world.sql("SELECT area, code FROM current_areas ORDER BY area") == [("block", "1390"), ("kita", "139017")]
    said = world.run("load", "--store", world.store, "--dry-run", world.write("c.csv", "indicator,area,period,value\nmeetings,南見本市,2021FY,5\nmeetings,kitaa,2021FY,5\n"), rc=1).stderr
    assert "C826" in said and "C827" in said and "nearest is: kita" in said, said
    world.close()


def test_diff_of_areas(binary):
    """Mergers, divisions and codes, field by field, with who and why; undone, nothing is other; an undoing tells whatever differs."""
    world = World(binary).make()
    world.load(MODEL, world.write("a.xml", values(BLOCK, KITA, area("far", kind="municipality", code="139050"))))
    world.year += 1
    ended = area("kita", kind="市区町村", code="139017", within="block", valid_to="2026-03-31", succeeded_by="ue shita")
    merged = values(BLOCK, ended.replace('ja">kita', 'ja">北'), *(area(n, kind="municipality", valid_from="2026-04-01") for n in ("ue", "shita")))
    world.run("load", "--store", world.store, world.write("b.xml", merged), "--revise", "--reason", "divided", "--who", "sato")
    heads = ("change", "id", "field", "lang", "before", "after", "load_before", "load_after", "who", "why")
    told = lambda *args: [tuple(d[h] for h in heads) for d in world.json("diff", *args)["differences"] if d["what"] == "area"]
    by = (1, 2, "sato", "divided")
    want = [("revised", "kita", "label", "ja", "kita", "北", *by), ("revised", "kita", "valid_to", None, None, "2026-03-31", *by),
            ("revised", "kita", "succeeded_by", None, None, "ue shita", *by),
            ("added", "ue", None, None, None, "ue", None, *by[1:]), ("added", "shita", None, None, None, "shita", None, *by[1:])]
    assert told("--from", "load:1") == want, told("--from", "load:1")
    assert told("--from", "load:2") == [] == told("--from", "load:1", "--to", "load:1")
    assert world.json("diff", "--from", "load:1")["areas"] == {"added": 2, "revised": 1, "withdrawn": 0}
    said = world.run("diff", "--store", world.store, "--from", "load:1").stdout
    assert "Areas: 2 added, 1 revised, 0 withdrawn." in said and "succeeded by" in said, said
    dry = [c for c in world.json("undo", "2", "--dry-run")["changes"] if c["area"] == "kita" and c["what"] == "area"]
    assert "2026-03-31 / ue shita" in dry[0]["before"] and dry[0]["after"] == "kita / kita / municipality / block / 139017", dry
    world.run("undo", "2", "--store", world.store)
    assert told("--from", "load:1") == []
    assert [d[:2] for d in told("--from", "load:2")] == [("revised", "kita")] * 3 + [("withdrawn", "ue"), ("withdrawn", "shita")]
    world.dump()
    world.close()


def test_a_refused_successor_names_its_attribute(binary):
    world = World(binary).make()
    parts = [area(name, valid_from="2026-04-01") for name in ("ue", "naka")]
    one = lambda name, by: world.write(name, values(area("kita", valid_to="2026-03-31", succeeded_by=by), *parts, obs=obs("ue", "2026FY", 8)))
    world.load(MODEL, one("a.xml", "ue"))
    said = world.run("load", "--store", world.store, one("b.xml", "naka"), rc=1).stderr
    assert "D922" in said and "area[@id='kita']/@succeeded-by" in said, said
    world.close()


def test_documents_that_contradict_a_division(binary):
    """V426: another document says otherwise; the same in another order contradicts nothing."""
    world = World(binary)
    parts = [area(name, kind="municipality", valid_from="2026-04-01") for name in ("ue", "naka", "shita")]
    one = lambda name, by: world.write(name, values(area("kita", valid_to="2026-03-31", succeeded_by=by), *parts, obs=obs("ue", "2026FY" if name == "a.xml" else "2027FY", 8)))
    first = one("a.xml", "ue naka")
    for by, said in (("naka ue", False), ("ue", True), ("ue naka shita", True), ("ue shita", True)):
        done = world.run("check", MODEL, first, one("b.xml", by), rc=None)
        assert ("V426" in done.stdout + done.stderr) == said, (by, done.stdout)
    # a circle by one of several ways, told with its way
    said = world.run("check", MODEL, world.write("c.xml", values(
        area("a", valid_to="2020-03-31", succeeded_by="b c"), area("b", valid_to="2021-03-31", succeeded_by="d"), area("c"),
        area("d", valid_to="2022-03-31", succeeded_by="c a"), obs=obs("c", "2026FY", 8))), rc=1)
    assert "d → a → b → d" in said.stdout + said.stderr, said.stdout
    world.close()


def test_a_prefecture_in_a_store(binary):
    """The same answers from the store as from the documents, part by part; before the merger was loaded it was not known."""
    world = World(binary).make()
    ken = store.ROOT / "fixtures" / "mihon-ken"
    early = values('<area id="kita" kind="municipality" code="139017"><label xml:lang="ja">北見本市</label></area>', obs=obs("kita", "2017FY", 8))
    world.load(MODEL, world.write("early.xml", early))
    world.year += 1
    world.load(ken / "values.xml")
    for args in (("assess", "--table", "sums", "--format", "csv"), ("areas", "--format", "csv"), ("status", "--period", "2024FY", "--area", "1391", "--format", "json")):
        there = world.ask(*args, rc=0)
        files = world.run(args[0], MODEL, world.dir / "early.xml", ken / "values.xml", *args[1:]).stdout
        if args[-1] == "json":
            there, files = ({k: v for k, v in json.loads(t).items() if k != "documents"} for t in (there, files))
        else:
            there, files = sorted(there.split("\n")), sorted(files.split("\n"))
        assert there == files, args
    assert [a["area"] for a in world.json("areas", "--as-of", "load:1")["areas"]] == ["kita"]
    then = world.json("areas", "--as-of", "load:1")["areas"][0]
    assert then["succeeded_by"] is None and then["valid_to"] is None and then["values"] == 1
    parts = world.json("status", "--period", "2024FY", "--area", "seibu")["areas"]
    assert [(p["area"], p["expected"], p["reported"]) for p in parts] == [("nishi", 6, 2), ("nishi-1", 1, 1), ("nishi-2", 1, 1), ("oku", 7, 3)]
    before = [r for r in world.json("assess", "--table", "sums", "--area", "139033")["sums"] if r["indicator"] == "meetings"]
    assert {r["of"] for r in before} == {"before"} and [r["period"] for r in before] == ["2017FY", "2018FY", "2019FY", "2020FY", "2021FY"]
    assert before[0]["refusal"] == "no-value" and before[0]["missing"] == ["minami"] and before[1]["value"] == 15
    assert "shin" in world.run("form", "--store", world.store, "--year", "2025", "--area", "kita", "--format", "csv", rc=2).stderr
    assert "\nshin," in world.ask("form", "--year", "2025", "--area", "13903", "--format", "csv")
    world.close()


if __name__ == "__main__":
    sys.exit(store.main(__doc__, globals()))
