#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compiles generated code with all compilers and standards it promises to pass.

    compile.py INCLUDE FOLDER...

Each FOLDER is as golden.py makes it.
"""
import pathlib
import shutil
import subprocess
import sys

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wstrict-prototypes",
          "-Wmissing-prototypes", "-Wcast-qual", "-Werror"]
COMMANDS = [["gcc", "-std=c99"], ["gcc", "-std=c11"], ["gcc", "-std=gnu17", "-O2"],
            ["clang", "-std=c99"], ["clang", "-std=c11"]]
# Linux's own headers are no strict C: GNU C, and flexible arrays in C++.
HEADERS = [["gcc", "-xc", "-std=gnu11"], ["clang", "-xc", "-std=gnu11"],
           ["g++", "-xc++", "-std=c++17"], ["clang++", "-xc++", "-std=c++17"]]


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=120, check=False)
    if done.returncode:
        print(" ".join(map(str, command)))
        print(done.stdout.decode(errors="replace"))
    return done.returncode != 0


def main():
    include, *folders = sys.argv[1:]
    count = bad = 0
    for folder in map(pathlib.Path, folders):
        sources = [path for path in sorted(folder.glob("*.c"))
                   if not path.name.startswith("virtio_")]
        headers = sorted(folder.glob("virtio_*.h"))
        jobs = [command + STRICT + [f"-I{include}", "-c", "-o", "/dev/null", path]
                for path in sources for command in COMMANDS]
        jobs += [command + ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", path]
                 for path in headers for command in HEADERS]
        for job in jobs:
            if not shutil.which(job[0]):
                continue
            count += 1
            bad += run(job)
    print(f"{count} compiled, {bad} failed")
    return 1 if bad or count == 0 else 0


sys.exit(main())
