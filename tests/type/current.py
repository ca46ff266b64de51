#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compares a committed file with what a program prints today.

    current.py [--update] FILE PROGRAM [ARGUMENT...]

In a Markdown file only what stands between <!-- keys --> and <!-- end of keys -->
is the program's.
"""
import difflib
import pathlib
import subprocess
import sys

START, END = "<!-- keys -->\n", "<!-- end of keys -->"


def wanted(path, printed):
    if path.suffix != ".md":
        return printed
    before, _, rest = path.read_text().partition(START)
    _, _, after = rest.partition(END)
    return before + START + printed + "\n" + END + after


def main():
    arguments = sys.argv[1:]
    update = arguments[0] == "--update"
    path, *command = arguments[update:]
    path = pathlib.Path(path)
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if update:
        path.write_text(wanted(path, printed))
        return 0
    expected, found = wanted(path, printed), path.read_text()
    if expected == found:
        return 0
    sys.stdout.writelines(difflib.unified_diff(
        found.splitlines(True), expected.splitlines(True), f"{path} (committed)",
        f"{path} (as it should be)"))
    print("Run: ninja golden")
    return 1


sys.exit(main())
