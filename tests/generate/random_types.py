#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Generates from descriptions that nobody would write, compiles what comes out, and
compares its table with the one that is built in memory.

    random_types.py EMIT TABLE INCLUDE LIBRARY [COUNT [SEED]]

The same seed makes the same descriptions. What a description holds keeps to
the language; whether it is a good design is not asked (emit.c).
"""
import pathlib
import random
import re
import subprocess
import sys
import tempfile

SCALARS = ["u8", "le16", "le32", "le64", "be16", "be32", "be64"]
WORDS = ("abort blink colour depth east far gain heat index jump key left mode north open "
         "pulse quiet rate size time unit volume width x y zone data text count status type "
         "level reply request event config driver device call hdr length self wire out").split()


class Writer:
    """Makes one description."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.structs = []
        self.features = []
        self.enums = []

    def put(self, depth, text):
        self.lines.append("  " * depth + text)

    def chance(self, share):
        return self.random.random() < share

    def names(self, least, most):
        return self.random.sample(WORDS, self.random.randint(least, most))

    def condition(self):
        some = self.random.sample(self.features, self.random.randint(1, min(3, len(self.features))))
        return self.random.choice([" and ", " or "]).join(some)

    def maybe_if(self, share=0.3):
        return f", if: {self.condition()}" if self.features and self.chance(share) else ""

    def scalar_field(self, name, flags=False):
        kind = self.random.choice(SCALARS)
        more = ""
        if self.enums and self.chance(0.2):
            more = f", {self.random.choice(self.enums)}"
        elif self.chance(0.2):
            more = f", min: {self.random.randint(0, 9)}, max: {self.random.randint(10, 255)}"
        elif self.chance(0.1):
            more = f", values: {{{name}_off: 0, {name}_on: 1}}"
        elif self.chance(0.1):
            more = ", bits: {" + self.bits(8 if kind == "u8" else int(kind[2:])) + "}"
        return f"{name}: {{type: {kind}{more}, summary: A field called {name}.}}"

    def bits(self, width):
        at, ranges = 0, []
        for name in self.names(2, 4):
            low = at + self.random.randint(0, 1)
            high = low + self.random.randint(0, width // 4 - 1)
            if high >= width:
                break
            more = self.random.choice(["", ", reserved: strict", ", reserved: yes", ", min: 1",
                                       f", values: {{{name}_none: 0, {name}_any: 1}}"])
            ranges.append(f"{name}: {{at: {low}..{high}{more}}}" if more else
                          f"{name}: {low}..{high}")
            at = high + 1
        return ", ".join(ranges)

    def union_field(self, name):
        cases = []
        for number, case in enumerate(self.names(1, 4)):
            kind = self.random.choice(SCALARS + self.structs)
            many = f"[{self.random.randint(1, 3)}]" if self.chance(0.4) else ""
            cases.append(f'{case}: {{when: [{2 * number}, {2 * number + 1}], type: "{kind}{many}"}}')
        by = f"{name}_says: {self.random.choice(SCALARS)}"
        text = f"{name}: {{union: {name}_says, cases: {{{', '.join(cases)}}}}}"
        return [by, text] if self.chance(0.5) else [text, by]

    def field(self, name, reserved):
        pick = self.random.random()
        if pick < 0.15:
            return f'reserved{reserved}: "u8[{self.random.randint(1, 7)}]"'
        if pick < 0.3:
            return f'{name}: "{self.random.choice(SCALARS)}[{self.random.randint(1, 5)}]"'
        if pick < 0.35:
            return self.union_field(name)
        if pick < 0.45 and self.structs:
            return f"{name}: {self.random.choice(self.structs)}"
        return self.scalar_field(name)

    def fields(self, depth, least, most, variable=False):
        number = 0
        for name in self.names(least, most):
            number += 1
            made = self.field(name, number)
            for line in made if isinstance(made, list) else [made]:
                self.put(depth, line)
        kinds = SCALARS + self.structs
        if variable and self.chance(0.3):
            self.put(depth, "how_many: {type: le16, max: 100}")
            self.put(depth, f'list: "{self.random.choice(kinds)}[how_many * 2 + 1]"')
        if variable and self.chance(0.3):
            self.put(depth, f'rest: "{self.random.choice(kinds)}[]"')
            if self.chance(0.3):
                self.put(depth, "after: le32")

    def make_features(self):
        self.put(0, "features:")
        bits = self.random.sample([*range(24), *range(50, 128)], 4)
        for bit, name in zip(bits, self.names(1, 4)):
            more = f", requires: {self.condition()}" if self.features and self.chance(0.3) else ""
            self.put(1, f"{name}: {{bit: {bit}{more}, behaviour: It does., summary: It is {name}.}}")
            self.features.append(name)

    def make_values(self):
        self.put(0, "enums:")
        self.put(1, "shade: {summary: How dark., values: {light: 0, dark: 0xfe}}")
        self.put(1, "wide: {open: yes, summary: Wide., values: {small: 1, large: 0x1ffffffff}}")
        self.put(0, "flags:")
        self.put(1, "lamps: {summary: Which., values: {first: 0, last: 7}}")
        self.enums = ["enum: shade", "flags: lamps"]

    def make_structs(self):
        self.put(0, "structs:")
        for number in range(self.random.randint(1, 3)):
            name = f"part{number}"
            self.put(1, f"{name}:")
            self.put(2, f"summary: Part {number}.")
            self.put(2, "fields:")
            self.put(3, "base: u8")
            self.fields(3, 1, 4)
            self.structs.append(name)

    def make_config(self):
        self.put(0, "config:")
        self.put(1, f"lanes: {{type: le16, min: 1, max: 9{self.maybe_if()}, summary: Lanes.}}")
        for name in self.names(0, 6):
            access = self.random.choice(["ro", "rw", "wo", "w1c"])
            kind = self.random.choice(["u8", "le16", "le32", "le64", '"le16[3]"'])
            self.put(1, f"{name}: {{type: {kind}, access: {access}{self.maybe_if()}, "
                        f"summary: The {name}.}}")

    def make_queues(self):
        self.put(0, "queues:")
        self.put(1, f"first: {{carries: fuzz_ask{self.maybe_if()}, summary: Asks.}}")
        self.put(1, f"told: {{posted: fuzz_tell{self.maybe_if()}, size: 16, summary: Tells.}}")
        if self.chance(0.5):
            self.put(1, "plain: {carries: fuzz_plain, summary: Plain.}")
        if self.chance(0.5):
            self.put(1, "many: {carries: fuzz_ask, count: lanes, summary: Many.}")

    def half(self, depth, what, variable=True):
        self.put(depth, f"{what}:")
        self.fields(depth + 1, 1, 4, variable)

    def make_messages(self):
        self.put(0, "messages:")
        self.put(1, "fuzz_ask:")
        self.put(2, "summary: What is asked.")
        for number in range(self.random.randint(1, 4)):
            self.put(2, f"{self.random.choice(WORDS)}{number}:")
            self.put(3, f"opcode: {self.random.randint(0, 60) + 64 * number}")
            self.put(3, "summary: Does it.")
            if self.features and self.chance(0.3):
                self.put(3, f"if: {self.condition()}")
            if self.chance(0.6):
                self.half(3, "readable")
            if self.chance(0.6):
                self.half(3, "writable")
        self.put(1, "fuzz_tell:")
        self.put(2, "summary: What is told.")
        if self.chance(0.5):
            for number in range(self.random.randint(1, 3)):
                self.put(2, f"note{number}:")
                self.put(3, f"opcode: {number}")
                self.put(3, "summary: A note.")
                self.half(3, "writable")
        else:
            self.half(2, "writable")
        self.put(1, "fuzz_plain:")
        self.put(2, "summary: Plain.")
        self.half(2, "readable")
        if self.chance(0.5):
            self.half(2, "writable")

    def text(self):
        self.put(0, "device: fuzz")
        self.put(0, "id: experimental")
        self.put(0, "summary: 'A device of \"chance\": */ /* \\ ??/ %s ends.'")
        if self.chance(0.8):
            self.make_features()
        self.make_values()
        self.make_structs()
        if self.chance(0.9):
            self.make_config()
        else:
            self.put(0, "config: {lanes: {type: le16, min: 1, max: 9, summary: Lanes.}}")
        self.make_queues()
        self.make_messages()
        return "\n".join(self.lines) + "\n"


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120, check=False)
    return done.returncode, done.stdout.decode(errors="replace")


