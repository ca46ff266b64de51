# SPDX-License-Identifier: BSD-3-Clause
"""The differences that are known: rows of TYPE KIND OURS OTHER, and the reason."""
import fnmatch
import pathlib
import re


class Table:
    def __init__(self, path):
        self.rows = []
        self.version = None
        for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
            words = line.split(None, 4)
            if line.startswith("linux "):
                self.version = words[1]
            elif words and not line.startswith("#"):
                if len(words) < 5:
                    raise SystemExit(f"{path}:{number}: type, kind, ours, theirs, reason")
                self.rows.append({"line": f"{path}:{number}", "type": words[0],
                                  "kind": words[1], "ours": words[2], "other": words[3],
                                  "reason": words[4], "used": 0})

    def of(self, device, kind):
        return [row for row in self.rows
                if row["type"] in (device, "*") and row["kind"] == kind]

    def renamed(self, device, kind, name):
        """What the others call it, by a row that names both; its last * are our last."""
        for row in self.of(device, kind):
            if "-" in (row["ours"], row["other"]):
                continue
            pattern = re.escape(row["ours"]).replace(r"\*", "(.*)")
            match = re.fullmatch(pattern, name)
            if match:
                row["used"] += 1
                stars = row["other"].count("*")
                last = match.groups()[len(match.groups()) - stars:]
                return row["other"].replace("*", "{}").format(*last)
        return None

    def explains(self, device, kind, ours, other):
        for row in self.of(device, kind):
            if fnmatch.fnmatchcase(ours, row["ours"]) and \
               fnmatch.fnmatchcase(other, row["other"]):
                row["used"] += 1
                return True
        return False

    def vanished(self, device, kind, names, differing, side):
        """Rows of one side only that match a name which does not differ."""
        away = "other" if side == "ours" else "ours"
        for row in self.of(device, kind):
            if row[away] != "-" or row["type"] == "*":
                continue
            for name in names:
                if name not in differing and fnmatch.fnmatchcase(name, row[side]):
                    yield f"{row['line']}: {name} is on both sides now"

    def because(self, start):
        """How many differences have a reason that starts so."""
        return sum(row["used"] for row in self.rows if row["reason"].startswith(start))

    def unused(self, devices):
        """Rows that explain nothing, of these types."""
        for row in self.rows:
            if not row["used"] and row["type"] in [*devices, "*"]:
                yield f"{row['line']}: no such difference any more"
