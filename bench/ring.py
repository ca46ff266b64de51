#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Counts the instructions of a chain with callgrind; prints them beside their limits.

usage: ring.py BENCH-RING [ROWS.json]

ROWS.json: where rows of the greatest figure of each line go, for table.py.
"""

import json
import pathlib
import sys

import callgrind

SHAPES = {"1": "1 descriptor", "3": "3 descriptors", "3i": "3, indirect"}
# (end, batch, format) -> the limit of each shape
LIMITS = {
    ("device", 32, "split"): (100, 170, 180),
    ("device", 32, "packed"): (100, 170, 180),
    ("device", 1, "split"): (190, 270, 290),
    ("device", 1, "packed"): (190, 270, 290),
    ("driver", 32, "split"): (130, 190, 190),
    ("driver", 32, "packed"): (170, 240, 200),
}
# With VIRTIO_F_IN_ORDER, for which there are no limits but these: what the order may cost more.
ORDER = {("device", 32): 20, ("device", 1): 65, ("driver", 32): 30}
LIMITS |= {(end, batch, form + "-in-order"): tuple(limit + ORDER[end, batch] for limit in limits)
           for (end, batch, form), limits in LIMITS.items()}
PLACES = ["1", "2", "8", "2s", "8s"]


COUNTED = {"device": ["measured_device*"], "driver": ["measured_add*", "measured_reap*"]}


def measure(program):
    """{(end, format, shape, batch, regions): instructions a chain}"""
    figures = {}
    for end, functions in COUNTED.items():
        for name, total in callgrind.count([str(program.resolve()), end], functions).items():
            _, form, shape, batch, regions, chains = name.split()
            figures[end, form, shape, int(batch), regions] = total / int(chains)
    return figures


def show(figures):
    over = 0
    heads = "".join(f"{p.rstrip('s') + (' spread' if 's' in p else ''):>10}" for p in PLACES)
    print("Instructions a chain, queue of 256, EVENT_IDX; by memory regions: all buffers in one\n"
          "of so many, or each chain in another one (spread).\n")
    print(f"{'':56}{'limit':>7}{heads}")
    for (end, batch, form), limits in sorted(LIMITS.items(), key=lambda l: (l[0][0], -l[0][1])):
        for shape, limit in zip(SHAPES, limits):
            cells = [figures.get((end, form, shape, batch, p)) for p in PLACES]
            over += sum(c is not None and c > limit for c in cells)
            marked = "".join(
                f"{'' if c is None else f'{c:.1f}' + ('!' if c > limit else ' '):>10}"
                for c in cells)
            print(f"{end + ' end, ' + form + ', batch ' + str(batch):37} {SHAPES[shape]:18}"
                  f"{limit:>7}{marked}")
    print(f"\n{over} above their limit (!)" if over else "\nAll within their limits.")


ABOUT = ("A queue of 256, EVENT_IDX. Device end: take, look at each segment, give, one decision to "
         "notify; the most of 1, 2 and 8 memory regions with all buffers in one of them, and, where "
         "that is another figure, with each chain in another of 8 (spread). Driver end: add, "
         "publish, reap.")


def row(name, value, limit):
    return {"group": "Both ends of ours, one core", "row": name, "unit": "instructions a chain",
            "values": {"vqsmith": round(value, 1)}, "limit": limit, "about": ABOUT}


def rows(figures):
    """As README.md has them."""
    for (end, batch, form), limits in LIMITS.items():
        for shape, limit in zip(SHAPES, limits):
            cells = {p: figures[end, form, shape, batch, p] for p in PLACES
                     if (end, form, shape, batch, p) in figures}
            most = max(cells[p] for p in cells if "s" not in p)
            spread = max(cells[p] for p in cells if "s" in p) if end == "device" else most
            name = f"{end} end, {form}, {SHAPES[shape]}, batch {batch}"
            yield row(name, most, limit)
            if spread > most + 1:
                yield row(f"{name}, spread", spread, limit)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    figures = measure(pathlib.Path(sys.argv[1]))
    if len(sys.argv) == 2:
        show(figures)
    else:
        lines = "".join(json.dumps(row) + "\n" for row in rows(figures))
        pathlib.Path(sys.argv[2]).write_text(lines)


if __name__ == "__main__":
    main()
