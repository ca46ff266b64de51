# SPDX-License-Identifier: BSD-3-Clause
"""The rows that the benchmarks write and table.py and draw.py read: README.md has the format."""

import fnmatch
import json
import pathlib

OURS = "vqsmith"
NEEDED = {"group": str, "row": str, "unit": str, "values": dict}
OTHERS = {"better": str, "limit": (int, float, type(None)), "why": str, "about": str}


class Bad(Exception):
    """A line that is no row."""


def check(row):
    for key, kind in NEEDED.items():
        if not isinstance(row.get(key), kind):
            raise Bad(f"no {key}, or not a {kind.__name__}")
    for key, value in row.items():
        if key not in NEEDED and key not in OTHERS:
            raise Bad(f"what is {key}?")
        if key in OTHERS and not isinstance(value, OTHERS[key]):
            raise Bad(f"{key} is a {type(value).__name__}")
    if row.get("better", "less") not in ("less", "more"):
        raise Bad("better is less or more")
    for who, value in row["values"].items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float))
                                  or value <= 0):
            raise Bad(f"the value of {who} is no number above 0")
    return row


class Row:
    """One row: what was measured of whom, and how ours stands."""

    def __init__(self, fields):
        self.group, self.name, self.unit = fields["group"], fields["row"], fields["unit"]
        self.values = {who: value for who, value in fields["values"].items() if value is not None}
        self.limit = fields.get("limit")
        self.less = fields.get("better", "less") == "less"
        self.why, self.about = fields.get("why", ""), fields.get("about", "")
        self.ours = self.values.get(OURS)

    def ratio(self, other):
        """How many times better than `other` ours is; None: one of them is not there."""
        if not self.ours or not other:
            return None
        return other / self.ours if self.less else self.ours / other

    def best(self):
        """The best of the others, as (who, value); None: there is none."""
        others = [(value, who) for who, value in self.values.items() if who != OURS]
        if not others:
            return None
        value, who = min(others) if self.less else max(others)
        return who, value

    def lead(self):
        """How many times better than the best of the others ours is."""
        best = self.best()
        return self.ratio(best[1]) if best else None

    def worse(self, ratio):
        """In words: how much worse a ratio below 1 is."""
        return f"{100 / ratio - 100:.1f} % more" if self.less else f"{100 - 100 * ratio:.1f} % less"

    def faults(self):
        """In words: by how much it does not lead, or is beyond its limit."""
        lead, margin = self.lead(), self.ratio(self.limit)
        if lead is not None and lead < 1:
            yield f"{self.worse(lead)} than {self.best()[0]}"
        if margin is not None and margin < 1:
            yield f"{self.worse(margin)} than its limit of {self.limit:g}"


def read_reasons(path):
    """Lines `GROUP | ROW | reason`, the first two with shell wildcards, # for comments."""
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    parts = [[part.strip() for part in line.split("|", 2)] for line in lines
             if line.strip() and not line.startswith("#")]
    for part in parts:
        if len(part) != 3:
            raise Bad(f"{path}: {' | '.join(part)}: GROUP | ROW | reason")
    return parts


def read(paths, reasons=()):
    """{group: rows}, in the order of the files and of the lines in them."""
    groups = {}
    for path in paths:
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            try:
                row = Row(check(json.loads(line)))
            except (Bad, ValueError) as error:
                raise Bad(f"{path}:{number}: {error}") from error
            rows = groups.setdefault(row.group, [])
            if rows and (rows[0].unit, rows[0].less) != (row.unit, row.less):
                raise Bad(f"{path}:{number}: a group has one unit and one better")
            row.why = row.why or next((why for group, name, why in reasons if
                                       fnmatch.fnmatchcase(row.group, group) and
                                       fnmatch.fnmatchcase(row.name, name)), "")
            rows.append(row)
    return groups


def peers(rows):
    """Who is in a group: ours first, the others in the order of their appearance."""
    names = {who: None for row in rows for who in row.values}
    return [who for who in names if who == OURS] + [who for who in names if who != OURS]


def number(value):
    """Three or four digits, for people."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
