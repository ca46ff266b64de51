# SPDX-License-Identifier: BSD-3-Clause
"""Counts instructions of functions, for programs that dump each of their cells; and what ring.py
and stack.py, which print those beside their limits, have in common."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

LIMITS = pathlib.Path(__file__).parent / "limits"


def count(command, functions):
    """{name: instructions} of the dumps that a command makes, each by its name."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=out",
                        *(f"--toggle-collect={function}" for function in functions), *command],
                       cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for path in pathlib.Path(folder).iterdir():
            text = path.read_text()
            name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.M)
            if name:
                total = re.search(r"^(?:totals|summary): (\d+)", text, re.M)
                figures[name.group(1)] = int(total.group(1))
    return figures


def limits():
    """{row: (limit, ceiling)} of the file `limits`, which says what they are; limit may be None."""
    table = {}
    for line in LIMITS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, limit, ceiling = (part.strip() for part in line.split("|"))
            table[name] = (None if limit == "-" else float(limit), float(ceiling))
    return table


def limit_of(table, row):
    return table.get(row, (None, None))[0]


def verdict(over):
    return f"\n{over} above their limit (!)" if over else "\nAll within their limits."


def main(bench):
    """Of a module that has measure(program) -> figures, rows(figures) -> (name, value)...,
    show(figures, limits), and GROUP: what all of its rows have, as README.md has them."""
    if len(sys.argv) not in (2, 3):
        sys.exit(bench.__doc__)
    figures = bench.measure(pathlib.Path(sys.argv[1]))
    table = limits()
    if len(sys.argv) == 2:
        bench.show(figures, table)
        return
    rows = (bench.GROUP | {"row": name, "values": {"vqsmith": round(value, 1)},
                           "limit": limit_of(table, name)}
            for name, value in bench.shown(bench.rows(figures)))
    pathlib.Path(sys.argv[2]).write_text("".join(json.dumps(row) + "\n" for row in rows),
                                         encoding="utf-8")
