#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Counts with callgrind what a typed request costs over its chain; prints it beside its limit.

usage: stack.py BENCH-STACK [ROWS.json]
"""

import json
import pathlib
import sys

import callgrind

SHAPES = {"set_level": "lamp set_level, 1+1", "get_level": "lamp get_level, 1+1",
          "in": "blk in, 1+2", "out": "blk out, 2+1"}
LIMIT = {32: 120, 1: None}  # of a batch
ABOUT = ("What generated dispatch, the handler and the typed reply take over the bare ring for the "
         "same chain. A queue of 256, EVENT_IDX; readable + writable descriptors.")


def measure(program):
    """{(what, format, request, batch): instructions a request}"""
    figures = {}
    for name, total in callgrind.count([str(program.resolve())], ["measured_*"]).items():
        what, form, request, batch, count = name.split()
        figures[what, form, request, int(batch)] = total / int(count)
    return figures


def rows(figures):
    """As README.md has them."""
    for batch, limit in LIMIT.items():
        for request, shape in SHAPES.items():
            for form in ("split", "packed"):
                more = (figures["stack", form, request, batch]
                        - figures["ring", form, request, batch])
                yield {"group": "A typed request, over its chain",
                       "row": f"{shape}, {form}, batch {batch}", "unit": "instructions a request",
                       "values": {"vqsmith": round(more, 1)}, "limit": limit, "about": ABOUT}


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


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    figures = measure(pathlib.Path(sys.argv[1]))
    if len(sys.argv) == 2:
        show(figures)
    else:
        lines = "".join(json.dumps(row) + "\n" for row in rows(figures))
        pathlib.Path(sys.argv[2]).write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
