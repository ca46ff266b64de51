#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compares `vqsmith ids` with who else has a table of device ids.

    ids.py VQSMITH [SPECIFICATION]

That is linux/virtio_ids.h, where it is installed, and the specification, if a checkout of
it is given (make check-spec): Device Types, and PCI Device Discovery. Exits with 77 where
there is neither.
"""
import json
import pathlib
import re
import subprocess
import sys

HEADER = pathlib.Path("/usr/include/linux/virtio_ids.h")
# In Linux, but not yet in the headers of every distribution.
NEW_IN_LINUX = {"SPI"}


def ids_of(program):
    done = subprocess.run([program, "ids", "--format", "json"], stdout=subprocess.PIPE,
                          check=True, timeout=60)
    return json.loads(done.stdout)


def differences(what, ours, theirs, may_lack=()):
    for name in sorted(set(ours) | set(theirs), key=str):
        if ours.get(name) == theirs.get(name) or (name in may_lack and name not in theirs):
            continue
        yield f"{what} {name}: we have {ours.get(name)}, they {theirs.get(name)}"


def linux(ids):
    text = HEADER.read_text()
    # The ids of transitional PCI devices are in the same file, with TRANS_ in them.
    theirs = {name: int(number, 0) for name, number in
              re.findall(r"^#define\s+VIRTIO_ID_(\w+)\s+(\w+)", text, re.M)}
    ours = {row["linux"]: row["id"] for row in ids if "linux" in row}
    yield from differences("linux", ours, theirs, NEW_IN_LINUX)


def rows(text, title):
    """The rows of the table that starts with a title: number, name."""
    start = text.index(title)
    table = text[start:text.index(r"\end{", start)]
    for number, name in re.findall(r"^(\w+)\s*&\s*(.*?)\s*\\\\", table, re.M):
        yield int(number, 0), name


def chapters(text):
    """Those that have one, in the order of their numbers' table."""
    return set(re.findall(r"\\input\{device-types/(\w+)/description", text))


def file_of(folder, name):
    """A file of a checkout, or of a bare repository."""
    if (folder / name).exists():
        return (folder / name).read_text()
    done = subprocess.run(["git", f"--git-dir={folder}", "show", f"HEAD:{name}"],
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def specification(ids, folder):
    content = file_of(folder, "content.tex")
    pci = file_of(folder, "transport-pci.tex")
    ours = {row["id"]: row["name"] for row in ids if "name" in row}
    theirs = {number: name for number, name in rows(content, "Device ID  &") if number}
    yield from differences("specification", ours, theirs)
    ours = {row["transitional"]: row["name"] for row in ids if "transitional" in row}
    theirs = dict(rows(pci, "Transitional PCI Device ID  &"))
    yield from differences("transitional", ours, theirs)
    ours = {row["chapter"]: True for row in ids if "chapter" in row}
    yield from differences("chapter", ours, dict.fromkeys(chapters(content), True))


def main():
    ids = ids_of(sys.argv[1])
    found, compared = [], []
    if HEADER.exists():
        found += linux(ids)
        compared.append(str(HEADER))
    if len(sys.argv) > 2:
        found += specification(ids, pathlib.Path(sys.argv[2]))
        compared.append("the specification")
    for one in found:
        print(one)
    if not compared:
        print(f"no {HEADER}, and no specification given: nothing to compare with")
        return 77
    print(f"{len(ids)} ids, compared with {' and '.join(compared)}: {len(found)} differ")
    return 1 if found else 0


sys.exit(main())
