#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Counts with callgrind what a typed request costs over its chain; prints it beside its limit.

usage: stack.py BENCH-STACK
"""

import pathlib
import re
import subprocess
import sys
import tempfile

SHAPES = {"set_level": "lamp set_level, 1+1", "get_level": "lamp get_level, 1+1",
          "in": "blk in, 1+2", "out": "blk out, 2+1"}
LIMIT = {32: 120, 1: None}  # of a batch


def dumps(program):
    """The dumps that callgrind makes, one a cell."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=out",
                        "--toggle-collect=measured_*", str(program.resolve())],
                       cwd=folder, check=True)
        return [path.read_text() for path in pathlib.Path(folder).iterdir()]


def measure(program):
    """{(what, format, request, batch): instructions a request}"""
    figures = {}
    for text in dumps(program):
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.M)
        if name:
            what, form, request, batch, count = name.group(1).split()
            total = int(re.search(r"^(?:totals|summary): (\d+)", text, re.M).group(1))
            figures[what, form, request, int(batch)] = total / int(count)
    return figures


def show(figures):
    over = 0
    print("Instructions of a request through generated dispatch, handler and typed reply, over\n"
          "those of the bare ring for the same chain; queue of 256, EVENT_IDX;\nreadable + writable descriptors.\n")
    print(f"{'':42}{'ring':>8}{'stack':>8}{'more':>8}{'limit':>8}")
    for batch, limit in LIMIT.items():
        for request, shape in SHAPES.items():
            for form in ("split", "packed"):
                ring = figures["ring", form, request, batch]
                stack = figures["stack", form, request, batch]
                more = stack - ring
                bad = limit is not None and more > limit
                over += bad
                print(f"{shape + ', ' + form + ', batch ' + str(batch):42}{ring:8.1f}{stack:8.1f}"
                      f"{more:8.1f}{limit if limit else '-':>8}{'!' if bad else ''}")
    print(f"\n{over} above their limit (!)" if over else "\nAll within their limits.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    show(measure(pathlib.Path(sys.argv[1])))
