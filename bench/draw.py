#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Draws what the benchmarks measured: a panel a group, a line a row, a mark for each.

usage: draw.py ROWS.json... >bench.svg
"""

import sys
from html import escape

import rows as format_of_rows
from rows import OURS, number

WIDE, LEFT, RIGHT, LINE = 900, 290, 130, 19
OTHERS = ["#d95f02", "#1b7f5c", "#7b52a6", "#c2185b", "#a6761d", "#5b6770"]
COLOUR = "#1f4fbf"
STYLE = ("text{font:12px sans-serif;fill:#222}.t{font-weight:bold;font-size:14px}"
         ".s{fill:#666;font-size:11px}.r{text-anchor:end}.m{text-anchor:middle}"
         ".g{stroke:#e4e4e4}.b{stroke:#c8c8c8}.l{stroke:#222;stroke-width:2}")


def text(x, y, words, kind=""):
    return f'<text x="{x:.1f}" y="{y:.1f}"{kind and f" class={chr(34)}{kind}{chr(34)}"}>' \
           f"{escape(words)}</text>"


def line(x1, y1, x2, y2, kind):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def mark(x, y, who, colour):
    """Ours is a square, the others are discs."""
    if who == OURS:
        return f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'


def colours_of(groups):
    """Everybody's, the same in all panels."""
    others = [who for who in format_of_rows.peers(sum(groups.values(), [])) if who != OURS]
    return {OURS: COLOUR, **{who: OTHERS[i % len(OTHERS)] for i, who in enumerate(others)}}


def steps(most):
    """A round step, so that about five of them reach `most`."""
    step = 10.0 ** len(str(int(most))) / 100
    while most / step > 6:
        for factor in (2, 2.5, 2):
            step *= factor
            if most / step <= 6:
                break
    return step


class Panel:
    """One group."""

    def __init__(self, title, rows, top, colours):
        self.colours = colours
        self.title, self.rows, self.top = title, [row for row in rows if row.values], top
        self.who = format_of_rows.peers(rows)
        self.most = 1.02 * max(max(list(row.values.values()) + [row.limit or 0])
                               for row in self.rows)
        self.first = top + 62
        self.last = self.first + LINE * len(self.rows)

    def x(self, value):
        return LEFT + (WIDE - LEFT - RIGHT) * value / self.most

    def head(self):
        unit = self.rows[0].unit + ("" if self.rows[0].less else " (more is better)")
        yield text(16, self.top + 18, f"{self.title} [{unit}]", "t")
        at = 20
        limits = any(row.limit is not None for row in self.rows)
        for who in self.who:
            yield mark(at, self.top + 34, who, self.colours[who])
            yield text(at + 10, self.top + 38, who)
            at += 34 + 7 * len(who)
        if limits:
            yield line(at, self.top + 28, at, self.top + 40, "l") + text(at + 8, self.top + 38,
                                                                       "limit")
        if len(self.who) > 1:
            yield text(WIDE - 16, self.top + 38, "ours is better by", "s r")

    def axis(self):
        step, value = steps(self.most), 0
        while value <= self.most:
            yield line(self.x(value), self.first - 8, self.x(value), self.last - 8, "g")
            yield text(self.x(value), self.first - 11, f"{value:g}", "s m")
            value += step

    def row(self, row, y):
        yield text(LEFT - 14, y + 4, row.name, "r")
        values = row.values.values()
        yield line(self.x(min(values)), y, self.x(max(values)), y, "b")
        if row.limit is not None:
            yield line(self.x(row.limit), y - 8, self.x(row.limit), y + 8, "l")
        for who in reversed(self.who):
            if who in row.values:
                yield mark(self.x(row.values[who]), y, who, self.colours[who])
        lead = row.lead()
        if lead is not None:
            yield text(WIDE - 16, y + 4, f"{lead:.2f}x", "r")
        elif row.ours is not None:
            yield text(WIDE - 16, y + 4, number(row.ours), "r")

    def draw(self):
        yield from self.head()
        yield from self.axis()
        for index, row in enumerate(self.rows):
            yield from self.row(row, self.first + LINE * index + 4)


def draw(groups):
    parts, top, colours = [], 10, colours_of(groups)
    for title, rows in groups.items():
        if any(row.values for row in rows):
            panel = Panel(title, rows, top, colours)
            parts += panel.draw()
            top = panel.last + 22
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {top}" width="{WIDE}" '
          f'height="{top}"><style>{STYLE}</style><rect width="100%" height="100%" '
          f'fill="#fff"/>')
    print("\n".join(parts))
    print("</svg>")


def main(paths):
    if not paths:
        sys.exit(__doc__)
    try:
        draw(format_of_rows.read(paths))
    except (format_of_rows.Bad, OSError) as error:
        sys.exit(f"draw.py: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
