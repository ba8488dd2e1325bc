#!/usr/bin/env python3
"""Nothing that a model says can change without `diff` saying so: every attribute, element and text of the models is taken away or changed, one at
a time, and compared with the model as it was.

    diff.py --bin PATH        ends with "N passed, N failed"
"""
import argparse
import copy
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NS = "{urn:logicmodel:model:1}"
MODELS = [ROOT / "test/documents/model.xml", ROOT / "fixtures/mihon-region/model.xml", ROOT / "fixtures/mihon-region/later/model.xml",
          *sorted((ROOT / "models").glob("*.xml"))]
# Elements whose notes the reader does not keep, and values that are as good as nothing.
NOT_KEPT = {"source", "ref", "cite"}
DEFAULTS = {"false", "+"}
MOST = 1  # changes of each sort that the reader takes


def plain(tag):
    return tag.removeprefix(NS)


def seen_values(trees):
    values = defaultdict(set)
    for tree in trees:
        for element in tree.iter():
            for name, value in element.attrib.items():
                values[plain(element.tag), name].add(value)
    return values


def others(value, known):
    """Something else that could stand there."""
    yield None
    yield from sorted(known - {value})[:6]
    if value.isdigit():
        yield str(int(value) + 1)
    yield value + "x"


def variants(tree, values):
    """((what was changed), a function that does it to a copy), several per sort of place."""
    tried = defaultdict(int)
    parents = {child: parent for parent in tree.iter() for child in parent}
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if not tag.startswith(NS) or (plain(tag) in ("note", "oddity") and plain(parents[element].tag) in NOT_KEPT):
            continue
        for name, value in element.attrib.items():
            if (plain(tag), name) == ("model", "version"):
                continue
            for other in others(value, values[plain(tag), name]):
                if other is None and value in DEFAULTS:
                    continue
                key = plain(tag), name, "away" if other is None else "other"
                tried[key] += 1
                if tried[key] <= 5:
                    yield key, lambda root, p=place, n=name, o=other: set_attribute(root, p, n, o)
        key = plain(tag), "", "text"
        if (element.text or "").strip():
            tried[key] += 1
            if tried[key] <= 5:
                yield key, lambda root, p=place: set_text(root, p)
        key = plain(tag), "", "element away"
        tried[key] += 1
        if tried[key] <= 5 and place > 0:
            yield key, lambda root, p=place: take_away(root, p)


def set_attribute(root, place, name, value):
    element = list(root.iter())[place]
    if value is None:
        del element.attrib[name]
    else:
        element.attrib[name] = value


def set_text(root, place):
    element = list(root.iter())[place]
    element.text += "x"


def take_away(root, place):
    wanted = list(root.iter())[place]
    for parent in root.iter():
        if wanted in list(parent):
            parent.remove(wanted)
            return


def run_diff(binary, before, after):
    done = subprocess.run([binary, "diff", str(before), str(after), "--format", "json", "--lang", "en"], capture_output=True, text=True, cwd=ROOT, timeout=60)
    return json.loads(done.stdout) if done.returncode == 0 else None


def try_model(binary, path, values, folder, met):
    tree = ET.parse(path, parser=ET.XMLParser(target=ET.TreeBuilder(insert_comments=False)))
    before, after = folder / "before.xml", folder / "after.xml"
    tree.write(before, encoding="utf-8", xml_declaration=True)
    assert run_diff(binary, before, before)["differences"] == [], f"{path.name} differs from itself"
    assert run_diff(binary, path, before)["differences"] == [], f"{path.name} differs from itself written anew"
    silent = []
    for key, change in variants(tree.getroot(), values):
        if met[key] >= MOST:
            continue
        root = copy.deepcopy(tree.getroot())
        change(root)
        ET.ElementTree(root).write(after, encoding="utf-8", xml_declaration=True)
        said = run_diff(binary, before, after)
        if said is None:
            continue
        met[key] += 1
        if not said["differences"]:
            silent.append(key)
        if met[key] == 1:
            counts, counts_back = said["model"], run_diff(binary, after, before)["model"]
            assert counts["added"] == counts_back["removed"] and counts["changed"] == counts_back["changed"], f"{path.name}: {key}: not the same both ways"
    return silent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=lambda p: str(Path(p).resolve()))
    binary = parser.parse_args().bin
    ET.register_namespace("", NS.strip("{}"))
    values = seen_values([ET.parse(m) for m in MODELS])
    met, failed = defaultdict(int), 0
    with tempfile.TemporaryDirectory() as folder:
        for path in MODELS:
            silent = try_model(binary, path, values, Path(folder), met)
            failed += bool(silent)
            for key in sorted(set(silent)):
                print(f"{path.name}: changed without a difference: {' '.join(key)}")
    for tag, name in sorted(values):
        if not any(key[:2] == (tag, name) for key in met):
            print(f"never changed in a way that the reader takes: {tag} {name}")
    print(f"{sum(met.values())} changes of {len(met)} sorts")
    print(f"{len(MODELS) - failed} passed, {failed} failed")
    return 1 if failed or len(met) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
