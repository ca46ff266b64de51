#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Counts with callgrind what a typed request costs over its chain; prints it beside its limit.

usage: stack.py BENCH-STACK [ROWS.json]
"""

import sys

import callgrind

SHAPES = {"set_level": "lamp set_level, 1+1", "get_level": "lamp get_level, 1+1",
          "in": "blk in, 1+2", "out": "blk out, 2+1"}
BATCHES = (32, 1)
GROUP = {"group": "A typed request, over its chain", "unit": "instructions a request",
         "about": "What generated dispatch, the handler and the typed reply take over the bare "
                  "ring for the same chain. A queue of 256, EVENT_IDX; readable + writable "
                  "descriptors."}


def measure(program):
    """{(what, format, request, batch): instructions a request}"""
    figures = {}
    for name, total in callgrind.count([str(program.resolve())], ["measured_*"]).items():
        what, form, request, batch, count = name.split()
        figures[what, form, request, int(batch)] = total / int(count)
    return figures


def lines(figures):
    """Name, of the ring, of the whole stack."""
    for batch in BATCHES:
        for request, shape in SHAPES.items():
            for form in ("split", "packed"):
                yield (f"{shape}, {form}, batch {batch}", figures["ring", form, request, batch],
                       figures["stack", form, request, batch])


def rows(figures):
    """What the limits are for."""
    for name, ring, stack in lines(figures):
        yield name, stack - ring


def shown(named):
    return named


def show(figures, limits):
    over = 0
    print("Instructions of a request through generated dispatch, handler and typed reply, over\n"
          "those of the bare ring for the same chain; queue of 256, EVENT_IDX;\n"
          "readable + writable descriptors.\n")
    print(f"{'':42}{'ring':>8}{'stack':>8}{'more':>8}{'limit':>8}")
    for name, ring, stack in lines(figures):
        limit = callgrind.limit_of(limits, name)
        bad = limit is not None and stack - ring > limit
        over += bad
        print(f"{name:42}{ring:8.1f}{stack:8.1f}{stack - ring:8.1f}"
              f"{'-' if limit is None else f'{limit:g}':>8}{'!' if bad else ''}")
    print(callgrind.verdict(over))


if __name__ == "__main__":
    callgrind.main(sys.modules[__name__])
