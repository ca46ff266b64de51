#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Whether the comparison notices: each change of a good description, and of the table
of differences, has to be found.

    mistakes.py COMPARE VQSMITH DIFFERENCES CONSOLE
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77
# What is changed in the description, and what the comparison says then.
CHANGES = [
    ("", "", None),
    ("cols: {type: le16", 'cols: {type: "u8[2]"', "type virtio_console_config.cols"),
    ("  rows: {type: le16", "  rows: {type: le32", "place virtio_console_config.rows"),
    ("cols: {type", "colums: {type", "field virtio_console_config.colums -"),
    ("size: {bit: 0", "size: {bit: 5", "value VIRTIO_CONSOLE_F_SIZE"),
    ("multiport", "manyport", "constant VIRTIO_CONSOLE_F_MANYPORT -"),
    ("id: 3", "id: 2", "value VIRTIO_ID_CONSOLE"),
]
# What is added to the table, and what the comparison says then.
ROWS = [
    ("console constant - VIRTIO_CONSOLE_NONE Nobody has it.", "no such difference any more"),
    ("console constant - VIRTIO_CONSOLE_F_* Both have it.", "on both sides now"),
    ("console value VIRTIO_CONSOLE_F_SIZE VIRTIO_CONSOLE_F_SIZE It is the same.",
     "no such difference any more"),
]


def compare(command, table, description, folder):
    """The comparison's exit status and what it printed."""
    differences = pathlib.Path(folder) / "differences"
    changed = pathlib.Path(folder) / "console.yaml"
    differences.write_text(table)
    changed.write_text(description)
    done = subprocess.run([*command, differences, changed], stdout=subprocess.PIPE,
                          timeout=60, check=False)
    return done.returncode, done.stdout.decode()


def main():
    compare_program, vqsmith, differences, console = sys.argv[1:]
    command = [compare_program, vqsmith]
    # Of the table, what the console needs.
    table = "".join(line for line in pathlib.Path(differences).read_text().splitlines(True)
                    if re.match(r"linux |console |\* ", line))
    good = pathlib.Path(console).read_text()
    jobs = [(table, good.replace(old, new) if old else good, said)
            for old, new, said in CHANGES]
    jobs += [(table + row + "\n", good, said) for row, said in ROWS]
    bad = 0
    for rows, description, said in jobs:
        with tempfile.TemporaryDirectory() as folder:
            status, printed = compare(command, rows, description, folder)
        if status == SKIPPED:
            return SKIPPED
        if (status != 0) != bool(said) or (said and said not in printed):
            print(f"expected: {said or 'nothing'}\n{printed}")
            bad += 1
    print(f"{len(jobs)} comparisons, {bad} not as expected")
    return 1 if bad else 0


sys.exit(main())
