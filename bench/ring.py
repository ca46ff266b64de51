#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Counts the instructions of a chain with callgrind; prints them beside their limits.

usage: ring.py BENCH-RING [ROWS.json]

ROWS.json: where rows of the greatest figure of each line go, for table.py.
"""

import sys

import callgrind

SHAPES = {"1": "1 descriptor", "3": "3 descriptors", "3i": "3, indirect"}
FORMS = ("split", "packed", "split-in-order", "packed-in-order")
KINDS = [("device", 32), ("device", 1), ("driver", 32)]  # of cells: end, batch
COUNTED = {"device": ["measured_device*"], "driver": ["measured_add*", "measured_reap*"]}
LARGEST = "32768"
# Memory regions, s: spread; entries of the queue
PLACES = [(regions, "256") for regions in ("1", "2", "8", "2s", "8s")] + [("1", LARGEST)]
SPREAD, LARGE = ", spread", f", {LARGEST} entries"
GROUP = {"group": "Both ends of ours, one core", "unit": "instructions a chain",
         "about": "A queue of 256, or of 32768 entries where that is said; EVENT_IDX. Device end: "
                  "take, look at each segment, give, one decision to notify; the most of 1, 2 and "
                  "8 memory regions with all buffers in one of them, and, where that is another "
                  "figure, with each chain in another of 8 (spread). Driver end: add, publish, "
                  "reap."}


def measure(program):
    """{(end, format, shape, batch): {(regions, entries): instructions a chain}}"""
    figures = {}
    for end, functions in COUNTED.items():
        for name, total in callgrind.count([str(program.resolve()), end], functions).items():
            _, form, shape, batch, regions, entries, chains = name.split()
            cells = figures.setdefault((end, form, shape, int(batch)), {})
            cells[regions, entries] = total / int(chains)
    return figures


def lines():
    """The keys of figures that limits are for, and their names."""
    for end, batch in KINDS:
        for form in FORMS:
            for shape, words in SHAPES.items():
                yield (end, form, shape, batch), f"{end} end, {form}, {words}, batch {batch}"


def rows(figures):
    """What the limits are for: the most of the places that are alike."""
    for key, name in lines():
        cells = figures[key]
        yield name, max(cells[p] for p in cells if p[1] != LARGEST and "s" not in p[0])
        if key[0] == "device":
            yield name + SPREAD, max(cells[p] for p in cells if "s" in p[0])
        if key[3] > 1:
            yield name + LARGE, cells["1", LARGEST]


def shown(named):
    """Without what is spread and no other figure for it."""
    values = dict(named)
    for name, value in values.items():
        if not name.endswith(SPREAD) or value > values[name.removesuffix(SPREAD)] + 1:
            yield name, value


def uneven(figures):
    """Where a figure grows with memory regions, or with the queue: name, least, most."""
    for key, name in lines():
        cells = [value for place, value in figures[key].items() if "s" not in place[0]]
        if max(cells) > min(cells) * 1.02 + 1:
            yield name, min(cells), max(cells)


def head(place):
    regions, entries = place
    return f"{entries} entries" if entries == LARGEST else \
        regions.rstrip("s") + (" spread" if "s" in regions else "")


def show(figures, limits):
    over = 0
    heads = "".join(f"{head(place):>15}" for place in PLACES)
    print("Instructions a chain, queue of 256, EVENT_IDX; by memory regions: all buffers in one\n"
          "of so many, or each chain in another one (spread); and with one, a queue of 32768.\n")
    print(f"{'':58}{'limit':>7}{heads}")
    for key, name in lines():
        limit = callgrind.limit_of(limits, name)
        cells = [figures[key].get(place) for place in PLACES]
        over += sum(c is not None and c > limit for c in cells)
        marked = "".join(f"{'' if c is None else f'{c:.1f}' + ('!' if c > limit else ' '):>15}"
                         for c in cells)
        print(f"{name:58}{limit:>7g}{marked}")
    print(callgrind.verdict(over))


if __name__ == "__main__":
    callgrind.main(sys.modules[__name__])
