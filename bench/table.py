#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Prints what the benchmarks measured as tables, ours beside the others.

usage: table.py ROWS.json...

`lead` is how many times better ours is than the best of the others. A row where it does not
lead, or is beyond its limit, is marked and says by how much and why, from the row itself or
from the file `reasons`.
"""

import pathlib
import sys
import textwrap

import rows as format_of_rows
from rows import number

WIDE = 100
REASONS = pathlib.Path(__file__).parent / "reasons"


def lead_of(row):
    lead = row.lead()
    return "" if lead is None else f"{lead:.2f}x"


def cells_of(row, who, limits):
    cells = [row.name, *(number(row.values.get(name)) for name in who), lead_of(row)]
    if limits:
        cells.insert(1, "" if row.limit is None else f"{row.limit:g}")
    return cells + ["!" if any(row.faults()) else ""]


def wrap(text, indent):
    return textwrap.fill(text, WIDE, initial_indent=indent, subsequent_indent="  " + indent)


def remarks(rows):
    """By how much not, and why; rows with the same remark together."""
    texts = {}
    for row in rows:
        faults = list(row.faults())
        if faults:
            texts.setdefault(row.why or "no reason is known yet", []).append(
                f"{row.name}: {', '.join(faults)}")
        elif not row.values:
            texts.setdefault(row.why or "no reason given", []).append(f"{row.name}: not measured")
        elif row.why and row.ours is None:
            texts.setdefault(row.why, []).append(row.name)
    for why, names in texts.items():
        yield from (f"  {'!' if 'not measured' not in name else '-'} {name}" for name in names)
        yield wrap(why, "      ")


def show(title, rows):
    who = format_of_rows.peers(rows)
    limits = any(row.limit is not None for row in rows)
    heads = ["", *(["limit"] if limits else []), *who, "lead" if len(who) > 1 else "", ""]
    lines = [heads, *(cells_of(row, who, limits) for row in rows if row.values)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    print(f"{title} [{rows[0].unit}{'' if rows[0].less else ', more is better'}]")
    for about in dict.fromkeys(row.about for row in rows if row.about):
        print(wrap(about, ""))
    print()
    for first, *rest in lines if len(lines) > 1 else ():
        cells = [f"{cell:>{width}}" for cell, width in zip(rest, widths[1:])]
        print(f"  {first:{widths[0]}}  {'  '.join(cells)}".rstrip())
    for remark in remarks(rows):
        print(remark)
    print()


def summary(groups):
    every = [row for rows in groups.values() for row in rows]
    compared = [row for row in every if row.lead() is not None]
    limited = [row for row in every if row.ours and row.limit is not None]
    ahead = sum(row.lead() >= 1 for row in compared)
    within = sum(row.ratio(row.limit) >= 1 for row in limited)
    unmeasured = sum(not row.values for row in every)
    print(f"Ours leads in {ahead} of {len(compared)} rows with others beside it, and keeps within "
          f"{within} of {len(limited)} limits."
          + (f" Not measured: {unmeasured}." if unmeasured else ""))


def main(paths):
    if not paths:
        sys.exit(__doc__)
    try:
        groups = format_of_rows.read(paths, format_of_rows.read_reasons(REASONS))
    except (format_of_rows.Bad, OSError) as error:
        sys.exit(f"table.py: {error}")
    for title, rows in groups.items():
        show(title, rows)
    summary(groups)


if __name__ == "__main__":
    main(sys.argv[1:])
