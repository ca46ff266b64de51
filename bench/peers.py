#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Measures virtqueues, ours beside others, and writes rows of it.

usage: peers.py count|time|pair BENCH-PEERS ROWS.json [ROUNDS [SECONDS]]

count: instructions on one core; time: nanoseconds on one core; pair: two cores, both polling.
"""

import json
import pathlib
import subprocess
import sys

import callgrind
from rows import OURS

SHAPES = {"1": "1 descriptor", "3": "3 descriptors", "3i": "3, indirect"}
WORKS = {"look": "look", "read": "read 64 B", "write": "write 64 B"}
# The limit of both ends of ours, packed: round trips of a cache line a chain.
PACKED_TRIPS = 1.2

ABOUT_DEVICE = ("A queue of 256, two memory regions, EVENT_IDX, opposite a minimal driver. Take, "
                "work, give, one decision to notify. Look: where each segment is, and no more. "
                "Read: copies 64 B behind a header of 12 B out; write: a header and 64 B in. "
                "rte_vhost knows packets alone; it reads into buffers of a pool of its own and "
                "does without vringh's and our list of segments.")
ABOUT_DRIVER = ("A queue of 256, EVENT_IDX, opposite a minimal device. Add, publish, reap. Linux "
                "allocates a table for each indirect chain.")
ABOUT_TIME = " The best of many rounds, everybody in turn."
ABOUT_PAIR = ("One end on each of two processors, polling, one descriptor a chain, a minimal end "
              "opposite; look, read and write as above. ")


def group_of(end, unit, batch):
    """The group of rows of an end."""
    how = "by instructions" if unit.startswith("instructions") else "by time"
    return f"{end.capitalize()} end, one core, batch {batch}, {how}"


def name_of(form, shape, work, end):
    words = [form.replace("-in-order", " in order"), SHAPES[shape]]
    return ", ".join(words + [WORKS[work]] if end == "device" else words)


def row(group, name, unit, values, **others):
    return {"group": group, "row": name, "unit": unit, "values": values, **others}


def compared(rows):
    """Without those where we are alone, in a group where we are not in others."""
    company = {r["group"] for r in rows if set(r["values"]) - {OURS}}
    return [r for r in rows if r["group"] not in company or set(r["values"]) - {OURS}]


def one_core(figures, unit):
    """Rows of {(end, who, form, shape, work, batch): figure}."""
    rows = {}
    for (end, who, form, shape, work, batch), figure in figures.items():
        group, name = group_of(end, unit, batch), name_of(form, shape, work, end)
        about = ABOUT_DEVICE if end == "device" else ABOUT_DRIVER
        about += ABOUT_TIME if unit.startswith("ns") else ""
        found = rows.setdefault((group, name), row(group, name, unit, {}, about=about))
        found["values"][who] = round(figure, 2)
    return compared(list(rows.values()))


def in_order(key):
    """Device ends before driver ends, batches of 32 before single ones."""
    end, who, form, shape, work, batch = key
    return (end, -int(batch), list(WORKS).index(work), ["split", "packed"].index(form.split("-")[0]),
            form, list(SHAPES).index(shape), who != OURS)


def count(program, _):
    figures = {}
    for name, total in callgrind.count([str(program), "count"], ["measured_*"]).items():
        *key, chains = name.split()
        figures[tuple(key)] = total / int(chains)
    return one_core({key: figures[key] for key in sorted(figures, key=in_order)},
                    "instructions a chain")


def output(program, mode, rounds):
    lines = subprocess.run([str(program), mode, *rounds], check=True, text=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    return [line.removeprefix("= ") for line in lines if line.startswith("= ")]


def time(program, rounds):
    figures = {tuple(line.split()[:-1]): float(line.split()[-1])
               for line in output(program, "time", rounds)}
    return one_core({key: figures[key] for key in sorted(figures, key=in_order)}, "ns a chain")


class Pairs:
    """What two cores gave, in two groups: one chain in flight, and many."""

    UNITS = {"1": "round trips a chain", "64": "ns a chain"}

    def __init__(self, lines):
        self.rows, self.floor, self.trips = {}, {}, []
        for line in lines:
            depth, device, driver, form, shape, work, *rest = line.split()
            figures = None if rest == ["busy"] else [float(word) for word in rest]
            if figures:
                self.trips.append(figures[2])
            if device == driver == "neutral":
                self.floor[depth, form] = figures
            else:
                self.add(depth, device, driver, form.replace("-in-order", " in order"),
                         WORKS[work], figures)

    def add(self, depth, device, driver, form, work, figures):
        if driver == "neutral":
            name, who = f"device end, {form}, {work}", device
        elif device == "neutral":
            name, who = f"driver end, {form}", driver
        else:
            name, who = f"both ends, {form}, look", device
        found = self.rows.setdefault((depth, name), row(self.group(depth), name,
                                                        self.UNITS[depth], {}))
        if figures:
            found["values"][who] = figures[1 if depth == "1" else 0]
        else:
            found["why"] = ("The machine was busy: not everybody had both processors to itself, "
                            "not for a millisecond in a minute.")
        if depth == "1" and form == "packed" and name.startswith("both"):
            found["limit"] = PACKED_TRIPS

    @staticmethod
    def group(depth):
        return f"Two cores, {depth} in flight"

    def about(self, depth):
        text = ABOUT_PAIR
        if self.trips:
            trips = sorted(self.trips)
            text += (f"A cache line's round trip, measured before each round: "
                     f"{trips[len(trips) // 2]:.0f} ns in the middle. ")
        for form in "split", "packed":
            figures = self.floor.get((depth, form))
            if figures:
                text += (f"Two minimal ends, {form}: {figures[0]:.0f} ns, "
                         f"{figures[1]:.2f} round trips. ")
        return text + ("The middle of many rounds." if depth == "1" else "The best of many rounds.")

    def all(self):
        for (depth, _), found in sorted(self.rows.items(),
                                        key=lambda item: (int(item[0][0]), item[0][1])):
            yield {**found, "about": self.about(depth)}


def pair(program, rounds):
    lines = output(program, "pair", rounds)
    if lines == ["alone"]:
        return [row(Pairs.group(depth), "everything", unit, {},
                    why="There is one processor here, and two are needed.")
                for depth, unit in Pairs.UNITS.items()]
    return list(Pairs(lines).all())


def main(words):
    modes = {"count": count, "time": time, "pair": pair}
    if not 3 <= len(words) <= 5 or words[0] not in modes:
        sys.exit(__doc__)
    rows = modes[words[0]](pathlib.Path(words[1]).resolve(), words[3:])
    pathlib.Path(words[2]).write_text("".join(json.dumps(found) + "\n" for found in rows),
                                      encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