def compile_all(folder, include):
    strict = ["gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror",
              "-fsyntax-only"]
    sources = [path for path in sorted(folder.glob("*.c")) if path.name.startswith("fuzz_")]
    status, text = run([*strict, f"-I{include}", *sources])
    if status == 0:
        status, text = run(["gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror",
                            "-fsyntax-only", "-xc", folder / "virtio_fuzz.h"])
    return status, text


def same_table(folder, include, library, table):
    """The table, as a shared library, against the one of tool/type."""
    status, text = run(["gcc", "-std=c11", "-shared", "-fPIC", f"-I{include}", "-o",
                        folder / "fuzz.so", folder / "fuzz_type.c", library])
    if status == 0:
        status, text = run([table, folder / "fuzz.yaml", folder / "fuzz.so", "fuzz_type"])
    return status, text


def try_one(emit, table, include, library, seed):
    """None: it was refused; else whether it is fine."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path = folder / "fuzz.yaml"
        path.write_text(Writer(seed).text())
        for kind in ("header", "device", "driver", "linux"):
            status, text = run([emit, kind, path, folder])
            if status == 1 and re.search(r"fuzz\.yaml:\d+:\d+: error: ", text):
                return None
            if status:
                print(f"seed {seed}: {kind} ended with {status}\n{text}\n{path.read_text()}")
                return False
        status, text = compile_all(folder, include)
        if status == 0:
            status, text = same_table(folder, include, library, table)
        if status:
            print(f"seed {seed}: ended with {status}\n{text}\n{path.read_text()}")
        return status == 0


def main():
    places = sys.argv[1:5]
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 60
    first = int(sys.argv[6]) if len(sys.argv) > 6 else 1
    results = [try_one(*places, seed) for seed in range(first, first + count)]
    refused, bad = results.count(None), results.count(False)
    print(f"{count} descriptions: {refused} refused, {bad} failed")
    # Most have to come through, or nothing is tested.
    return 1 if bad or refused > count // 2 else 0


sys.exit(main())
