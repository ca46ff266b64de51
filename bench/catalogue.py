#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Measures what it takes to check a catalogue of descriptions and to generate all of it.

    catalogue.py [--memory] VQSMITH DESCRIPTION...

Prints the time of one core, the least of several runs, and the least memory that is
enough, beside their limits. With --memory it is a test: exit status 1 where the limit of
memory is not enough or an output is missing; time is no matter then.
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

RUNS = 7
MOST_MS = 200  # check and generate, together
MOST_MIB = 50  # of address space: more than what is ever touched
# What comes of each description.
OUTPUTS = ("virtio_*.h", "*_type.h", "*_type.c", "*_device.h", "*_device.c", "*_driver.h",
           "*_driver.c", "linux/virtio_*.h", "linux/virtio_*.c", "linux/Makefile")


def run(command, mib):
    """Milliseconds of processor time of a command that has so much memory; None: it fails."""
    def confine():
        resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          preexec_fn=confine) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return None if child.returncode else 1000 * (usage.ru_utime + usage.ru_stime)


def enough(command):
    """The least memory, in MiB, that the command works with."""
    low, high = 0, MOST_MIB
    while high - low > 1:
        middle = (low + high) // 2
        if run(command, middle) is None:
            low = middle
        else:
            high = middle
    return high


def commands_of(program, descriptions, folder):
    return {"check": [program, "check", *descriptions],
            "generate all": [program, "generate", "all", *descriptions, "-o", folder]}


def measure(commands):
    """For each: the least time and memory."""
    for name, command in commands.items():
        taken = [run(command, MOST_MIB) for _ in range(RUNS)]
        if None in taken:
            sys.exit(f"{name}: fails with {MOST_MIB} MiB")
        yield name, (min(taken), enough(command))


def missing(folder, descriptions):
    for description in descriptions:
        name = pathlib.Path(description).stem
        for output in OUTPUTS:
            if not list((folder / name).glob(output)):
                yield f"{name}: no {output}"


def show(figures, folder, count):
    files = [path for path in folder.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    print(f"{count} descriptions, {len(files)} files of {total >> 10} KiB\n")
    print(f"{'':14}{'ms':>8}{'MiB':>8}")
    for name, (ms, mib) in figures.items():
        print(f"{name:14}{ms:8.1f}{mib:8}")
    ms = sum(ms for ms, _ in figures.values())
    mib = max(mib for _, mib in figures.values())
    print(f"{'together':14}{ms:8.1f}{mib:8}\n{'limit':14}{MOST_MS:8.1f}{MOST_MIB:8}\n")
    print("Within its limits." if ms <= MOST_MS else "Above its limit of time (!)")


def test(commands, folder, descriptions):
    lost = [f"{name}: fails with {MOST_MIB} MiB" for name, command in commands.items()
            if run(command, MOST_MIB) is None]
    lost += missing(folder, descriptions)
    print("\n".join(lost))
    print(f"{len(descriptions)} descriptions, {len(lost)} failures")
    return 1 if lost or not descriptions else 0


def main():
    words = sys.argv[1:]
    only_memory = words[0] == "--memory"
    program, *descriptions = words[only_memory:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "made"
        commands = commands_of(program, descriptions, folder)
        if only_memory:
            return test(commands, folder, descriptions)
        show(dict(measure(commands)), folder, len(descriptions))
    return 0


sys.exit(main())
