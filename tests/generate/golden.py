#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compares what is generated with the golden files.

    golden.py [--update] VQSMITH FOLDER DESCRIPTION...

FOLDER/NAME/ has what is generated of NAME.yaml, all kinds of it; a Linux driver
only where Linux has none of its own. With --update it is written anew: read the difference before you
commit it.
"""
import difflib
import pathlib
import shutil
import subprocess
import sys
import tempfile

KINDS = ("header", "device", "driver")


def generate(program, description, folder):
    standard = "existing: yes" in pathlib.Path(description).read_text()
    for kind in KINDS if standard else (*KINDS, "linux"):
        subprocess.run([program, "generate", kind, description, "-o", folder],
                       check=True, timeout=60)


def files(folder):
    return {path.relative_to(folder): path.read_text() for path in folder.rglob("*")
            if path.is_file()}


def compare(name, expected, found):
    """Prints what differs; how many files do."""
    bad = 0
    for path in sorted(expected.keys() | found.keys()):
        old, new = expected.get(path, ""), found.get(path, "")
        if old == new and path in expected and path in found:
            continue
        bad += 1
        print("\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(),
                                             f"{name}/{path} (golden)",
                                             f"{name}/{path} (generated)", lineterm="")))
    return bad


def main():
    arguments = sys.argv[1:]
    update = arguments[0] == "--update"
    program, folder, *descriptions = arguments[update:]
    count = bad = 0
    for description in descriptions:
        name = pathlib.Path(description).stem
        golden = pathlib.Path(folder) / name
        if update:
            shutil.rmtree(golden, ignore_errors=True)
            generate(program, description, golden)
            continue
        with tempfile.TemporaryDirectory() as made:
            generate(program, description, pathlib.Path(made))
            found = files(pathlib.Path(made))
        count += len(found)
        bad += compare(name, files(golden), found)
    if bad:
        print("If this is as it should be: ninja golden, and commit the golden files.")
    print(f"{count} files, {bad} differ")
    return 1 if bad or (count == 0 and not update) else 0


sys.exit(main())
