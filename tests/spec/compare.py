#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compares descriptions with the listings of the specification, chapter by chapter.

    compare.py SPEC DIFFERENCES VQSMITH DESCRIPTION...

SPEC is a checkout of the specification or a bare repository of it. Each structure of a
chapter's listings is looked up in the description, field by field: place, width, type
and name. So is each constant and feature bit, by its value; and the other way round.
Virtqueues are compared by index and name, and what features each feature needs.
What differs has to be in DIFFERENCES, and what is in there has to differ.
"""
import pathlib
import sys

from chapter import Chapter, Specification
from described import Described, Table
from layout import OfListing


WHAT = ("structures", "fields", "constants", "queues", "requirements")


def kinds_alike(ours, theirs):
    """Whether two leaves of one place are of one type; foreign bytes are bytes."""
    if ours.reserved and theirs.reserved:
        return True
    if theirs.kind.startswith("struct ") or theirs.kind == "union":
        return ours.kind in ("u8", "union")
    if theirs.kind == "struct" and theirs.width is None and ours.kind == "u8":
        return True  # elements that say themselves how long they are
    return ours.kind == theirs.kind


class Differences:
    """What sets the leaves of a structure apart from those of a listing."""

    def __init__(self, name, ours, theirs):
        self.name = name
        self.found = []  # (kind, our path, the listing's, what)
        places = {leaf.place: leaf for leaf in ours}
        for leaf in theirs:
            self.leaf(places.pop(leaf.place, None), leaf)
        self.rest(ours, places)

    def add(self, kind, ours, theirs, what):
        self.found.append((kind, f"{self.name}.{ours.path}" if ours else "-",
                           f"{self.name}.{theirs.path}" if theirs else "-", what))

    def leaf(self, ours, theirs):
        if ours is None:
            self.add("field", None, theirs, f"there is no {theirs.what()}")
            return
        if ours.width != theirs.width:
            self.add("place", ours, theirs, f"{ours.what()} is {theirs.what()}")
        elif not kinds_alike(ours, theirs):
            self.add("type", ours, theirs, f"{ours.kind} is {theirs.kind}")
        if ours.name != theirs.name and not (ours.reserved and theirs.reserved) and \
           not theirs.parts and not theirs.anonymous:
            self.add("field", ours, theirs, "another name")
        for part in theirs.parts:
            if part not in ours.parts and not part.startswith("reserved"):
                self.add("part", ours, theirs, f"there are no bits {part}")

    def rest(self, ours, places):
        """A listing may end where a part of variable length begins."""
        left = [leaf for leaf in ours if leaf.place in places]
        if left and left[0].width is None:
            return
        for leaf in left:
            self.add("field", leaf, None, f"the listing has no {leaf.what()}")


class Comparison:
    def __init__(self, table, device, ours, chapter):
        self.table, self.device, self.ours, self.chapter = table, device, ours, chapter
        self.of = OfListing(chapter)
        self.compared = dict.fromkeys(WHAT, 0)
        self.equal = dict.fromkeys(WHAT, 0)
        self.known = 0
        self.problems = []

    def differs(self, kind, ours, theirs, what):
        if self.table.explains(self.device, kind, ours, theirs):
            self.known += 1
        else:
            self.problems.append(f"{self.device}: {kind} {ours} {theirs}: {what}")

    def counterparts(self, name):
        """What the description has for a listing."""
        rows = [row for row in self.table.of(self.device, "structure")
                if row["other"] == name and row["ours"] != "-"]
        rows += [row for row in self.table.of(self.device, "message")
                 if row["other"] == name]
        for row in rows:
            found = (self.ours.structures if row["kind"] == "structure"
                     else self.ours.messages)
            if row["ours"] in found:
                row["used"] += 1
                leaves = found[row["ours"]]
                yield row["ours"], leaves if row["kind"] == "structure" else [leaves]
        if not rows and name in self.ours.structures:
            yield name, self.ours.structures[name]

    def within(self, name, listing):
        """Whether rows say that the listing's fields are among those of messages, in
        their order; and whether they are."""
        rows = [row for row in self.table.of(self.device, "within")
                if row["other"] == name and row["ours"] in self.ours.messages]
        theirs = self.of.leaves(listing)
        for row in rows:
            row["used"] += 1
            names = iter([leaf.name for leaf in self.ours.messages[row["ours"]]])
            lost = [leaf for leaf in theirs if leaf.name not in names]
            for leaf in lost:
                self.differs("field", "-", f"{name}.{leaf.path}",
                             f"{row['ours']} has none there")
            self.compared["structures"] += 1
            self.compared["fields"] += len(theirs)
            self.equal["structures"] += not lost
            self.equal["fields"] += len(theirs) - len(lost)
        return bool(rows)

    def structures(self):
        taken = set()
        for name, listings in self.chapter.structures.items():
            pairs = dict(self.counterparts(name))
            taken |= set(pairs)
            if not pairs and not self.within(name, listings[0]):
                self.differs("structure", "-", name, self.alike(listings[0]))
            for members in listings if pairs else []:
                for candidates in pairs.values():
                    self.structure(name, candidates, self.of.leaves(members))
        away = [name for name in self.chapter.structures if name not in taken]
        self.problems += self.table.vanished(
            self.device, "structure", set(self.chapter.structures) - set(away), away,
            "other")
        for name in sorted(self.ours.named - taken):
            self.differs("structure", name, "-", "no listing has it")

    def alike(self, members):
        """What a message has that lies as the listing does, if only it had the name."""
        def shape(leaves):
            return [(leaf.place, leaf.width, leaf.reserved or leaf.name) for leaf in leaves]
        theirs = shape(self.of.leaves(members))
        for label, leaves in self.ours.messages.items():
            if shape(leaves) == theirs:
                return f"no description names it; {label} lies so"
        return "no description has it"

    def structure(self, name, candidates, theirs):
        """Of several things that have the name, the one that is most alike."""
        found = min((Differences(name, leaves, theirs).found for leaves in candidates),
                    key=len)
        self.compared["structures"] += 1
        self.compared["fields"] += len(theirs)
        self.equal["structures"] += not found
        self.equal["fields"] += len(theirs) - len({other for _, _, other, _ in found
                                                   if other != "-"})
        for kind, ours, other, what in found:
            self.differs(kind, ours, other, what)

    def queues(self):
        """Virtqueues by index; of a row, the first."""
        ours = {queue["index"]: queue["name"] for queue in self.ours.model["queues"]}
        for index, name in self.chapter.queues.items():
            theirs = name.strip().replace("-", "_").replace(" ", "_")
            self.compared["queues"] += 1
            if ours.get(index) == theirs:
                self.equal["queues"] += 1
            else:
                self.differs("queue", ours.get(index, "-"), theirs, f"index {index}")

    def requires(self):
        """Which features each feature needs."""
        ours = {feature["name"]: {name for one in feature.get("requires", {}).get("any", [])
                                  for name in one}
                for feature in self.ours.model["features"]}
        for name in sorted(set(self.chapter.requires) | set(ours)):
            mine, theirs = ours.get(name, set()), self.chapter.requires.get(name, set())
            self.compared["requirements"] += bool(mine | theirs)
            self.equal["requirements"] += bool(mine | theirs) and mine == theirs
            for other in sorted(mine ^ theirs):
                row = (f"{name}:{other}", "-") if other in mine else \
                    ("-", f"{name}:{other}")
                self.differs("requires", *row, "one side alone says so")

    def constants(self):
        left = dict(self.chapter.constants)
        for name, value in self.ours.constants.items():
            other = name if name in left else \
                self.table.renamed(self.device, "constant", name) or name
            if other not in left:
                self.differs("constant", name, "-", "the chapter has none")
                continue
            self.known += other != name
            self.compared["constants"] += 1
            if left[other] == [value]:
                self.equal["constants"] += name == other
            else:
                self.differs("value", name, other, f"{value} is {left[other]}")
            del left[other]
        for name in left:
            self.differs("constant", "-", name, "no description has it")
        for name, text in self.chapter.unread:
            if name not in self.ours.constants:
                self.differs("constant", "-", name, f"no description has it: {text}")


def compare(spec, table, program, description):
    device = pathlib.Path(description).stem
    comparison = Comparison(table, device, Described(program, description),
                            Chapter(spec.text(device)))
    comparison.structures()
    comparison.constants()
    comparison.queues()
    comparison.requires()
    return comparison


def counts(comparisons):
    words = []
    for what in WHAT:
        compared = sum(one.compared[what] for one in comparisons)
        equal = sum(one.equal[what] for one in comparisons)
        words.append(f"{compared} {what} ({equal} equal)")
    known = sum(one.known for one in comparisons)
    problems = sum(len(one.problems) for one in comparisons)
    return (f"{', '.join(words)}; {known} known differences, {problems} problems")


def main():
    if len(sys.argv) < 5 or not sys.argv[1]:
        raise SystemExit("make check-spec SPEC=DIR: a checkout of the specification, "
                         "https://github.com/oasis-tcs/virtio-spec")
    spec = Specification(sys.argv[1])
    table = Table(sys.argv[2])
    chapters = spec.devices()
    described = {pathlib.Path(path).stem: path for path in sys.argv[4:]}
    comparisons = []
    for device in [device for device in chapters if device in described]:
        comparisons.append(compare(spec, table, sys.argv[3], described[device]))
        print(f"{device}: {counts(comparisons[-1:])}")
    problems = [problem for one in comparisons for problem in one.problems]
    problems += table.unused(described)
    for device in chapters:
        if device not in described:
            print(f"{device}: not described")
    print("\n".join(problems))
    print(f"all: {counts(comparisons)}")
    return 1 if problems or not comparisons else 0


if __name__ == "__main__":
    sys.exit(main())
