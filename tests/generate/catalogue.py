#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Checks and generates from each description, and compiles all that comes of it.

    catalogue.py VQSMITH INCLUDE DESCRIPTION...

A description of types/ may have notes, and nothing else; one of the tests no errors.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wcast-qual", "-Werror"]
COMMANDS = [["gcc", "-std=c99"], ["clang", "-std=c11"]]
HEADERS = [["gcc", "-xc", "-std=gnu11"], ["clang++", "-xc++", "-std=c++17"]]


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120, check=False)
    if done.returncode:
        print(" ".join(map(str, command)))
        print(done.stdout.decode(errors="replace"))
    return done.returncode != 0


def findings(program, description):
    """How many are too many."""
    good = ["note"] if pathlib.Path(description).parent.name == "types" else [
        "note", "warning", "question"]
    done = subprocess.run([program, "check", "--format", "json", description],
                          stdout=subprocess.PIPE, timeout=60, check=False)
    bad = [finding for finding in json.loads(done.stdout)["findings"]
           if finding["severity"] not in good]
    for finding in bad:
        print(f"{description}: {finding['message']}")
    return len(bad) or done.returncode


def compile_all(include, folder):
    sources = [path for path in sorted(folder.glob("*.c"))
               if not path.name.startswith("virtio_")]
    jobs = [command + STRICT + [f"-I{include}", "-c", "-o", "/dev/null", path]
            for path in sources for command in COMMANDS]
    jobs += [command + ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", path]
             for path in folder.glob("virtio_*.h") for command in HEADERS]
    jobs = [job for job in jobs if shutil.which(job[0])]
    return len(jobs), sum(map(run, jobs))


def main():
    program, include, *descriptions = sys.argv[1:]
    count = bad = 0
    for description in descriptions:
        bad += findings(program, description)
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("header", "device", "driver", "linux"):
                bad += run([program, "generate", kind, description, "-o", folder])
            compiled, failed = compile_all(include, pathlib.Path(folder))
        count += compiled
        bad += failed
    print(f"{count} files of {len(descriptions)} descriptions compiled, {bad} failures")
    return 1 if bad or count == 0 else 0


sys.exit(main())
