#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compares generated headers with Linux's own, by the compiler's own eyes.

    compare.py VQSMITH DIFFERENCES DESCRIPTION...

Each structure, field (offset, width, byte order by the spelling of the type) and
constant of a generated header is looked up in /usr/include/linux/virtio_NAME.h, and
the other way round. What differs has to be in DIFFERENCES, and what is in there has
to differ.
"""
import pathlib
import sys

from c_header import Header, failing_asserts
from known import Table

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "spec"))
from described import Described  # noqa: E402  (stands in another folder)

LINUX = pathlib.Path("/usr/include/linux")
SKIPPED = 77
SPELLINGS = {"char": "u8", "__u8": "u8"} | {
    f"__{linux}{bits}": f"{order}{bits}" for bits in (16, 32, 64)
    for linux, order in (("virtio", "le"), ("le", "le"), ("be", "be"))}


class Comparison:
    def __init__(self, table, device, ours, linux, names):
        self.table, self.device, self.ours, self.linux = table, device, ours, linux
        self.names = names
        self.compared = {"structures": 0, "fields": 0, "constants": 0}
        self.equal = {"structures": 0, "fields": 0, "constants": 0}
        self.known = 0
        self.problems = []

    def differs(self, kind, ours, linux, what):
        if self.table.explains(self.device, kind, ours, linux):
            self.known += 1
        else:
            self.problems.append(f"{self.device}: {kind} {ours} {linux}: {what}")

    def pair(self, kind, ours, linux, same=str):
        """{our name: Linux's}; names of one side only are differences."""
        pairs = {}
        for name in ours:
            other = same(name)
            if kind == "structure" or other not in linux:
                renamed = self.table.renamed(self.device, kind, name)
                self.known += renamed in linux
                other = renamed or other
            if other in linux:
                pairs[name] = other
        only_ours = [name for name in ours if name not in pairs]
        taken = set(pairs.values())
        only_linux = [name for name in linux if name not in taken]
        for name in only_ours:
            self.differs(kind, name, "-", "Linux has none")
        for name in only_linux:
            self.differs(kind, "-", name, "only Linux has it")
        self.problems += self.table.vanished(self.device, kind, pairs, only_ours, "ours")
        self.problems += self.table.vanished(self.device, kind, taken, only_linux, "other")
        return pairs

    def count(self, what, pairs, same, differing):
        """Counts pairs, and those of one name that don't differ."""
        self.compared[what] += len(pairs)
        equal = sum(other == same(name) and name not in differing
                    for name, other in pairs.items())
        self.equal[what] += equal
        return equal

    def structures(self):
        pairs = self.pair("structure", self.named(), self.linux.fields)
        differing = {ours for ours, linux in pairs.items() if not self.fields(ours, linux)}
        self.count("structures", pairs, str, differing)

    def named(self):
        """Those that the description names, and of the names that we made what Linux
        has."""
        return [name for name in self.ours.fields
                if name in self.names or name in self.linux.fields or
                any(row["ours"] == name and row["other"] != "-"
                    for row in self.table.of(self.device, "structure"))]

    def fields(self, ours, linux):
        """Whether all fields of both are equal."""
        mine = {f"{ours}.{path}": field for path, field in self.ours.fields[ours].items()}
        other = {f"{linux}.{path}": field
                 for path, field in self.linux.fields[linux].items()}
        def same(name):
            return f"{linux}.{name.split('.', 1)[1]}"
        pairs = self.pair("field", mine, other, same)
        asserts = {}
        differing = set()
        for name, target in pairs.items():
            asserts |= self.asserts(name, target, mine[name][1] or other[target][1])
            if not self.same_spelling(mine[name][0], other[target][0]):
                self.differs("type", name, target, f"{mine[name][0]}, {other[target][0]}")
                differing.add(name)
        for both in failing_asserts(self.linux.path, asserts):
            self.differs("place", *both.split(), "offset or width")
            differing.add(both.split()[0])
        equal = self.count("fields", pairs, same, differing)
        return equal == len(mine) == len(other)

    def asserts(self, name, target, open_end):
        """What the place of our field says, of Linux's."""
        ours, path = name.split(".", 1)
        linux, linux_path = target.split(".", 1)
        offset = self.ours.places[f"offsetof(struct {ours}, {path})"]
        same = f"offsetof(struct {linux}, {linux_path}) == {offset}"
        if not open_end:
            width = self.ours.places[f"sizeof(((struct {ours} *)0)->{path})"]
            same += f" && sizeof(((struct {linux} *)0)->{linux_path}) == {width}"
        return {f"{name} {target}": same}

    @staticmethod
    def same_spelling(ours, linux):
        if ours.startswith("struct") and linux.startswith("struct"):
            return True
        return SPELLINGS.get(ours, ours) == SPELLINGS.get(linux, linux)

    def constants(self):
        ours = {name: value for name, value in self.ours.constants.items()
                if not name.startswith("VIRTIO_ID_")}
        pairs = self.pair("constant", ours, self.linux.constants)
        asserts = {f"{name} {other}": f"{other} == {ours[name]}"
                   for name, other in pairs.items()}
        differing = failing_asserts(self.linux.path, asserts)
        for both in differing:
            self.differs("value", *both.split(), "another value")
        self.count("constants", pairs, str, {both.split()[0] for both in differing})

    def number(self):
        """The device ID stands in a header of its own."""
        name, = [name for name in self.ours.constants if name.startswith("VIRTIO_ID_")]
        other = self.table.renamed(self.device, "id", name) or name
        self.known += other != name
        value = self.ours.constants[name]
        differing = failing_asserts(LINUX / "virtio_ids.h", {other: f"{other} == {value}"})
        for bad in differing:
            self.differs("value", name, bad, "another value")
        self.count("constants", {name: other}, str, {name} if differing else ())


def compare(program, table, description):
    """The comparison, or None where Linux has no header for it."""
    device = pathlib.Path(description).stem
    path = LINUX / f"virtio_{table.renamed(device, 'header', device) or device}.h"
    if not path.exists():
        return None
    ours = Described(program, description)
    comparison = Comparison(table, ours.prefix, ours.header, Header(path), ours.named)
    comparison.structures()
    comparison.constants()
    comparison.number()
    return comparison


def linux_version():
    lines = (LINUX / "version.h").read_text().splitlines()
    numbers = {line.split()[1]: line.split()[2] for line in lines
               if line.startswith("#define LINUX_VERSION_") and "(" not in line}
    return (f"{numbers['LINUX_VERSION_MAJOR']}."
            f"{numbers['LINUX_VERSION_PATCHLEVEL']}")


def counts(comparisons):
    return ", ".join(f"{sum(one.compared[what] for one in comparisons)} {what} "
                     f"({sum(one.equal[what] for one in comparisons)} equal)"
                     for what in ("structures", "fields", "constants"))


def main():
    program, differences, *descriptions = sys.argv[1:]
    table = Table(differences)
    version = linux_version()
    if version != table.version:
        print(f"the differences are those to Linux {table.version}; here is {version}")
        return SKIPPED
    comparisons = []
    for description in descriptions:
        comparison = compare(program, table, description)
        if comparison is None:
            print(f"{pathlib.Path(description).stem}: no header in Linux {version}")
            continue
        comparisons.append(comparison)
        print(f"{comparison.device}: {counts([comparison])} compared, {comparison.known} "
              f"known differences, {len(comparison.problems)} problems")
    problems = [problem for one in comparisons for problem in one.problems]
    problems += table.unused({row["type"] for row in table.rows})
    print("\n".join(problems))
    newer = table.because("Newer than Linux")
    print(f"all: {counts(comparisons)} compared, {sum(one.known for one in comparisons)} "
          f"known differences ({newer} newer than Linux {version}), {len(problems)} problems")
    fields = sum(one.compared["fields"] for one in comparisons)
    return 1 if problems or not fields else 0


if __name__ == "__main__":
    sys.exit(main())
