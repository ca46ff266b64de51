# SPDX-License-Identifier: BSD-3-Clause
"""Counts instructions of functions, for programs that dump each of their cells."""

import pathlib
import re
import subprocess
import tempfile


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
