#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Holds the benchmarks of instructions to the ceilings in the file `limits`.

usage: hold.py BENCH-RING BENCH-STACK            exit status 1 where something is above its ceiling
       hold.py --lower BENCH-RING BENCH-STACK    writes what is less into the file
       hold.py --skip WHY                        as a test that is skipped

Nor may anything cost more with more memory regions or more entries of the queue.
"""

import math
import pathlib
import re
import shutil
import sys

import callgrind
import ring
import stack

SKIPPED = 77
# Of a ceiling: compilers of one version differ a little, by what a distribution builds in.
TOLERANCE = 1.02


def reached(ceiling):
    """As it is written: a tenth, upwards."""
    return f"{math.ceil(round(ceiling * 10, 3)) / 10:.1f}"


def lower(values):
    """Ceilings go down, and are there for every row; limits stay as they are."""
    table = callgrind.limits()
    text = re.match(r"(?:(?:#.*)?\n)*", callgrind.LIMITS.read_text(encoding="utf-8")).group()
    for name, value in values.items():
        limit, ceiling = table.get(name, (None, math.inf))
        limit = "-" if limit is None else f"{limit:g}"
        text += f"{name:66} | {limit:>5} | {reached(min(value, ceiling)):>7}\n"
    callgrind.LIMITS.write_text(text, encoding="utf-8")


def judge(values, figures):
    """What is wrong, in lines."""
    table = callgrind.limits()
    for name, value in values.items():
        if name not in table:
            yield f"{name}: {value:.1f}, and there is no ceiling"
        elif value > table[name][1] * TOLERANCE:
            yield f"{name}: {value:.1f}, above its ceiling of {table[name][1]:g}"
    for name in table.keys() - values.keys():
        yield f"{name}: has a ceiling, and is not measured"
    for name, least, most in ring.uneven(figures):
        yield f"{name}: {least:.1f} to {most:.1f}, by memory regions and entries of the queue"


def main(words):
    if words[:1] == ["--skip"] and len(words) == 2:
        print("Skipped:", words[1])
        return SKIPPED
    lowers = words[:1] == ["--lower"]
    if len(words) - lowers != 2:
        sys.exit(__doc__)
    if not shutil.which("valgrind"):
        print("Skipped: no valgrind: run tools/setup test")
        return SKIPPED
    programs = [pathlib.Path(word) for word in words[lowers:]]
    figures = ring.measure(programs[0])
    values = dict(ring.rows(figures)) | dict(stack.rows(stack.measure(programs[1])))
    if lowers:
        lower(values)
    wrong = list(judge(values, figures))
    for line in wrong:
        print(line)
    print(f"{len(values)} measured, {len(wrong)} wrong")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
