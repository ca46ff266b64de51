#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Draws descriptions and looks whether each diagram is ASCII, of 80 columns at most, and
has every byte that the model says: narrow.py PROGRAM FILE...
"""
import json
import re
import subprocess
import sys


def printed(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, timeout=60, check=True)
    return done.stdout.decode("ascii")


def sizes(text):
    """The size that each title tells, of what has no part of variable length."""
    for part in re.split(r"\n(?=\S)", text):
        title = re.match(r"(?:Structure|Configuration)[^\n]*, (\d+) bytes\n", part)
        if title:
            yield title[0].strip(), int(title[1]), part


def drawn(part):
    """Bytes of a diagram: the offset of its last row, and how far that goes."""
    rows = re.findall(r"^  *(\d+) [|/](.*)[|/]$", part, re.M)
    offset, inside = rows[-1]
    return int(offset) + (len(inside) + 1) // 16, "/" in part.rsplit("\n     ", 1)[-1]


def main():
    program, *files = sys.argv[1:]
    bad = count = 0
    for file in files:
        text = printed(program, "--diagram", file)
        json.loads(printed(program, "--json", file))
        for line in text.splitlines():
            if len(line) > 80:
                bad += 1
                print(f"{file}: {len(line)} columns: {line}")
        for title, size, part in sizes(text):
            end, cut = drawn(part)
            count += 1
            if end != size and not (cut and end < size) and "/" not in part:
                bad += 1
                print(f"{file}: {title}: {end} are drawn")
    print(f"{count} diagrams, {bad} are wrong")
    return 1 if bad or not count else 0


sys.exit(main())
