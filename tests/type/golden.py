#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Runs a program on each description of a folder and compares what it prints.

    golden.py [--update] FOLDER SUFFIX PROGRAM [ARGUMENT...]

What is expected of NAME.yaml stands in NAME.SUFFIX beside it. With --update it
is written instead: read the difference before you commit it.
"""
import difflib
import pathlib
import subprocess
import sys


def printed(folder, command, name):
    done = subprocess.run(command + [name], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60)
    if done.returncode not in (0, 1):
        sys.exit(f"{name}: {command[0]} ended with {done.returncode}\n"
                 f"{done.stdout.decode(errors='replace')}")
    return done.stdout.decode(errors="surrogateescape")


def differs(name, expected, found):
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(),
                                 f"{name} (expected)", f"{name} (found)", lineterm="")
    print("\n".join(lines))
    return True


def main():
    arguments = sys.argv[1:]
    update = arguments[0] == "--update"
    folder, suffix, *command = arguments[update:]
    folder = pathlib.Path(folder)
    command[0] = str(pathlib.Path(command[0]).resolve())
    bad = count = 0
    for path in sorted(folder.glob("*.yaml")):
        golden = path.with_suffix("." + suffix)
        found = printed(folder, command, path.name)
        count += 1
        if update:
            golden.write_text(found, errors="surrogateescape")
        elif not golden.exists():
            print(f"{golden} is missing")
            bad += 1
        else:
            expected = golden.read_text(errors="surrogateescape")
            bad += expected != found and differs(path.name, expected, found)
    print(f"{count} descriptions, {bad} differ")
    return 1 if bad or count == 0 else 0


sys.exit(main())
